package dev.lanewise.layers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The named fields that a [Codec] makes a value from. A field that is missing, or has another type than is asked for,
/// is an [IllegalArgumentException] that says where; so is one that nobody asks for.
public final class Fields {
    private final Codecs codecs;
    private final Map<?, ?> values;
    private final String path;
    private final Set<String> read = new HashSet<>(Set.of("kind"));

    Fields(Codecs codecs, Map<?, ?> values, String path) {
        this.codecs = codecs;
        this.values = values;
        this.path = path;
    }

    /// Returns a number.
    public double number(String name) {
        return get(name, Double.class);
    }

    /// Returns an integer of 32 bits.
    public int integer(String name) {
        return get(name, Integer.class);
    }

    /// Returns a truth value.
    public boolean flag(String name) {
        return get(name, Boolean.class);
    }

    /// Returns a value of a type: `Long`, `String`, [dev.lanewise.core.Shape], or one that codecs are known for.
    public <T> T get(String name, Class<T> type) {
        var value = nullable(name, type);
        if (value == null) {
            throw new IllegalArgumentException(path + ": the field \"" + name + "\" is missing");
        }
        return value;
    }

    /// Returns a value of a type, or null where the field is null or missing.
    public <T> @Nullable T nullable(String name, Class<T> type) {
        read.add(name);
        var value = values.get(name);
        return value == null ? null : codecs.decode(value, type, path + '.' + name);
    }

    /// Returns a list of values of a type, none of them null.
    public <T> List<T> list(String name, Class<T> type) {
        read.add(name);
        if (!(values.get(name) instanceof List<?> list)) {
            throw new IllegalArgumentException(
                    path + ": the field \"" + name + "\" must be a list, but is " + values.get(name));
        }
        var result = new ArrayList<T>();
        for (var value : list) {
            result.add(codecs.decode(value, type, path + '.' + name + '[' + result.size() + ']'));
        }
        return result;
    }

    void checkAllRead() {
        for (var name : values.keySet()) {
            if (!read.contains(name)) {
                throw new IllegalArgumentException(path + ": the field \"" + name + "\" is not known");
            }
        }
    }
}

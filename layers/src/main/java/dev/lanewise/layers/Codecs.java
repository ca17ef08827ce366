package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kinds that a program can write and read; immutable. Whoever has layers, penalties and the like of his own adds
/// their codecs with [#with(List)].
///
/// A value is the JSON object of its `kind` and its fields, or its kind alone, as a string, if it has no fields.
public final class Codecs {
    private static final Codecs STANDARD = new Codecs(LayerCodecs.ALL);
    private static final String KIND = "kind";

    private final List<Codec<?>> codecs;

    private Codecs(List<Codec<?>> codecs) {
        this.codecs = codecs;
    }

    /// Returns the layers, activations, initializers and schedules of this module.
    public static Codecs standard() {
        return STANDARD;
    }

    /// Returns these codecs and more; of two that fit, the one that was added last counts.
    public Codecs with(List<Codec<?>> more) {
        var all = new ArrayList<>(more.reversed());
        all.addAll(codecs);
        return new Codecs(List.copyOf(all));
    }

    /// Returns a value as JSON, on one line. Numbers are read again as the same bits.
    ///
    /// @throws IllegalArgumentException if it, or something in it, has no codec
    public String toJson(Object value) {
        return Json.write(encode(value, false));
    }

    /// Returns a value as JSON as [#toJson] does, but with `"?"` in the place of what has no codec: to be compared
    /// by [#difference], not to be read.
    public String describe(Object value) {
        return Json.write(encode(value, true));
    }

    /// Returns where two values that were written as JSON differ first, with what stands there, or null if they are
    /// equal as far as is known: what was described as `"?"` equals anything.
    ///
    /// @throws IllegalArgumentException if a text is not JSON
    public static @Nullable String difference(String first, String second) {
        return Differences.first(Json.parse(first), Json.parse(second));
    }

    /// Returns the value that [#toJson] wrote.
    ///
    /// @throws IllegalArgumentException if the text is not JSON, or names a kind or a field that is not known, or
    ///     lacks a field, or has a value that is not allowed; the message says where
    public <T> T fromJson(String json, Class<T> type) {
        return decode(Json.parse(json), type, type.getSimpleName());
    }

    private @Nullable Object encode(@Nullable Object value, boolean lenient) {
        return switch (value) {
            case null -> null;
            case String _, Boolean _, Long _ -> value;
            case Integer number -> (long) number;
            case Float number -> encode((double) number, lenient);
            case Double number -> Double.isFinite(number) ? number : (Object) number.toString();
            case List<?> list ->
                list.stream().map(each -> encode(each, lenient)).collect(ArrayList::new, List::add, List::addAll);
            case Shape shape -> {
                var lengths = new ArrayList<Long>();
                for (int axis = 0; axis < shape.rank(); axis++) {
                    lengths.add((long) shape.length(axis));
                }
                yield lengths;
            }
            default -> encodeByKind(value, lenient);
        };
    }

    private Object encodeByKind(Object value, boolean lenient) {
        for (var codec : codecs) {
            if (codec.describes().test(value)) {
                var fields = new LinkedHashMap<String, @Nullable Object>();
                codec.write(value, fields);
                if (fields.isEmpty()) {
                    return codec.kind();
                }
                var encoded = new LinkedHashMap<String, @Nullable Object>();
                encoded.put(KIND, codec.kind());
                fields.forEach((name, field) -> encoded.put(name, encode(field, lenient)));
                return encoded;
            }
        }
        if (lenient) {
            return Differences.UNKNOWN;
        }
        throw new IllegalArgumentException(
                "there is no codec for " + value.getClass().getName() + ", so it cannot be written: " + value);
    }

    /// Returns what a tree stands for.
    ///
    /// @param path where the tree stands, for messages
    <T> T decode(@Nullable Object tree, Class<T> type, String path) {
        Object value = type == Shape.class ? shape(tree, path) : plain(tree, type);
        if (value == null) {
            value = switch (tree) {
                case String kind -> create(kind, Map.of(), type, path);
                case Map<?, ?> map when map.get(KIND) instanceof String kind -> create(kind, map, type, path);
                case null, default ->
                    throw new IllegalArgumentException(
                            path + ": a value of type " + type.getSimpleName() + " is needed, but it is " + tree);
            };
        }
        return type.cast(value);
    }

    private static @Nullable Object plain(@Nullable Object tree, Class<?> type) {
        if (type == Double.class) {
            return switch (tree) {
                case Double number -> number;
                case Long number -> (double) number;
                case String text when List.of("NaN", "Infinity", "-Infinity").contains(text) -> Double.valueOf(text);
                case null, default -> null;
            };
        }
        if (type == Integer.class) {
            return tree instanceof Long number && number == number.intValue() ? number.intValue() : null;
        }
        return type.isInstance(tree) ? tree : null;
    }

    static Shape shape(@Nullable Object tree, String path) {
        if (!(tree instanceof List<?> list) || list.size() > 16) {
            throw new IllegalArgumentException(path + ": a shape is a list of at most 16 lengths, but is " + tree);
        }
        int[] lengths = new int[list.size()];
        for (int axis = 0; axis < lengths.length; axis++) {
            if (!(list.get(axis) instanceof Long length) || length < 1 || length > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(path + ": a shape is a list of lengths above 0, but is " + tree);
            }
            lengths[axis] = length.intValue();
        }
        return Shape.of(lengths);
    }

    private Object create(String kind, Map<?, ?> map, Class<?> type, String path) {
        for (var codec : codecs) {
            if (codec.kind().equals(kind) && type.isAssignableFrom(codec.type())) {
                var fields = new Fields(this, map, path + ' ' + kind);
                try {
                    Object value = codec.create().apply(fields);
                    fields.checkAllRead();
                    return value;
                } catch (IllegalArgumentException rejected) {
                    var message = String.valueOf(rejected.getMessage());
                    throw message.startsWith(path)
                            ? rejected
                            : new IllegalArgumentException(path + ' ' + kind + ": " + message, rejected);
                }
            }
        }
        var known = codecs.stream()
                .filter(codec -> type.isAssignableFrom(codec.type()))
                .map(Codec::kind)
                .toList();
        throw new IllegalArgumentException(
                path + ": there is no " + type.getSimpleName() + " of kind \"" + kind + "\" among " + known);
    }
}

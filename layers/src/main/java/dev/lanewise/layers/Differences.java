package dev.lanewise.layers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where two trees of JSON differ.
final class Differences {
    /// Stands for what has no codec.
    static final String UNKNOWN = "?";

    private Differences() {}

    /// Returns the path to the first difference with what stands there, or null.
    static @Nullable String first(@Nullable Object first, @Nullable Object second) {
        return at("", first, second);
    }

    private static @Nullable String at(String path, @Nullable Object first, @Nullable Object second) {
        if (UNKNOWN.equals(first) || UNKNOWN.equals(second) || Objects.equals(first, second)) {
            return null;
        }
        if (first instanceof Map<?, ?> one && second instanceof Map<?, ?> other && sameKind(one, other)) {
            return ofFields(path, one, other);
        }
        if (first instanceof List<?> one && second instanceof List<?> other) {
            return ofElements(path, one, other);
        }
        return (path.isEmpty() ? "it" : path) + " is " + shown(first) + " against " + shown(second);
    }

    private static boolean sameKind(Map<?, ?> first, Map<?, ?> second) {
        return Objects.equals(first.get("kind"), second.get("kind"));
    }

    private static @Nullable String ofFields(String path, Map<?, ?> first, Map<?, ?> second) {
        var names = new LinkedHashSet<Object>(first.keySet());
        names.addAll(second.keySet());
        for (var name : names) {
            var difference = at((path.isEmpty() ? "" : path + '.') + name, first.get(name), second.get(name));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static @Nullable String ofElements(String path, List<?> first, List<?> second) {
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            var difference = at(path + '[' + i + ']', first.get(i), second.get(i));
            if (difference != null) {
                return difference;
            }
        }
        return first.size() == second.size()
                ? null
                : path + " has " + first.size() + " elements against " + second.size();
    }

    /// Returns a value on one line: a kind alone where there is one.
    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case Map<?, ?> map when map.get("kind") instanceof String kind -> kind;
            default -> value.toString();
        };
    }
}

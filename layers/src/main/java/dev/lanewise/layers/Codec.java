package dev.lanewise.layers;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How values of one type are written as JSON and read again: as a kind and named fields, never as a class. A file
/// can only create what the reader has a codec for.
///
/// A field may be null, a number, a string, a boolean, a [dev.lanewise.core.Shape], a list of these, or anything else
/// that a codec is known for. For example:
///
/// ```java
/// Codec.of(Dropout.class, "dropout", (dropout, to) -> to.put("rate", dropout.rate()),
///         from -> Dropout.rate(from.number("rate")));
/// ```
///
/// @param type the type of the values
/// @param kind the name in files; of the types that one place can hold, each has another
/// @param describes whether a value is written by this codec
/// @param describe writes the fields of a value
/// @param create makes the value again, and throws an [IllegalArgumentException] where the fields do not allow it
public record Codec<T>(
        Class<? extends T> type,
        String kind,
        Predicate<Object> describes,
        BiConsumer<T, Map<String, @Nullable Object>> describe,
        Function<Fields, T> create) {

    /// Returns the codec of a record or another type.
    public static <T> Codec<T> of(
            Class<T> type,
            String kind,
            BiConsumer<T, Map<String, @Nullable Object>> describe,
            Function<Fields, T> create) {
        return new Codec<>(type, kind, type::isInstance, describe, create);
    }

    /// Returns the codec of one value without fields, such as a constant; it is written as its kind alone.
    @SuppressWarnings("unchecked") // An object's class is that of a subtype of its static type.
    public static <T> Codec<T> constant(String kind, T value) {
        return new Codec<>((Class<? extends T>) value.getClass(), kind, value::equals, (_, _) -> {}, _ -> value);
    }

    void write(Object value, Map<String, @Nullable Object> fields) {
        @SuppressWarnings("unchecked") // `describes` has said so.
        var typed = (T) value;
        describe.accept(typed, fields);
    }
}

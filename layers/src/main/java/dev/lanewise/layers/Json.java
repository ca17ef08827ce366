package dev.lanewise.layers;

import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// JSON as maps, lists, strings, longs, doubles, booleans and null; nothing else appears in a tree.
final class Json {
    private static final int GREATEST_DEPTH = 64;
    private static final int GREATEST_LENGTH = 64 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(GREATEST_DEPTH)
                    .maxDocumentLength(GREATEST_LENGTH)
                    .maxStringLength(GREATEST_LENGTH)
                    .maxNumberLength(100)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /// Returns the text of a tree on one line.
    static String write(@Nullable Object tree) {
        var text = new StringWriter();
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, tree);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, @Nullable Object tree) {
        switch (tree) {
            case null -> generator.writeNull();
            case Map<?, ?> map -> {
                generator.writeStartObject();
                map.forEach((name, value) -> {
                    generator.writeName((String) name);
                    write(generator, value);
                });
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                list.forEach(value -> write(generator, value));
                generator.writeEndArray();
            }
            case String text -> generator.writeString(text);
            case Boolean flag -> generator.writeBoolean(flag);
            case Long number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            default -> throw new IllegalArgumentException("no JSON for " + tree.getClass());
        }
    }

    /// Returns the tree of a text that holds one value.
    ///
    /// @throws IllegalArgumentException if the text is not JSON, nests more than 64 deep, names something twice or
    ///     holds an integer beyond 64 bits
    static @Nullable Object parse(String text) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            var tree = read(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the end of the JSON");
            }
            return tree;
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("not the JSON that it should be: " + malformed.getOriginalMessage());
        }
    }

    private static @Nullable Object read(JsonParser parser) {
        var token = parser.currentToken();
        if (token == null) {
            throw new IllegalArgumentException("the JSON ends too early");
        }
        return switch (token) {
            case START_OBJECT -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    var name = parser.currentName();
                    parser.nextToken();
                    map.put(name, read(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<@Nullable Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_NUMBER_INT -> whole(parser.getBigIntegerValue());
            default -> throw new IllegalArgumentException("unexpected " + token + " in the JSON");
        };
    }

    private static long whole(BigInteger number) {
        if (number.bitLength() > 63) {
            throw new IllegalArgumentException("an integer in the JSON does not fit 64 bits: " + number);
        }
        return number.longValue();
    }
}

package dev.lanewise.examples.serve;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Rows of numbers as JSON: `[[0.5, 1, …], …]`.
final class JsonRows {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final int columns;
    private float[] numbers;
    private int size;

    private JsonRows(int columns) {
        this.columns = columns;
        numbers = new float[columns];
    }

    /// Reads rows that must have a number of columns.
    ///
    /// @throws Refusal with status 400 and the reason if it is something else
    static Tensor read(byte[] json, int columns) throws Refusal {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            return new JsonRows(columns).read(parser);
        } catch (JacksonException _) {
            // Its message may quote the request, and text of a request never stands in an answer.
            throw new Refusal(400, "the body must be JSON, but is none");
        }
    }

    private Tensor read(JsonParser parser) throws Refusal {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new Refusal(400, "the body must be an array of rows of numbers");
        }
        int rows = 0;
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            row(parser, rows++);
        }
        if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != null) {
            throw new Refusal(
                    400, "the body must be one array of rows, but after " + rows + " rows something else follows");
        }
        if (rows == 0) {
            throw new Refusal(400, "there must be at least 1 row, but are 0");
        }
        return Tensor.wrap(numbers, 0, Shape.of(rows, columns));
    }

    private void row(JsonParser parser, int row) throws Refusal {
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isNumeric()) {
                throw new Refusal(
                        400, "a row must hold numbers alone, but row " + row + " has something else at " + count);
            }
            float number = parser.getFloatValue();
            if (!Float.isFinite(number)) {
                throw new Refusal(
                        400, "numbers must be finite as float32, but row " + row + " has another at " + count);
            }
            if (count++ < columns) {
                add(number);
            }
        }
        if (count != columns) {
            throw new Refusal(400, "a row must have " + columns + " numbers, but row " + row + " has " + count);
        }
    }

    private void add(float number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.addExact(size, size));
        }
        numbers[size++] = number;
    }

    /// Returns rows as JSON; who reads them as float32 gets the same bits.
    static byte[] write(Tensor rows) {
        var bytes = new ByteArrayOutputStream();
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            generator.writeStartArray();
            for (int row = 0; row < rows.rows(); row++) {
                generator.writeStartArray();
                for (int j = 0; j < rows.columns(); j++) {
                    generator.writeNumber(rows.get(row * rows.columns() + j));
                }
                generator.writeEndArray();
            }
            generator.writeEndArray();
        }
        return bytes.toByteArray();
    }

    /// Returns an object of texts as JSON.
    static byte[] write(Map<String, String> texts) {
        var bytes = new ByteArrayOutputStream();
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            generator.writeStartObject();
            texts.forEach(generator::writeStringProperty);
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The header of a [StateFile].
///
/// @param texts the metadata without format and version
/// @param arrays what lies in the file, in its order, without the checksum
record StateHeader(Map<String, String> texts, List<Entry> arrays) {
    static final int MOST_BYTES = 1 << 26;
    private static final String CHECKSUM = "checksum";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /// One array.
    record Entry(String name, String type, List<Integer> shape, long begin, long end) {
        boolean isDouble() {
            return type.equals("F64");
        }

        /// Returns the number of elements.
        ///
        /// @throws ArithmeticException if no array can have as many
        int size() {
            return shape.stream().reduce(1, Math::multiplyExact);
        }

        private long bytes() {
            return size() * (isDouble() ? 8L : type.equals("F32") ? 4 : 1);
        }
    }

    static StateHeader of(State state) {
        var entries = new ArrayList<Entry>();
        state.numbers().forEach((name, values) -> add(entries, name, "F64", List.of(values.length)));
        state.tensors().forEach((name, tensor) -> add(entries, name, "F32", lengths(tensor.shape())));
        add(entries, CHECKSUM, "U8", List.of(StateFile.CHECKSUM_BYTES));
        return new StateHeader(state.texts(), entries);
    }

    private static void add(List<Entry> entries, String name, String type, List<Integer> shape) {
        long begin = entries.isEmpty() ? 0 : entries.getLast().end();
        var entry = new Entry(name, type, shape, begin, begin);
        entries.add(new Entry(name, type, shape, begin, begin + entry.bytes()));
    }

    private static List<Integer> lengths(Shape shape) {
        return IntStream.range(0, shape.rank()).mapToObj(shape::length).toList();
    }

    /// Returns the header as JSON, padded with spaces to a multiple of 8 bytes.
    byte[] json() {
        var bytes = new ByteArrayOutputStream();
        try (var generator = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            generator.writeStartObject();
            generator.writeObjectPropertyStart("__metadata__");
            generator.writeStringProperty("format", StateFile.FORMAT);
            generator.writeStringProperty("version", StateFile.VERSION);
            texts.forEach(generator::writeStringProperty);
            generator.writeEndObject();
            arrays.forEach(entry -> write(entry, generator));
            generator.writeEndObject();
        }
        var text = bytes.toByteArray();
        var padded = Arrays.copyOf(text, text.length + 7 & -8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void write(Entry entry, JsonGenerator generator) {
        generator.writeObjectPropertyStart(entry.name);
        generator.writeStringProperty("dtype", entry.type);
        generator.writeArrayPropertyStart("shape");
        entry.shape.forEach(generator::writeNumber);
        generator.writeEndArray();
        generator.writeArrayPropertyStart("data_offsets");
        generator.writeNumber(entry.begin);
        generator.writeNumber(entry.end);
        generator.writeEndArray();
        generator.writeEndObject();
    }

    /// Reads a header and checks that its arrays fill the file.
    ///
    /// @param dataBytes how many bytes follow the header
    /// @throws IOException if it is no header of this format and version
    static StateHeader parse(byte[] json, long dataBytes) throws IOException {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            var header = new Reader(parser).header();
            header.checkArrays(dataBytes);
            header.arrays.removeLast();
            return header;
        } catch (JacksonException | ArithmeticException damaged) {
            throw new IOException("its header cannot be read: " + firstLine(damaged));
        }
    }

    private static String firstLine(Exception exception) {
        return String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
    }

    private void checkArrays(long dataBytes) throws IOException {
        arrays.sort(Comparator.comparingLong(Entry::begin));
        long at = 0;
        for (int i = 0; i < arrays.size(); i++) {
            var entry = arrays.get(i);
            if (entry.begin != at || entry.end - entry.begin != entry.bytes()) {
                throw new IOException("'" + entry.name + "' does not lie where it should");
            }
            boolean last = i == arrays.size() - 1;
            if (last != entry.name.equals(CHECKSUM) || last != entry.type.equals("U8")) {
                throw new IOException("'" + entry.name + "' of type " + entry.type + " is unknown");
            }
            at = entry.end;
        }
        if (at != dataBytes || arrays.getLast().bytes() != StateFile.CHECKSUM_BYTES) {
            throw new IOException("its arrays have " + at + " bytes, but " + dataBytes + " follow the header");
        }
    }

    /// Reads exactly the JSON that is expected.
    private record Reader(JsonParser parser) {
        StateHeader header() throws IOException {
            var texts = new LinkedHashMap<String, String>();
            var arrays = new ArrayList<Entry>();
            expect(JsonToken.START_OBJECT);
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                if (name.equals("__metadata__")) {
                    readTexts(texts);
                } else {
                    arrays.add(readEntry(name));
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null || arrays.isEmpty()) {
                throw new IOException("its header has not the expected form");
            }
            requireText(texts, "format", StateFile.FORMAT);
            requireText(texts, "version", StateFile.VERSION);
            return new StateHeader(texts, arrays);
        }

        private static void requireText(Map<String, String> texts, String name, String expected) throws IOException {
            var text = texts.remove(name);
            if (!expected.equals(text)) {
                throw new IOException("its " + name + " must be '" + expected + "', but is '" + text + "'");
            }
        }

        private void expect(JsonToken token) throws IOException {
            if (parser.nextToken() != token) {
                throw new IOException("its header has not the expected form");
            }
        }

        private void readTexts(Map<String, String> texts) throws IOException {
            expect(JsonToken.START_OBJECT);
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                expect(JsonToken.VALUE_STRING);
                texts.put(name, parser.getString());
            }
        }

        private Entry readEntry(String name) throws IOException {
            expect(JsonToken.START_OBJECT);
            requireName("dtype");
            expect(JsonToken.VALUE_STRING);
            var type = parser.getString();
            if (!List.of("F64", "F32", "U8").contains(type)) {
                throw new IOException("'" + name + "' has the unknown type " + type);
            }
            requireName("shape");
            var lengths = readNumbers();
            requireName("data_offsets");
            var offsets = readNumbers();
            expect(JsonToken.END_OBJECT);
            if (offsets.size() != 2) {
                throw new IOException("'" + name + "' has not two offsets");
            }
            var shape = lengths.stream().map(Math::toIntExact).toList();
            return new Entry(name, type, shape, offsets.getFirst(), offsets.getLast());
        }

        private void requireName(String expected) throws IOException {
            if (!expected.equals(parser.nextName())) {
                throw new IOException("its header has not the expected form");
            }
        }

        private List<Long> readNumbers() throws IOException {
            expect(JsonToken.START_ARRAY);
            var numbers = new ArrayList<Long>();
            while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                numbers.add(parser.getLongValue());
                if (numbers.getLast() < 0) {
                    throw new IOException("its header has a length or offset below 0");
                }
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                throw new IOException("its header has not the expected form");
            }
            return numbers;
        }
    }
}

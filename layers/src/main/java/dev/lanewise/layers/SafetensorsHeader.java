package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands before the numbers in a safetensors file.
///
/// @param metadata the texts
/// @param entries what lies in the file, in its order
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
    private static final int GREATEST_LENGTH = 16 << 20;
    private static final String METADATA = "__metadata__";

    /// A tensor, or a vector of float64.
    ///
    /// @param shape of the tensor; null for a vector
    /// @param length the number of elements
    record Entry(String name, @Nullable Shape shape, int length, long from, long to) {
        private long bytes() {
            return (shape == null ? 8L : 4L) * length;
        }
    }

    /// Returns the length and the text of the header, padded with spaces to a multiple of 8 bytes.
    static byte[] of(Safetensors file) {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put(METADATA, file.metadata());
        long at = 0;
        for (var vector : file.vectors().entrySet()) {
            long length = vector.getValue().length;
            at = describe(tree, vector.getKey(), "F64", List.of(length), at, at + 8 * length);
        }
        for (var tensor : file.tensors().entrySet()) {
            var shape = tensor.getValue().shape();
            var lengths = new ArrayList<Long>();
            for (int axis = 0; axis < shape.rank(); axis++) {
                lengths.add((long) shape.length(axis));
            }
            at = describe(tree, tensor.getKey(), "F32", lengths, at, at + 4L * shape.size());
        }
        byte[] text = Json.write(tree).getBytes(StandardCharsets.UTF_8);
        int length = (text.length + 7) / 8 * 8;
        if (length > GREATEST_LENGTH) {
            throw new IllegalArgumentException("the header of a safetensors file may have " + GREATEST_LENGTH
                    + " bytes, but would have " + length);
        }
        var buffer = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(length).put(text);
        while (buffer.hasRemaining()) {
            buffer.put((byte) ' ');
        }
        return buffer.array();
    }

    private static long describe(
            Map<String, @Nullable Object> tree, String name, String type, List<Long> shape, long from, long to) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("dtype", type);
        fields.put("shape", shape);
        fields.put("data_offsets", List.of(from, to));
        tree.put(name, fields);
        return to;
    }

    /// Reads the header of a file of this size and checks that it accounts for every byte.
    static SafetensorsHeader read(InputStream input, long size) throws IOException {
        if (size < 8) {
            throw new IOException("a safetensors file has at least 8 bytes, but this one has " + size);
        }
        var start = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        long length = Safetensors.fill(input, start, 8).getLong();
        if (length < 2 || length > size - 8 || length > GREATEST_LENGTH) {
            throw new IOException("the header of a safetensors file has at least 2 and at most " + GREATEST_LENGTH
                    + " bytes and lies within the file of " + size + " bytes, but it should have "
                    + Long.toUnsignedString(length));
        }
        var text = Safetensors.fill(input, ByteBuffer.allocate((int) length), (int) length);
        try {
            return parse(StandardCharsets.UTF_8.newDecoder().decode(text).toString(), size - 8 - length);
        } catch (CharacterCodingException malformed) {
            throw new IOException("the header of a safetensors file is UTF-8, but this one is not", malformed);
        } catch (IllegalArgumentException malformed) {
            throw new IOException(
                    "the header of this safetensors file is damaged: " + malformed.getMessage(), malformed);
        }
    }

    private static SafetensorsHeader parse(String text, long bytes) {
        if (!(Json.parse(text) instanceof Map<?, ?> tree)) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        var metadata = new LinkedHashMap<String, String>();
        var entries = new ArrayList<Entry>();
        tree.forEach((name, value) -> {
            if (!(value instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("\"" + name + "\" is no JSON object");
            }
            if (METADATA.equals(name)) {
                map.forEach((key, string) -> metadata.put((String) key, text(string)));
            } else {
                entries.add(entry((String) name, map));
            }
        });
        // A vector of no elements lies where the next entry does.
        entries.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
        long at = 0;
        for (var entry : entries) {
            if (entry.from != at || entry.to - entry.from != entry.bytes()) {
                throw new IllegalArgumentException(
                        "\"" + entry.name + "\" of " + entry.length + " elements should take "
                                + (entry.shape == null ? 8 : 4) + " bytes a number from byte " + at + " on, but takes "
                                + entry.from + " to " + entry.to);
            }
            at = entry.to;
        }
        if (at != bytes) {
            throw new IllegalArgumentException(
                    "its tensors take " + at + " bytes, but " + bytes + " bytes follow the header");
        }
        return new SafetensorsHeader(metadata, entries);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("its metadata must be strings, but holds " + value);
    }

    private static Entry entry(String name, Map<?, ?> map) {
        if (map.size() != 3
                || !(map.get("dtype") instanceof String type)
                || !List.of("F32", "F64").contains(type)
                || !(map.get("data_offsets") instanceof List<?> offsets)
                || offsets.size() != 2
                || !(offsets.get(0) instanceof Long from)
                || !(offsets.get(1) instanceof Long to)) {
            throw new IllegalArgumentException(
                    "a tensor needs dtype F32 or F64, a shape and two data_offsets, but \"" + name + "\" has " + map);
        }
        if (type.equals("F32")) {
            var shape = Codecs.shape(map.get("shape"), name);
            return new Entry(name, shape, shape.size(), from, to);
        }
        if (map.get("shape") instanceof List<?> lengths
                && lengths.size() == 1
                && lengths.getFirst() instanceof Long length
                && length >= 0
                && length < Integer.MAX_VALUE - 8) {
            return new Entry(name, null, length.intValue(), from, to);
        }
        throw new IllegalArgumentException(
                "F64 is known for vectors, with one length, but \"" + name + "\" has shape " + map.get("shape"));
    }
}

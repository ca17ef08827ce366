package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
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
/// @param shapes the shapes of the tensors, in the order of their numbers
record SafetensorsHeader(Map<String, String> metadata, Map<String, Shape> shapes) {
    private static final int GREATEST_LENGTH = 16 << 20;
    private static final String METADATA = "__metadata__";

    private record Entry(String name, Shape shape, long from, long to) {}

    /// Returns the length and the text of the header, padded with spaces to a multiple of 8 bytes.
    static ByteBuffer of(Safetensors file) {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put(METADATA, file.metadata());
        long at = 0;
        for (var entry : file.tensors().entrySet()) {
            var shape = entry.getValue().shape();
            var lengths = new ArrayList<Long>();
            for (int axis = 0; axis < shape.rank(); axis++) {
                lengths.add((long) shape.length(axis));
            }
            long end = at + 4L * shape.size();
            var fields = new LinkedHashMap<String, @Nullable Object>();
            fields.put("dtype", "F32");
            fields.put("shape", lengths);
            fields.put("data_offsets", List.of(at, end));
            tree.put(entry.getKey(), fields);
            at = end;
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
        return buffer.flip();
    }

    /// Reads the header of a file of this size and checks that it accounts for every byte.
    static SafetensorsHeader read(ReadableByteChannel channel, long size) throws IOException {
        if (size < 8) {
            throw new IOException("a safetensors file has at least 8 bytes, but this one has " + size);
        }
        var start = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, start);
        long length = start.getLong();
        if (length < 2 || length > size - 8 || length > GREATEST_LENGTH) {
            throw new IOException("the header of a safetensors file has at least 2 and at most " + GREATEST_LENGTH
                    + " bytes and lies within the file of " + size + " bytes, but it should have "
                    + Long.toUnsignedString(length));
        }
        var text = ByteBuffer.allocate((int) length);
        fill(channel, text);
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
        entries.sort(Comparator.comparingLong(Entry::from));
        var shapes = new LinkedHashMap<String, Shape>();
        long at = 0;
        for (var entry : entries) {
            if (entry.from != at || entry.to - entry.from != 4L * entry.shape.size()) {
                throw new IllegalArgumentException("\"" + entry.name + "\" of shape " + entry.shape
                        + " should take 4 bytes a number from byte " + at + " on, but takes " + entry.from + " to "
                        + entry.to);
            }
            at = entry.to;
            shapes.put(entry.name, entry.shape);
        }
        if (at != bytes) {
            throw new IllegalArgumentException(
                    "its tensors take " + at + " bytes, but " + bytes + " bytes follow the header");
        }
        return new SafetensorsHeader(metadata, shapes);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("its metadata must be strings, but holds " + value);
    }

    private static Entry entry(String name, Map<?, ?> map) {
        if (map.size() != 3
                || !"F32".equals(map.get("dtype"))
                || !(map.get("data_offsets") instanceof List<?> offsets)
                || offsets.size() != 2
                || !(offsets.get(0) instanceof Long from)
                || !(offsets.get(1) instanceof Long to)) {
            throw new IllegalArgumentException(
                    "a tensor needs dtype F32, a shape and two data_offsets, but \"" + name + "\" has " + map);
        }
        return new Entry(name, Codecs.shape(map.get("shape"), name), from, to);
    }

    /// Reads until the buffer is full, and turns it round.
    static void fill(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the file ends too early");
            }
        }
        buffer.flip();
    }
}

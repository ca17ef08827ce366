package dev.lanewise.layers;

import dev.lanewise.core.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Named tensors of float32 and named texts in one file, in the
/// [safetensors format](https://github.com/huggingface/safetensors): 8 bytes with the length of a header, the header as
/// JSON, and the numbers, little-endian and without gaps. Any program that knows the format can read the file.
///
/// Reading checks every length against the size of the file before it asks for memory; a file that holds other types
/// than F32, gaps, overlaps or more than the header says is refused.
///
/// @param metadata the texts
/// @param tensors the tensors in the order in which they lie in the file
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    private static final int CHUNK = 1 << 16;

    /// Copies the maps, but not the numbers.
    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /// Reads a file.
    ///
    /// @throws IOException if it cannot be read or is no such file; the message gives the reason
    public static Safetensors read(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return read(channel, channel.size());
        }
    }

    /// Reads from a channel.
    ///
    /// @param size the number of bytes that the channel has
    /// @throws IOException if they cannot be read or are no such file; the message gives the reason
    public static Safetensors read(ReadableByteChannel channel, long size) throws IOException {
        var header = SafetensorsHeader.read(channel, size);
        var buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var entry : header.shapes().entrySet()) {
            var tensor = Tensor.zeros(entry.getValue());
            for (int at = 0; at < tensor.size(); ) {
                buffer.clear().limit((int) Math.min(CHUNK, 4L * (tensor.size() - at)));
                SafetensorsHeader.fill(channel, buffer);
                var floats = buffer.asFloatBuffer();
                int count = floats.remaining();
                floats.get(tensor.array(), at, count);
                at += count;
            }
            tensors.put(entry.getKey(), tensor);
        }
        return new Safetensors(header.metadata(), tensors);
    }

    /// Writes to a channel.
    ///
    /// @throws IOException if it cannot be written
    public void write(WritableByteChannel channel) throws IOException {
        writeAll(channel, SafetensorsHeader.of(this));
        var buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (var tensor : tensors.values()) {
            for (int at = 0; at < tensor.size(); ) {
                int count = Math.min(CHUNK / 4, tensor.size() - at);
                buffer.clear().limit(4 * count);
                buffer.asFloatBuffer().put(tensor.array(), tensor.offset() + at, count);
                writeAll(channel, buffer);
                at += count;
            }
        }
    }

    private static void writeAll(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.Tensor;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Named tensors of float32, named vectors of float64 and named texts in one file, in the
/// [safetensors format](https://github.com/huggingface/safetensors): 8 bytes with the length of a header, the header as
/// JSON, and the numbers, little-endian and without gaps. Any program that knows the format can read the file.
///
/// Reading checks every length against the size of the file before it asks for memory; a file that holds other types
/// than F32 and F64, gaps, overlaps or more than the header says is refused.
///
/// @param metadata the texts
/// @param tensors the tensors in the order in which they lie in the file
/// @param vectors the vectors of float64, which are written before the tensors
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors, Map<String, double[]> vectors) {
    private static final int CHUNK = 1 << 16;

    /// Copies the maps, but not the numbers.
    ///
    /// @throws IllegalArgumentException if a tensor and a vector have the same name
    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        vectors = Collections.unmodifiableMap(new LinkedHashMap<>(vectors));
        if (!Collections.disjoint(tensors.keySet(), vectors.keySet())) {
            throw new IllegalArgumentException("tensors and vectors need different names, but they are "
                    + tensors.keySet() + " and " + vectors.keySet());
        }
    }

    /// Creates texts and tensors without vectors.
    public Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
        this(metadata, tensors, Map.of());
    }

    /// Reads a file.
    ///
    /// @throws IOException if it cannot be read or is no such file; the message gives the reason
    public static Safetensors read(Path path) throws IOException {
        try (var input = new BufferedInputStream(Storage.DISK.open(path))) {
            return read(input, Storage.DISK.size(path));
        }
    }

    /// Reads from a stream.
    ///
    /// @param size the number of bytes that the stream has
    /// @throws IOException if they cannot be read or are no such file; the message gives the reason
    public static Safetensors read(InputStream input, long size) throws IOException {
        var header = SafetensorsHeader.read(input, size);
        var chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        var tensors = new LinkedHashMap<String, Tensor>();
        var vectors = new LinkedHashMap<String, double[]>();
        for (var entry : header.entries()) {
            if (entry.shape() != null) {
                var tensor = Tensor.zeros(entry.shape());
                for (int at = 0; at < tensor.size(); at += CHUNK / 4) {
                    int count = Math.min(CHUNK / 4, tensor.size() - at);
                    fill(input, chunk, 4 * count).asFloatBuffer().get(tensor.array(), at, count);
                }
                tensors.put(entry.name(), tensor);
            } else {
                double[] vector = new double[entry.length()];
                for (int at = 0; at < vector.length; at += CHUNK / 8) {
                    int count = Math.min(CHUNK / 8, vector.length - at);
                    fill(input, chunk, 8 * count).asDoubleBuffer().get(vector, at, count);
                }
                vectors.put(entry.name(), vector);
            }
        }
        return new Safetensors(header.metadata(), tensors, vectors);
    }

    /// Reads the next bytes into the beginning of a buffer.
    static ByteBuffer fill(InputStream input, ByteBuffer buffer, int bytes) throws IOException {
        if (input.readNBytes(buffer.array(), 0, bytes) < bytes) {
            throw new EOFException("the file ends too early");
        }
        return buffer.clear().limit(bytes);
    }

    /// Writes to a stream.
    ///
    /// @throws IOException if it cannot be written
    public void write(OutputStream output) throws IOException {
        output.write(SafetensorsHeader.of(this));
        var chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (double[] vector : vectors.values()) {
            for (int at = 0; at < vector.length; at += CHUNK / 8) {
                int count = Math.min(CHUNK / 8, vector.length - at);
                chunk.clear().asDoubleBuffer().put(vector, at, count);
                output.write(chunk.array(), 0, 8 * count);
            }
        }
        for (var tensor : tensors.values()) {
            for (int at = 0; at < tensor.size(); at += CHUNK / 4) {
                int count = Math.min(CHUNK / 4, tensor.size() - at);
                chunk.clear().asFloatBuffer().put(tensor.array(), tensor.offset() + at, count);
                output.write(chunk.array(), 0, 4 * count);
            }
        }
    }
}

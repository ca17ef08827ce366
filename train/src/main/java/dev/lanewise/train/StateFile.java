package dev.lanewise.train;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// A [State] as a safetensors file, which other programs can read: the length of the header in eight bytes, the header
/// as JSON, the tensors; all little-endian.
///
/// `__metadata__` has the texts and single numbers, and `format` and `version`. Numbers are tensors of type F64,
/// tensors of type F32. The last tensor, `checksum`, is the CRC-32C of every byte of the file before it, so that a file
/// that was cut or changed is known as such.
final class StateFile {
    static final String FORMAT = "lanewise-checkpoint";
    static final String VERSION = "1";
    static final int CHECKSUM_BYTES = 4;
    private static final int CHUNK = 1 << 16;

    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();

    private StateFile() {}

    /// Writes a state.
    static void write(State state, FileLayer.Sink sink) throws IOException {
        new StateFile().writeAll(state, sink);
    }

    private void writeAll(State state, FileLayer.Sink sink) throws IOException {
        byte[] header = StateHeader.of(state).json();
        chunk.putLong(header.length);
        flush(sink);
        put(header, header.length, sink);
        for (var values : state.numbers().values()) {
            for (double value : values) {
                room(8, sink).putDouble(value);
            }
        }
        for (var tensor : state.tensors().values()) {
            for (int i = 0; i < tensor.size(); i++) {
                room(4, sink).putFloat(tensor.array()[tensor.offset() + i]);
            }
        }
        flush(sink);
        chunk.putInt((int) checksum.getValue());
        flush(sink);
    }

    private ByteBuffer room(int bytes, FileLayer.Sink sink) throws IOException {
        if (chunk.remaining() < bytes) {
            flush(sink);
        }
        return chunk;
    }

    private void flush(FileLayer.Sink sink) throws IOException {
        put(chunk.array(), chunk.position(), sink);
        chunk.clear();
    }

    private void put(byte[] bytes, int length, FileLayer.Sink sink) throws IOException {
        checksum.update(bytes, 0, length);
        sink.write(bytes, length);
    }

    /// Reads a state.
    ///
    /// @param length how many bytes the file has
    /// @throws IOException if the file is not whole, or not of this format and version
    static State read(InputStream input, long length) throws IOException {
        try {
            return new StateFile().readAll(input, length);
        } catch (EOFException _) {
            throw new IOException("it is cut short");
        } catch (IllegalArgumentException twice) {
            throw new IOException(twice.getMessage());
        }
    }

    private State readAll(InputStream input, long length) throws IOException {
        take(input, 8);
        long headerLength = chunk.getLong();
        if (headerLength < 2 || headerLength > length - 8 - CHECKSUM_BYTES || headerLength > StateHeader.MOST_BYTES) {
            throw new IOException("its header would have " + headerLength + " bytes of its " + length);
        }
        byte[] json = new byte[(int) headerLength];
        for (int at = 0; at < json.length; at += CHUNK) {
            int count = Math.min(CHUNK, json.length - at);
            take(input, count).get(json, at, count);
        }
        var header = StateHeader.parse(json, length - 8 - headerLength);
        var state = new State();
        header.texts().forEach(state::put);
        for (var entry : header.arrays()) {
            if (entry.isDouble()) {
                state.put(entry.name(), readDoubles(input, entry.size()));
            } else {
                state.put(
                        entry.name(),
                        readFloats(
                                input,
                                Shape.of(entry.shape().stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray())));
            }
        }
        int expected = (int) checksum.getValue();
        if (take(input, CHECKSUM_BYTES).getInt() != expected || input.read() >= 0) {
            throw new IOException("its checksum is not that of its content");
        }
        return state;
    }

    private double[] readDoubles(InputStream input, int size) throws IOException {
        double[] values = new double[size];
        for (int at = 0; at < size; at += CHUNK / 8) {
            int count = Math.min(CHUNK / 8, size - at);
            take(input, 8 * count).asDoubleBuffer().get(values, at, count);
        }
        return values;
    }

    private Tensor readFloats(InputStream input, Shape shape) throws IOException {
        var tensor = Tensor.zeros(shape);
        for (int at = 0; at < shape.size(); at += CHUNK / 4) {
            int count = Math.min(CHUNK / 4, shape.size() - at);
            take(input, 4 * count).asFloatBuffer().get(tensor.array(), at, count);
        }
        return tensor;
    }

    /// Returns the next bytes of the file, at most a chunk.
    private ByteBuffer take(InputStream input, int bytes) throws IOException {
        if (input.readNBytes(chunk.array(), 0, bytes) < bytes) {
            throw new EOFException();
        }
        checksum.update(chunk.array(), 0, bytes);
        return chunk.clear().limit(bytes);
    }
}

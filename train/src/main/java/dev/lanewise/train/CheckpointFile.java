package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.AtomicFile;
import dev.lanewise.layers.Safetensors;
import dev.lanewise.layers.Storage;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/// A [State] in a [Safetensors] file, which is replaced safely and which other programs can read.
///
/// Tensors have type F32, lists of numbers F64. The metadata has the texts and single numbers, `format`
/// (`lanewise-checkpoint`), `version` (`2`) and `checksum`: the CRC-32C, in hexadecimal, of every name with its text,
/// then of every name with its length and its numbers as big-endian bytes (lists before tensors), each name and text in
/// UTF-8 and followed by a zero byte. So a file that was changed is known as such.
final class CheckpointFile {
    private static final String FORMAT = "lanewise-checkpoint";
    private static final String VERSION = "2";

    private CheckpointFile() {}

    /// Replaces a file.
    ///
    /// @throws IOException if that fails; the file then is as before or as wanted, and whole
    static void write(Storage storage, Path file, State state) throws IOException {
        AtomicFile.write(storage, file, content(state)::write);
    }

    /// Reads a file.
    ///
    /// @throws IOException if it cannot be read or is no whole checkpoint; the message names it
    static State read(Storage storage, Path file) throws IOException {
        var whole = file.toAbsolutePath();
        long length = storage.size(whole);
        try (var input = new BufferedInputStream(storage.open(whole))) {
            return state(Safetensors.read(input, length));
        } catch (FileNotFoundException | NoSuchFileException unreadable) {
            throw unreadable;
        } catch (IOException damaged) {
            throw new IOException(file + " is no whole checkpoint: " + damaged.getMessage(), damaged);
        }
    }

    /// Returns what to write.
    static Safetensors content(State state) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("format", FORMAT);
        metadata.put("version", VERSION);
        metadata.put("checksum", checksum(state.texts(), state.numbers(), state.tensors()));
        metadata.putAll(state.texts());
        return new Safetensors(metadata, state.tensors(), state.numbers());
    }

    /// Returns what was written.
    ///
    /// @throws IOException if it is of another format or version, or was changed
    static State state(Safetensors file) throws IOException {
        var texts = new LinkedHashMap<>(file.metadata());
        requireText(texts, "format", FORMAT);
        requireText(texts, "version", VERSION);
        var written = texts.remove("checksum");
        var state = new State();
        try {
            texts.forEach(state::put);
            file.vectors().forEach(state::put);
            file.tensors().forEach(state::put);
        } catch (IllegalArgumentException twice) {
            throw new IOException(twice.getMessage());
        }
        if (!checksum(state.texts(), state.numbers(), state.tensors()).equals(written)) {
            throw new IOException("its checksum is not that of its content");
        }
        return state;
    }

    private static void requireText(Map<String, String> texts, String name, String expected) throws IOException {
        var text = texts.remove(name);
        if (!expected.equals(text)) {
            throw new IOException("its " + name + " must be '" + expected + "', but is '" + text + "'");
        }
    }

    private static String checksum(
            Map<String, String> texts, Map<String, double[]> numbers, Map<String, Tensor> tensors) {
        var checksum = new CRC32C();
        texts.forEach((name, text) -> {
            add(checksum, name);
            add(checksum, text);
        });
        var chunk = ByteBuffer.allocate(1 << 16);
        numbers.forEach((name, values) -> {
            add(checksum, name + " [" + values.length + ']');
            for (int at = 0; at < values.length; at += chunk.capacity() / 8) {
                int count = Math.min(chunk.capacity() / 8, values.length - at);
                chunk.clear().asDoubleBuffer().put(values, at, count);
                checksum.update(chunk.limit(8 * count));
            }
        });
        tensors.forEach((name, tensor) -> {
            add(checksum, name + ' ' + tensor.shape());
            for (int at = 0; at < tensor.size(); at += chunk.capacity() / 4) {
                int count = Math.min(chunk.capacity() / 4, tensor.size() - at);
                chunk.clear().asFloatBuffer().put(tensor.array(), tensor.offset() + at, count);
                checksum.update(chunk.limit(4 * count));
            }
        });
        return Long.toHexString(checksum.getValue());
    }

    private static void add(CRC32C checksum, String text) {
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        checksum.update(0);
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads the IDX format of MNIST and its kin: two zero bytes, the type (8 for unsigned bytes), the number of axes,
/// their lengths as big-endian integers, then the elements in row-major order. Files ending in `.gz` are unpacked on
/// the way.
public final class IdxFile {
    private static final int UNSIGNED_BYTES = 8;
    private static final int BLOCK = 1 << 16;

    private IdxFile() {}

    /// Returns the elements, 0 to 255, as floats.
    ///
    /// @throws IOException if the file cannot be read, is cut short, goes on after its last element, or is no IDX
    ///     file of unsigned bytes with 1 to 4 axes; the message names the file
    public static Tensor read(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                var input = new DataInputStream(new BufferedInputStream(unpacked(file, raw), BLOCK))) {
            var shape = shape(input, file);
            float[] values = new float[0];
            byte[] block = new byte[BLOCK];
            for (int at = 0; at < shape.size(); ) {
                int count = Math.min(BLOCK, shape.size() - at);
                input.readFully(block, 0, count);
                // Grown as data arrives, so that a corrupt header cannot ask for more memory than the file is worth.
                values = values.length < at + count
                        ? Arrays.copyOf(values, (int) Math.min(shape.size(), 2L * (at + count)))
                        : values;
                for (int i = 0; i < count; i++) {
                    values[at + i] = block[i] & 0xFF;
                }
                at += count;
            }
            if (input.read() >= 0) {
                throw new IOException(file + " goes on after its " + shape.size() + " elements of shape " + shape);
            }
            return Tensor.wrap(values, 0, shape);
        } catch (ZipException damaged) {
            throw new IOException(file + " is no sound gzip file: " + damaged.getMessage(), damaged);
        } catch (EOFException cut) {
            throw new IOException(file + " is cut short", cut);
        }
    }

    private static InputStream unpacked(Path file, InputStream raw) throws IOException {
        return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, BLOCK) : raw;
    }

    private static Shape shape(DataInputStream input, Path file) throws IOException {
        int magic = input.readInt();
        int rank = magic & 0xFF;
        if (magic >>> 8 != UNSIGNED_BYTES || rank < 1 || rank > 4) {
            throw new IOException(String.format(
                    "%s is no IDX file of unsigned bytes with 1 to 4 axes: it begins with %08x", file, magic));
        }
        int[] lengths = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            lengths[axis] = input.readInt();
        }
        try {
            return Shape.of(lengths);
        } catch (IllegalArgumentException impossible) {
            throw new IOException(file + " has an impossible shape: " + impossible.getMessage(), impossible);
        }
    }
}

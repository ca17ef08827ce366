package dev.lanewise.train;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads NumPy's `.npy` format, version 1 or 2: one array, as `numpy.save` writes it.
///
/// The elements may be little-endian float32 or float64, integers of 8 to 64 bits with or without sign, or booleans, in
/// row-major order; they are rounded to float32. Everything else is refused with the reason. A header that promises
/// more than there is cannot ask for more memory than the data is worth.
public final class NpyFile {
    private static final int BLOCK = 1 << 16;
    private static final int GREATEST_HEADER = 1 << 14;
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '([^']{1,20})', 'fortran_order': (True|False), 'shape': \\(([0-9, ]{0,400})\\), ?\\}\\s*");

    /// How elements are stored, by NumPy's name of the type.
    private enum Type {
        FLOAT32("<f4", 4),
        FLOAT64("<f8", 8),
        INT8("|i1", 1),
        UINT8("|u1", 1),
        BOOLEAN("|b1", 1),
        INT16("<i2", 2),
        UINT16("<u2", 2),
        INT32("<i4", 4),
        UINT32("<u4", 4),
        INT64("<i8", 8),
        UINT64("<u8", 8);

        private final String name;
        private final int bytes;

        Type(String name, int bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        private float next(ByteBuffer block) {
            return switch (this) {
                case FLOAT32 -> block.getFloat();
                case FLOAT64 -> (float) block.getDouble();
                case INT8 -> block.get();
                case UINT8 -> block.get() & 0xFF;
                case BOOLEAN -> block.get() == 0 ? 0 : 1;
                case INT16 -> block.getShort();
                case UINT16 -> block.getChar();
                case INT32 -> block.getInt();
                case UINT32 -> block.getInt() & 0xFFFF_FFFFL;
                case INT64 -> block.getLong();
                case UINT64 -> unsigned(block.getLong());
            };
        }

        /// Keeps the lowest bit of an odd number that is halved, so that rounding sees it.
        private static float unsigned(long value) {
            return value >= 0 ? value : 2f * (value >>> 1 | value & 1);
        }
    }

    private NpyFile() {}

    /// Returns the array of a file.
    ///
    /// @throws IOException if the file cannot be read, is cut short, goes on after its last element, or holds what
    ///     is not known; the message names the file
    public static Tensor read(Path file) throws IOException {
        try (var input = new BufferedInputStream(Files.newInputStream(file), BLOCK)) {
            return read(input, file.toString());
        }
    }

    /// Reads an array to the end of a stream.
    ///
    /// @param name what to call it in messages
    static Tensor read(InputStream stream, String name) throws IOException {
        var input = new DataInputStream(stream);
        try {
            var header = HEADER.matcher(header(input, name));
            if (!header.matches()) {
                throw new IOException(name + " has a header that NumPy does not write for plain arrays");
            }
            if (header.group(2).equals("True")) {
                throw new IOException(name + " has its elements in Fortran's order; only C's is known");
            }
            var tensor = elements(input, type(header.group(1), name), shape(header, name));
            if (input.read() >= 0) {
                throw new IOException(name + " goes on after its elements of shape " + tensor.shape());
            }
            return tensor;
        } catch (EOFException cut) {
            throw new IOException(name + " is cut short", cut);
        }
    }

    private static String header(DataInputStream input, String name) throws IOException {
        byte[] magic = new byte[6];
        input.readFully(magic);
        if (!Arrays.equals(magic, "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1))) {
            throw new IOException(name + " does not begin as an array of NumPy's");
        }
        int version = input.readShort();
        int length = switch (version) {
            case 0x0100 -> Short.toUnsignedInt(Short.reverseBytes(input.readShort()));
            case 0x0200 -> Integer.reverseBytes(input.readInt());
            default ->
                throw new IOException(
                        name + " has version " + version / 256 + '.' + version % 256 + "; 1.0 and 2.0 are known");
        };
        if (length < 0 || length > GREATEST_HEADER) {
            throw new IOException(name + " has a header of " + Integer.toUnsignedString(length) + " bytes; at most "
                    + GREATEST_HEADER + " are expected");
        }
        byte[] text = new byte[length];
        input.readFully(text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static Type type(String description, String name) throws IOException {
        for (var type : Type.values()) {
            if (type.name.equals(description)) {
                return type;
            }
        }
        throw new IOException(name + " has elements of type '" + description + "'; known are "
                + Arrays.stream(Type.values()).map(type -> type.name).toList());
    }

    private static Shape shape(Matcher header, String name) throws IOException {
        var text = header.group(3).replaceFirst(",$", "");
        try {
            return Shape.of(
                    text.isEmpty()
                            ? new int[0]
                            : Arrays.stream(text.split(", ", -1))
                                    .mapToInt(Integer::parseInt)
                                    .toArray());
        } catch (IllegalArgumentException impossible) {
            throw new IOException(
                    name + " has an impossible shape (" + text + "): " + impossible.getMessage(), impossible);
        }
    }

    private static Tensor elements(DataInputStream input, Type type, Shape shape) throws IOException {
        float[] values = new float[0];
        byte[] block = new byte[BLOCK];
        var buffer = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < shape.size(); ) {
            int count = Math.min(BLOCK / type.bytes, shape.size() - at);
            input.readFully(block, 0, count * type.bytes);
            // Grown as data arrives.
            values = values.length < at + count
                    ? Arrays.copyOf(values, (int) Math.min(shape.size(), 2L * (at + count)))
                    : values;
            buffer.clear();
            for (int i = 0; i < count; i++) {
                values[at + i] = type.next(buffer);
            }
            at += count;
        }
        return Tensor.wrap(values, 0, shape);
    }
}

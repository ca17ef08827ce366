package dev.lanewise.train;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes a message in the encoding of Protocol Buffers, field by field: a key, which is 8·number + type, and the
/// value.
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private void key(int field, int type) {
        raw((long) field << 3 | type);
    }

    private void raw(long value) {
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            output.write((int) (rest & 0x7F | 0x80));
        }
        output.write((int) rest);
    }

    Protobuf varint(int field, long value) {
        key(field, VARINT);
        raw(value);
        return this;
    }

    Protobuf fixed64(int field, double value) {
        key(field, FIXED64);
        output.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array());
        return this;
    }

    Protobuf fixed32(int field, float value) {
        key(field, FIXED32);
        output.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return this;
    }

    /// Writes a packed repeated field.
    Protobuf packed(int field, double[] values) {
        var bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return delimited(field, bytes.array());
    }

    Protobuf text(int field, String text) {
        return delimited(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Protobuf message(int field, Protobuf message) {
        return delimited(field, message.bytes());
    }

    private Protobuf delimited(int field, byte[] bytes) {
        key(field, LENGTH_DELIMITED);
        raw(bytes.length);
        output.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return output.toByteArray();
    }
}

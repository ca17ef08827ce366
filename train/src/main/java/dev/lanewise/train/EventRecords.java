package dev.lanewise.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The records of TensorBoard's event files: `Event` messages of `tensorflow/core/util/event.proto` in the framing of
/// TFRecord, which is the length in eight bytes, its checksum, the message, its checksum; all little-endian.
final class EventRecords {
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int STATUS = 1;
    private static final int START = 1;

    private EventRecords() {}

    /// Returns the beginning of a file.
    ///
    /// @param step the first step that is written: what other files of the run hold of it and later steps counts no
    ///     longer
    static byte[] begin(long step) {
        var version = record(event(0).text(FILE_VERSION, "brain.Event:2"));
        var session = record(event(step).message(SESSION_LOG, new Protobuf().varint(STATUS, START)));
        var both = ByteBuffer.allocate(version.length + session.length);
        return both.put(version).put(session).array();
    }

    /// Returns the record of a summary.
    static byte[] summary(long step, Summary summary) {
        return record(event(step).message(SUMMARY, summary.message()));
    }

    private static Protobuf event(long step) {
        return new Protobuf()
                .fixed64(WALL_TIME, System.currentTimeMillis() * 1e-3)
                .varint(STEP, step);
    }

    private static byte[] record(Protobuf message) {
        byte[] data = message.bytes();
        var buffer = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(data.length);
        buffer.putInt(masked(buffer.array(), 0, 8));
        buffer.put(data);
        buffer.putInt(masked(buffer.array(), 12, data.length));
        return buffer.array();
    }

    /// Returns the CRC-32C, rotated by 15 bits and moved by a constant, as TFRecord stores it.
    static int masked(byte[] bytes, int from, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + 0xA282EAD8;
    }
}

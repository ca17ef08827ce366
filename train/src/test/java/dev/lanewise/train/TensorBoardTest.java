package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorBoardTest {
    @TempDir
    private Path folder = Path.of("");

    /// Returns the messages of a file, having checked lengths and checksums.
    private static List<byte[]> messages(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var messages = new ArrayList<byte[]>();
        while (buffer.hasRemaining()) {
            int start = buffer.position();
            int length = (int) buffer.getLong();
            assertEquals(EventRecords.masked(bytes, start, 8), buffer.getInt());
            var message = new byte[length];
            buffer.get(message);
            assertEquals(EventRecords.masked(bytes, start + 12, length), buffer.getInt());
            messages.add(message);
        }
        return messages;
    }

    private List<Path> files(String run) throws IOException {
        try (var files = Files.list(folder.resolve(run))) {
            return files.sorted().toList();
        }
    }

    /// The CRC-32C of "123456789" is E3069283, as RFC 3720 and the catalogues of checksums give it.
    @Test
    void shouldMaskTheChecksumAsTfRecordDoes() {
        var bytes = "123456789".getBytes(StandardCharsets.US_ASCII);
        int checksum = 0xE3069283;
        assertEquals((checksum >>> 15 | checksum << 17) + 0xA282EAD8, EventRecords.masked(bytes, 0, 9));
    }

    /// The examples of the documentation of Protocol Buffers: field 1 = 150, field 2 = "testing".
    @Test
    void shouldEncodeAsProtocolBuffersDo() {
        assertEquals(
                "089601", HexFormat.of().formatHex(new Protobuf().varint(1, 150).bytes()));
        assertEquals(
                "120774657374696e67",
                HexFormat.of().formatHex(new Protobuf().text(2, "testing").bytes()));
        assertEquals(
                "1a03089601",
                HexFormat.of()
                        .formatHex(new Protobuf()
                                .message(3, new Protobuf().varint(1, 150))
                                .bytes()));
        assertEquals(
                "08ffffffffffffffffff01",
                HexFormat.of().formatHex(new Protobuf().varint(1, -1).bytes()));
        assertEquals(
                "0d0000803f",
                HexFormat.of().formatHex(new Protobuf().fixed32(1, 1).bytes()));
    }

    @Test
    void shouldWriteAPointAnEpochForTrainingAndValidation() throws IOException {
        var fit = ResumedRuns.fit(3, TensorBoard.to(folder).withHistograms()).validateEvery(2);
        var trainer = ResumedRuns.trainer(ResumedRuns.model());
        trainer.fit(ResumedRuns.data(), ResumedRuns.validation(), fit);
        var training = messages(files("train").getFirst());
        assertEquals(2 + 3, training.size(), "version, session, three epochs");
        assertTrue(new String(training.getFirst(), StandardCharsets.UTF_8).contains("brain.Event:2"));
        var text = new String(training.getLast(), StandardCharsets.UTF_8);
        for (var tag : List.of("loss", "data_loss", "penalty", "accuracy", "learning_rate", "dense_1/weight")) {
            assertTrue(text.contains(tag), tag);
        }
        var validation = messages(files("validation").getFirst());
        assertEquals(2 + 1, validation.size());
        assertTrue(new String(validation.getLast(), StandardCharsets.UTF_8).contains("accuracy"));
    }

    @Test
    void shouldWriteAnotherFileWhereATrainingIsResumed() throws IOException {
        var checkpoint = folder.resolve("checkpoint");
        var data = ResumedRuns.data();
        ResumedRuns.trainer(ResumedRuns.model())
                .fit(data, ResumedRuns.fit(2, TensorBoard.to(folder), Checkpoints.to(checkpoint)));
        ResumedRuns.trainer(ResumedRuns.model())
                .fit(
                        data,
                        ResumedRuns.fit(3, TensorBoard.to(folder), Checkpoints.to(checkpoint))
                                .resumeFrom(checkpoint));
        assertEquals(2, files("train").size());
        var messages = messages(files("train").getLast());
        assertEquals(3, messages.size());
        // wall time (9 bytes), step 2 in field 2, the session in field 7 with status 1 in field 1
        assertEquals("10023a020801", HexFormat.of().formatHex(messages.get(1)).substring(18));
    }

    @Test
    void shouldCountEveryFiniteElementInOneBucket() {
        var summary = new Summary();
        summary.histogram("w", Tensor.of(Shape.of(6), 0, 1, 30, 29.5f, Float.NaN, Float.POSITIVE_INFINITY));
        var bytes = ByteBuffer.wrap(summary.message().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        // The last field is the packed counts: 30 doubles.
        double[] counts = new double[30];
        bytes.position(bytes.capacity() - 240).asDoubleBuffer();
        bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(counts);
        assertEquals(2, counts[0], "0 and the upper end of the first bucket");
        assertEquals(2, counts[29]);
        var equal = new Summary();
        equal.histogram("w", Tensor.of(Shape.of(2), 5, 5));
        var nothing = new Summary();
        nothing.histogram("w", Tensor.of(Shape.of(1), Float.NaN));
        assertEquals(0, nothing.message().bytes().length);
    }

    @Test
    void shouldSayThatAFolderCannotBeMade() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        var trainer = ResumedRuns.trainer(ResumedRuns.model());
        var fit = ResumedRuns.fit(1, TensorBoard.to(file));
        assertThrows(UncheckedIOException.class, () -> trainer.fit(ResumedRuns.data(), fit));
    }
}

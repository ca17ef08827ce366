package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlightRecordingTest {
    @TempDir
    private Path folder = Path.of("");

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    @Test
    void shouldShowStepsAndCheckpointsInAFlightRecording() throws IOException {
        var recorded = folder.resolve("training.jfr");
        try (var recording = new Recording()) {
            recording.start();
            var training = new Training(
                    ResumedRuns.trainer(ResumedRuns.model()),
                    ResumedRuns.fit(1, Checkpoints.to(Path.of("/checkpoint"))),
                    ResumedRuns.data(),
                    null,
                    new UnsafeDisk(false));
            training.run();
            recording.stop();
            recording.dump(recorded);
        }
        var events = RecordingFile.readAllEvents(recorded);
        var steps = named(events, "dev.lanewise.Step");
        assertEquals(ResumedRuns.STEPS, steps.size());
        assertEquals(5, steps.getLast().getLong("step"));
        assertEquals(12, steps.getLast().getInt("rows"));
        assertTrue(steps.getLast().getDouble("loss") > 0);
        var checkpoints = named(events, "dev.lanewise.Checkpoint");
        assertEquals(1, checkpoints.size());
        assertEquals("/checkpoint", checkpoints.getFirst().getString("file"));
        assertTrue(checkpoints.getFirst().getBoolean("written"));
    }
}

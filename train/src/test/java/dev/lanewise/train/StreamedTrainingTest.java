package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamedTrainingTest {
    @TempDir
    private Path folder = Path.of("");

    /// The file is larger than the heap by default; `-Dlanewise.stream.megabytes=20480` makes it the 20 GB of the
    /// long check. It has holes instead of numbers, so that it takes no room on the disk: what is measured is the
    /// way through the library, not the disk.
    @Test
    @Tag("slow")
    void shouldTrainOnMoreThanTheHeapHolds() throws IOException, InterruptedException {
        long megabytes = Long.getLong("lanewise.stream.megabytes", 1024);
        var file = folder.resolve("rows.f32");
        try (var rows = new RandomAccessFile(file.toFile(), "rw")) {
            rows.setLength((megabytes << 20) / (4 * 785) * (4 * 785));
        }
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamedTraining.class.getName(),
                        file.toString()))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("ratio"), output);
        System.out.print(output);
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.layers.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ten epochs in one go equal four, a checkpoint, and six in another JVM with other threads and vectors, bit for bit;
/// and equal a training that is killed again and again.
final class ResumedInOtherJvmsTest {
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static String expected = "";

    /// In memory where the machine has such a folder: forcing files takes long where other programs write.
    private final Path folder = temporaryFolder();

    private static Path temporaryFolder() {
        var memory = Path.of("/dev/shm");
        try {
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "lanewise")
                    : Files.createTempDirectory("lanewise");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @AfterEach
    void deleteFolder() throws IOException {
        for (var name : List.of("checkpoint", "checkpoint.tmp", "copy")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }

    @BeforeAll
    static void trainUndisturbed() {
        expected = undisturbed(1);
    }

    private static String undisturbed(int accumulation) {
        var model = ResumedRuns.model();
        var earlyStopping = ResumedRuns.earlyStopping();
        var fit = ResumedRuns.fit(ResumedRuns.EPOCHS, earlyStopping);
        var trainer = ResumedRuns.trainer(model, 1, accumulation);
        var history = trainer.fit(ResumedRuns.data(), ResumedRuns.validation(), fit);
        return ResumedRuns.result(model, history, earlyStopping);
    }

    private static Process start(List<String> options, Path file, int epochs, int threads, int steps, int accumulation)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ResumedRuns.class.getName()));
        command.addAll(List.of(file.toString(), "" + epochs, "" + threads, "" + steps, "" + accumulation));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /// Returns the result that a training prints, or an empty text where it was killed before.
    private static String resultOf(BufferedReader output) throws IOException {
        var lines = output.lines().toList();
        var results = lines.stream().filter(line -> line.startsWith("result=")).toList();
        return results.isEmpty() ? "" : results.getFirst().substring("result=".length());
    }

    private static String run(List<String> options, Path file, int epochs, int threads) throws IOException {
        return run(options, file, epochs, threads, 1);
    }

    private static String run(List<String> options, Path file, int epochs, int threads, int accumulation)
            throws IOException {
        var process = start(options, file, epochs, threads, 0, accumulation);
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            var result = resultOf(output);
            assertTrue(!result.isEmpty(), "the training must end with a result");
            return result;
        }
    }

    private static List<String> kernels(String bytes) {
        return List.of(bytes.equals("scalar") ? "-Dlanewise.kernels=scalar" : "-XX:MaxVectorSize=" + bytes);
    }

    @ParameterizedTest
    @CsvSource({"16, 1, 64, 8", "scalar, 2, 32, 1"})
    void shouldGoOnBitForBitWithOtherVectorsAndThreads(String first, int firstThreads, String second, int secondThreads)
            throws IOException {
        var file = folder.resolve("checkpoint");
        run(kernels(first), file, 4, firstThreads);
        assertEquals(expected, run(kernels(second), file, ResumedRuns.EPOCHS, secondThreads));
    }

    /// The first training pauses where three of the four batches of an update have been added.
    @Test
    void shouldGoOnBitForBitFromBatchesThatWaitForTheirUpdate() throws IOException {
        var file = folder.resolve("checkpoint");
        run(kernels("16"), file, ResumedRuns.EPOCHS, 2, 4);
        var trainer = CheckpointFile.read(Storage.DISK, file).part("trainer");
        assertEquals(3, trainer.part("accumulation").number("batches"));
        assertEquals(6, trainer.number("step"));
        assertEquals(undisturbed(4), run(kernels("64"), file, ResumedRuns.EPOCHS, 1, 4));
    }

    @ParameterizedTest
    @Tag("slow")
    @CsvSource({
        "16, 1",
        "16, 2",
        "16, 8",
        "32, 1",
        "32, 2",
        "32, 8",
        "64, 1",
        "64, 2",
        "64, 8",
        "scalar, 1",
        "scalar, 2",
        "scalar, 8"
    })
    void shouldGoOnBitForBitForAllVectorsAndThreads(String vectors, int threads) throws IOException {
        var file = folder.resolve("checkpoint");
        run(kernels(vectors), file, 4, threads);
        var copy = Files.copy(file, folder.resolve("copy"));
        assertEquals(expected, run(kernels(vectors), file, ResumedRuns.EPOCHS, threads));
        assertEquals(expected, run(List.of(), copy, ResumedRuns.EPOCHS, 1));
    }

    @Test
    void shouldSurviveADozenKills() throws Exception {
        kill(12);
    }

    @Test
    @Tag("slow")
    void shouldSurviveTwoHundredKills() throws Exception {
        kill(200);
    }

    /// Kills a training that writes a checkpoint after every step at random moments, as `kill -9` does, and lets it
    /// go on, until there were so many kills; then lets it end.
    private void kill(int kills) throws Exception {
        var file = folder.resolve("checkpoint");
        var random = new Random(kills);
        int killed = 0;
        int ends = 0;
        int wholeFiles = 0;
        while (killed < kills || ends == 0) {
            var process = start(QUICK_START, file, ResumedRuns.EPOCHS, 1, 1, 1);
            try (var output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                if (killed < kills) {
                    // A step is told of right before its checkpoint is written.
                    int steps = random.nextInt(12);
                    for (var line = output.readLine(); line != null && steps > 0; line = output.readLine()) {
                        steps -= line.equals("step") ? 1 : 0;
                    }
                    Thread.sleep(0, random.nextInt(1_000_000));
                    process.toHandle().destroyForcibly();
                }
                var result = resultOf(output);
                process.waitFor();
                if (result.isEmpty()) {
                    killed++;
                    wholeFiles += Files.exists(file) ? 1 : 0;
                } else {
                    assertEquals(expected, result, "after " + killed + " kills");
                    ends++;
                    Files.delete(file);
                }
            }
            if (Files.exists(file)) {
                CheckpointFile.read(Storage.DISK, file);
            }
        }
        assertTrue(wholeFiles > 0, "some kills must fall behind the first checkpoint");
    }
}

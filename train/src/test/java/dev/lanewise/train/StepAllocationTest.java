package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A steady step allocates nothing, measured in a fresh JVM.
final class StepAllocationTest {
    private static final int MINUTES = 5;

    @Test
    void shouldAllocateNothingInASteadyStep() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SteadySteps.class.getName())
                .redirectErrorStream(true)
                .start();
        // The output is a few lines and fits the pipe, so waiting first cannot block the program.
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(ended && process.exitValue() == 0, output);
        var lines = output.lines().filter(line -> line.matches("[a-z]+=.*")).toList();
        assertEquals(
                List.of(
                        "plain=0",
                        "constrained=0",
                        "groups=0",
                        "proximal=0",
                        "normalized=0",
                        "selu=0",
                        "noisy=0",
                        "few=0",
                        "accumulated=0",
                        "threads=0",
                        "clipped=0"),
                lines,
                output);
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Training in other JVMs, with other vectors, other compilers and other numbers of threads, gives the same bits.
final class SameBitsTrainingTest {
    private static final int MINUTES = 5;
    private static List<String> reference = List.of();

    @BeforeAll
    static void runReference() throws IOException, InterruptedException {
        reference = run(1);
    }

    /// Returns what the program printed: the vector bits, then the hashes.
    private static List<String> run(int threads, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(SameBitsTraining.class.getName(), Integer.toString(threads)));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // The output is a few lines and fits the pipe, so waiting first cannot block the program.
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(ended && process.exitValue() == 0, output);
        var lines = output.lines().filter(line -> line.matches("[a-z]+=.*")).toList();
        assertEquals(5, lines.size(), output);
        return lines;
    }

    private static void assertSameBits(List<String> lines) {
        assertEquals(reference.subList(1, 5), lines.subList(1, 5));
    }

    @ParameterizedTest
    @CsvSource({"16, 128", "32, 256", "64, 512"})
    void shouldGiveTheSameBitsForVectorsOfOtherLengths(int bytes, int bits) throws IOException, InterruptedException {
        var lines = run(1, "-XX:MaxVectorSize=" + bytes);
        int used = Integer.parseInt(lines.getFirst().substring("bits=".length()));
        assertTrue(used > 0 && used <= bits, "vectors of " + used + " bits were used");
        assertSameBits(lines);
    }

    @Test
    void shouldGiveTheSameBitsInScalarCode() throws IOException, InterruptedException {
        var lines = run(1, "-Dlanewise.kernels=scalar");
        assertEquals("bits=0", lines.getFirst());
        assertSameBits(lines);
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "8"})
    void shouldGiveTheSameBitsOnSeveralThreads(int threads) throws IOException, InterruptedException {
        assertSameBits(run(threads));
    }

    @Test
    void shouldGiveTheSameBitsFromTheFirstCompilerAlone() throws IOException, InterruptedException {
        assertSameBits(run(2, "-XX:TieredStopAtLevel=1"));
    }
}

package dev.lanewise.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs [SameBitsMain] in JVMs of different abilities, which must all print the hash of the scalar kernels.
class SameBitsTest {
    private record Run(String kernels, String hash, String errors) {}

    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    /// Enough that C2 compiles the loops.
    private static final int LARGE = 100_000;

    /// Little enough for the interpreter, which makes an object of every vector.
    private static final int SMALL = 2_000;

    private static String scalarHash = "";

    @TempDir
    private Path directory;

    @BeforeAll
    static void runScalarKernels(@TempDir Path directory) throws IOException, InterruptedException {
        var run = run(directory, LARGE, MODULE, "-Dlanewise.kernels=scalar");
        assertEquals("scalar 0", run.kernels);
        scalarHash = run.hash;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:MaxVectorSize=16", "-XX:MaxVectorSize=32", "-XX:MaxVectorSize=64"})
    void shouldGiveTheSameBitsForEveryVectorWidth(String option) throws IOException, InterruptedException {
        var run = run(directory, LARGE, MODULE, option);
        assertTrue(run.kernels.startsWith("vector "), run.kernels);
        // A narrower machine keeps its own width.
        int bits = Integer.parseInt(run.kernels.substring(7));
        assertTrue(bits >= 64 && bits <= 8 * Integer.parseInt(option.substring(option.indexOf('=') + 1)), run.kernels);
        assertEquals(scalarHash, run.hash);
    }

    @Test
    void shouldGiveTheSameBitsWithTheFirstCompilerOnly() throws IOException, InterruptedException {
        var run = run(directory, SMALL, MODULE, "-XX:TieredStopAtLevel=1");
        assertTrue(run.kernels.startsWith("vector "), run.kernels);
        assertEquals(run(directory, SMALL, MODULE, "-Dlanewise.kernels=scalar").hash, run.hash);
    }

    @Test
    void shouldGiveTheSameBitsInTheInterpreter() throws IOException, InterruptedException {
        var run = run(directory, SMALL, MODULE, "-Xint", "-Dlanewise.kernels=scalar");
        assertEquals(run(directory, SMALL, MODULE).hash, run.hash);
    }

    @Test
    void shouldFallBackWithOneWarningWhereTheModuleIsMissing() throws IOException, InterruptedException {
        var run = run(directory, LARGE, "-Xlog:class+load:file=" + directory.resolve("classes"));
        assertEquals("scalar 0", run.kernels);
        assertEquals(scalarHash, run.hash);
        int first = run.errors.indexOf("--add-modules jdk.incubator.vector");
        assertTrue(first >= 0, run.errors);
        assertEquals(first, run.errors.lastIndexOf("--add-modules jdk.incubator.vector"), run.errors);
        assertEquals(1, run.errors.split("WARNING", -1).length - 1, run.errors);
        var loaded = Files.readString(directory.resolve("classes"));
        assertTrue(loaded.contains("dev.lanewise.core.internal.scalar.ScalarProducts"));
        assertFalse(loaded.contains("dev.lanewise.core.internal.vector."));
        assertFalse(loaded.contains("jdk.incubator.vector."));
    }

    private static Run run(Path directory, int elements, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-Duser.language=en", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(SameBitsMain.class.getName(), Integer.toString(elements)));
        var output = directory.resolve("output");
        var errors = directory.resolve("errors");
        int status = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        var complaints = Files.readString(errors, StandardCharsets.UTF_8);
        assertEquals(0, status, complaints);
        var lines = Files.readAllLines(output);
        // The JVM warns of the incubator module on standard output or error, whichever its version prefers.
        return new Run(lines.get(lines.size() - 2), lines.getLast(), complaints);
    }
}

package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image that `examples/jlink` makes trains without a JDK: it is run with nothing in its environment but a path to
/// the system's tools.
@Tag("slow")
class ImageTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void shouldTrainWithoutAJdk() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell");
        var image = folder.resolve("image");
        run(new ProcessBuilder(Path.of("jlink").toAbsolutePath().toString(), image.toString()));
        assertFalse(Files.exists(image.resolve("bin").resolve("javac")));
        var data = FashionMnistTest.SAMPLE.toAbsolutePath().toString();
        var out = folder.resolve("out");
        var lanewise = image.resolve("bin").resolve("lanewise").toString();
        var command = List.of(
                lanewise, "fashion-mnist", "--data", data, "--out", out.toString(), "--epochs", "2", "--batch", "11");
        var inNothing = new ProcessBuilder(command);
        inNothing.environment().clear();
        inNothing.environment().put("PATH", "/usr/bin:/bin");
        var output = run(inNothing);
        assertTrue(output.contains("test accuracy"), output);
        assertTrue(Files.exists(out.resolve("loss.png")));
    }

    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        var process = builder.redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}

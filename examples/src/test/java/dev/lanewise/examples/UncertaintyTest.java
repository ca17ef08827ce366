package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The command on the sample of images that travels with the tests.
class UncertaintyTest {
    @TempDir
    private Path folder;

    @Test
    void shouldCompareThreeWaysToPredictAndDrawThem() throws IOException {
        var sample = FashionMnistTest.SAMPLE.toString();
        var outcome = Outcome.of(Outcome.arguments(
                List.of("uncertainty", "--data", sample, "--out", folder.toString()),
                "--epochs 3 --batch 11 --seeds 2 --samples 5"));
        assertEquals(0, outcome.status(), outcome.errors().toString());
        assertTrue(outcome.out().contains("ensemble with temperature"), outcome.out());
        var rows = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("metrics.json")))
                .get("rows");
        // Two seeds with two methods each, and the ensemble, with and without temperature.
        assertEquals(10, rows.size());
        for (var row : rows) {
            assertTrue(row.get("nll").asDouble() > 0);
            assertTrue(row.get("brier").asDouble() > 0 && row.get("brier").asDouble() < 2);
        }
        for (var name : List.of("reliability.png", "coverage.png")) {
            assertEquals(
                    900,
                    Objects.requireNonNull(ImageIO.read(folder.resolve(name).toFile()))
                            .getWidth());
        }
    }

    @Test
    void shouldRefuseNumbersOutOfRangeInOneLine() {
        for (var option : List.of("--seeds 0", "--samples 0", "--epochs 0", "--batch 0", "--threads -1")) {
            var outcome = Outcome.of(Outcome.arguments(List.of("uncertainty"), option));
            assertEquals(2, outcome.status());
            assertEquals(1, outcome.errors().size(), outcome.errors().toString());
        }
    }
}

package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command on a sample of 120 + 60 images that travels with the tests.
class FashionMnistTest {
    static final Path SAMPLE = Path.of("src", "test", "data", "fashion-mnist");

    private static final int EPOCHS = 8;

    @TempDir
    private Path folder;

    private Outcome run(Recipe recipe, String options, Path out) {
        return Outcome.of(Outcome.arguments(
                List.of("fashion-mnist", "--data", SAMPLE.toString(), "--out", out.toString()),
                "--recipe " + recipe + " --batch 11 --samples 5 --epochs " + EPOCHS + ' ' + options));
    }

    private static JsonNode metrics(Path out) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(out.resolve("metrics.json")));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLearnFromRealImagesByEveryRecipe(Recipe recipe) throws IOException {
        var outcome = run(recipe, "", folder);
        assertEquals(List.of(), outcome.errors());
        assertEquals(0, outcome.status());
        assertTrue(outcome.out().contains("110 images to train, 10 to validate, 60 to test"), outcome.out());
        var metrics = metrics(folder);
        assertEquals(recipe.toString(), metrics.get("recipe").asString());
        // Guessing gives 0.1, and a run of luck among 60 images seldom 0.25; all recipes reach about 0.6 and more.
        double accuracy = metrics.get("test_accuracy").asDouble();
        assertTrue(accuracy > 0.4, "the test accuracy is " + accuracy);
        var rows = Files.readAllLines(folder.resolve("history.csv"));
        assertEquals(metrics.get("epochs").asInt() + 1, rows.size());
        var columns = List.of(rows.getFirst().split(","));
        assertTrue(
                columns.containsAll(List.of("epoch", "loss", "data_loss", "penalty", "accuracy", "val_loss")),
                rows.getFirst());
        for (var name : List.of("loss.png", "accuracy.png")) {
            var picture =
                    Objects.requireNonNull(ImageIO.read(folder.resolve(name).toFile()));
            assertEquals(900, picture.getWidth());
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(4, files.count(), "files in the output folder");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "DROPOUT"})
    void shouldWriteEveryPromisedNumber(Recipe recipe) throws IOException {
        run(recipe, "--seed 7 --threads 2", folder);
        var metrics = metrics(folder);
        for (var name : List.of(
                "recipe",
                "seed",
                "epochs",
                "batch",
                "threads",
                "test_accuracy",
                "test_loss",
                "mc_samples",
                "mc_accuracy",
                "mc_mean_std",
                "mc_nll",
                "seconds_training",
                "seconds_total",
                "steps_per_second",
                "vector_bits",
                "weights_sha256")) {
            assertTrue(metrics.has(name), name);
        }
        assertEquals(7, metrics.get("seed").asInt());
        assertEquals(2, metrics.get("threads").asInt());
        assertEquals(11, metrics.get("batch").asInt());
        // Without noise there is one pass without deviation.
        assertEquals(recipe == Recipe.PLAIN ? 1 : 5, metrics.get("mc_samples").asInt());
        assertEquals(recipe == Recipe.PLAIN, metrics.get("mc_mean_std").asDouble() == 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPOUT", "MAX_NORM", "DEFAULT"})
    void shouldEndInTheSameBitsOnOneThreadAndOnTwo(Recipe recipe) throws IOException {
        run(recipe, "--threads 1", folder.resolve("one"));
        run(recipe, "--threads 2", folder.resolve("two"));
        assertEquals(
                metrics(folder.resolve("one")).get("weights_sha256"),
                metrics(folder.resolve("two")).get("weights_sha256"));
    }

    @ParameterizedTest
    @CsvSource({"DROPOUT, --rate 0.5", "ALPHA_DROPOUT, --rate 0.3", "L1, --strength 1e-3", "L2, --strength 0.01"})
    void shouldTrainOtherwiseWithAnotherRateOrStrength(Recipe recipe, String option) throws IOException {
        run(recipe, "", folder.resolve("default"));
        assertEquals(0, run(recipe, option, folder.resolve("other")).status());
        assertTrue(!metrics(folder.resolve("default"))
                .get("weights_sha256")
                .equals(metrics(folder.resolve("other")).get("weights_sha256")));
    }

    @Test
    void shouldExplainItsOptions() {
        var outcome = Outcome.of(List.of("fashion-mnist", "--help"));
        assertEquals(0, outcome.status());
        for (var option : List.of("--recipe", "self-normalizing", "--data", "--out", "--rate", "--strength")) {
            assertTrue(outcome.out().contains(option), outcome.out());
        }
    }

    @Test
    void shouldStandardizeByTheTrainingRowsAlone() throws IOException {
        var raw = FashionMnistData.load(SAMPLE, false);
        var standard = FashionMnistData.load(SAMPLE, true);
        var train = raw.train().features();
        int pixels = train.columns();
        for (int j = 0; j < pixels; j += 13) {
            double mean = 0;
            double square = 0;
            for (int row = 0; row < train.rows(); row++) {
                double x = pixel(train, row * pixels + j);
                mean += x / train.rows();
                square += x * x / train.rows();
            }
            double variance = square - mean * mean;
            double deviation = variance > 1e-9 ? Math.sqrt(variance) : 1;
            assertStandardized(raw.train().features(), standard.train().features(), j, mean, deviation);
            assertStandardized(
                    raw.validation().features(), standard.validation().features(), j, mean, deviation);
            assertStandardized(raw.test().features(), standard.test().features(), j, mean, deviation);
        }
    }

    private static void assertStandardized(Tensor scaled, Tensor standard, int column, double mean, double deviation) {
        for (int row = 0; row < scaled.rows(); row++) {
            int at = row * scaled.columns() + column;
            double expected = (pixel(scaled, at) - mean) / deviation;
            // The mean square loses digits against the mean: 2⁻⁵³ · 255² / deviation² stays below this for any pixel.
            assertEquals(expected, standard.get(at), Math.abs(expected) * 0x1p-23 + 1e-9);
        }
    }

    /// Pixels are whole numbers, so that multiplying by 255 and rounding gives them back.
    private static double pixel(Tensor scaled, int index) {
        return Math.rint(scaled.get(index) * 255.0);
    }
}

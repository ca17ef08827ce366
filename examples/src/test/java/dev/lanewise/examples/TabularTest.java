package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command from a real CSV file to a model and back.
class TabularTest {
    private static final Path PENGUINS = Path.of("src", "test", "data", "tabular", "penguins.csv");

    @TempDir
    private Path folder;

    private Outcome train(String target, String options, String out) {
        return Outcome.of(Outcome.arguments(
                List.of(
                        "tabular",
                        "--csv",
                        PENGUINS.toString(),
                        "--target",
                        target,
                        "--out",
                        folder.resolve(out).toString()),
                (options.contains("--threads") ? "" : "--threads 1 ") + "--samples 10 " + options));
    }

    private Outcome predict(String model, Path file, String out) {
        return Outcome.of(List.of(
                "tabular",
                "--model",
                folder.resolve(model).toString(),
                "--predict",
                file.toString(),
                "--out",
                folder.resolve(out).toString(),
                "--threads",
                "1"));
    }

    private JsonNode metrics(String out) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve(out).resolve("metrics.json")));
    }

    private List<String> predictions(String out) throws IOException {
        return Files.readAllLines(folder.resolve(out).resolve("predictions.csv"));
    }

    private void assertSucceeds(Outcome outcome) {
        assertEquals(List.of(), outcome.errors());
        assertEquals(0, outcome.status());
    }

    @Test
    void shouldTellSpeciesApart() throws IOException {
        var outcome = train("species", "--epochs 25", "out");
        assertSucceeds(outcome);
        assertTrue(outcome.out().contains("344 rows, 8 columns"), outcome.out());
        assertTrue(outcome.out().matches("(?s).*sex +category +11 missing; male 168, female 165.*"), outcome.out());
        assertTrue(outcome.out().contains("206 rows to train (in memory), 69 to validate, 69 to test"), outcome.out());
        // Two of five penguins are of the most frequent species; a straight line tells nearly all apart.
        double accuracy = metrics("out").get("test_accuracy").asDouble();
        assertTrue(accuracy > 0.9, "the accuracy is " + accuracy);
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertEquals(
                    List.of(
                            "accuracy.png",
                            "coverage.png",
                            "history.csv",
                            "loss.png",
                            "metrics.json",
                            "network.safetensors",
                            "predictions.csv",
                            "preprocessing.json",
                            "reliability.png",
                            "report.html"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void shouldPredictTheWeightAndSayHowSureItIs() throws IOException {
        var outcome = train("body_mass_g", "--epochs 40", "out");
        assertSucceeds(outcome);
        assertTrue(outcome.out().contains("2 of 344 rows have no target and are left out"), outcome.out());
        var metrics = metrics("out");
        assertEquals("regression", metrics.get("task").asString());
        double error = metrics.get("test_rmse").asDouble();
        assertTrue(error < 0.6 * metrics.get("test_rmse_of_mean").asDouble(), "the error is " + error);
        // 68 rows: below 0.75 the share of a promise of 0.9 falls in one of 10,000 cases.
        double coverage = metrics.get("test_interval_coverage").asDouble();
        assertTrue(coverage > 0.75, "the coverage is " + coverage);
        assertEquals(
                "line,prediction,standard_deviation,model_standard_deviation,low,high,true",
                predictions("out").getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"species", "body_mass_g"})
    void shouldPredictTheTestRowsTheSameAgain(String target) throws IOException {
        assertSucceeds(train(target, "--epochs 2", "out"));
        assertSucceeds(predict("out", PENGUINS, "again"));
        var all = predictions("again");
        assertEquals(345, all.size());
        var tested = predictions("out").stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
        assertTrue(tested.size() > 60 && all.containsAll(tested), "the test rows are predicted otherwise");
    }

    @Test
    void shouldPredictARowTheSameInAnyFile() throws IOException {
        assertSucceeds(train("species", "--epochs 2", "out"));
        assertSucceeds(predict("out", PENGUINS, "all"));
        var lines = Files.readAllLines(PENGUINS);
        var file = folder.resolve("new.csv");
        // Other order of columns, one that is not known, none that is not needed, other separator, three rows.
        Files.writeString(file, "sex;year;body_mass_g;flipper_length_mm;colour;bill_depth_mm;bill_length_mm;island\n");
        for (int row : List.of(300, 7, 4)) {
            var f = lines.get(row).split(",", -1);
            var line = String.join(";", f[6], f[7], f[5], f[4], "red", f[3], f[2], f[1]);
            Files.writeString(file, line + '\n', StandardOpenOption.APPEND);
        }
        var outcome = predict("out", file, "new");
        assertSucceeds(outcome);
        assertTrue(outcome.out().contains("the model does not know colour: ignored"), outcome.out());
        assertTrue(outcome.out().contains("another order"), outcome.out());
        var all = predictions("all");
        var some = predictions("new");
        assertEquals(withoutLine(all.get(300)), withoutLine(some.get(1)));
        assertEquals(withoutLine(all.get(7)), withoutLine(some.get(2)));
        assertEquals(withoutLine(all.get(4)), withoutLine(some.get(3)));
    }

    private static String withoutLine(String row) {
        return row.substring(row.indexOf(','));
    }

    @Test
    void shouldGiveTheSameBitsForASeed() throws IOException {
        assertSucceeds(train("species", "--epochs 2 --threads 1", "one"));
        assertSucceeds(train("species", "--epochs 2 --threads 2", "two"));
        assertSucceeds(train("species", "--epochs 2 --seed 43", "other"));
        assertEquals(metrics("one").get("weights_sha256"), metrics("two").get("weights_sha256"));
        assertEquals(predictions("one"), predictions("two"));
        assertNotEquals(metrics("one").get("weights_sha256"), metrics("other").get("weights_sha256"));
        assertNotEquals(predictions("one"), predictions("other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "l1", "l2", "alpha-dropout", "max-norm", "default", "self-normalizing --hidden 8,8,8"})
    void shouldTrainByEveryRecipe(String recipe) throws IOException {
        assertSucceeds(train("species", "--epochs 8 --recipe " + recipe, "out"));
        double accuracy = metrics("out").get("test_accuracy").asDouble();
        assertTrue(accuracy > 0.6, "the accuracy is " + accuracy);
        assertSucceeds(predict("out", PENGUINS, "again"));
    }

    @Test
    void shouldWriteAPageThatNeedsNoOther() throws IOException {
        assertSucceeds(train("species", "--epochs 2", "out"));
        var page = Files.readString(folder.resolve("out").resolve("report.html"));
        for (var part : List.of("prefers-color-scheme: dark", "width=device-width", "<svg", "Gentoo", "11</td>")) {
            assertTrue(page.contains(part), part);
        }
        for (var part : List.of("http", "src=", "<script", "@import", "url(")) {
            assertFalse(page.contains(part), part);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        bill_length_mm,island,sex          | lacks the columns bill_depth_mm, flipper_length_mm
        species,island,bill_depth_mm       | lacks the columns bill_length_mm, flipper_length_mm
        """)
    void shouldNameTheColumnsThatAreMissing(String header, String message) throws IOException {
        assertSucceeds(train("species", "--epochs 1", "out"));
        var file = Files.writeString(folder.resolve("new.csv"), header + "\n1,2,3\n");
        var outcome = predict("out", file, "new");
        assertEquals(1, outcome.status());
        assertTrue(
                outcome.errors().getFirst().contains(message), outcome.errors().toString());
        assertFalse(Files.exists(folder.resolve("new")));
    }

    @Test
    void shouldTellOfValuesThatTrainingNeverSaw() throws IOException {
        assertSucceeds(train("species", "--epochs 1", "out"));
        var file = Files.writeString(folder.resolve("new.csv"), """
            island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex,year
            Elba,39.1,18.7,long,3750,male,2007
            Dream,1e30,18.7,181,,female,2007
            """);
        var outcome = predict("out", file, "new");
        assertSucceeds(outcome);
        assertTrue(outcome.out().contains("island: 1 rare or new, such as 'Elba' in line 2"), outcome.out());
        assertTrue(outcome.out().contains("flipper_length_mm: 1 no numbers, taken as missing"), outcome.out());
        assertTrue(outcome.out().contains("body_mass_g: 1 missing"), outcome.out());
        assertFalse(String.join("", predictions("new")).contains("NaN"));
    }

    @Test
    void shouldRefuseTheNetworkOfAnotherTraining() throws IOException {
        assertSucceeds(train("species", "--epochs 1", "one"));
        assertSucceeds(train("species", "--epochs 2", "two"));
        Files.copy(
                folder.resolve("one").resolve("network.safetensors"),
                folder.resolve("two").resolve("network.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);
        var outcome = predict("two", PENGUINS, "new");
        assertEquals(1, outcome.status());
        var line = outcome.errors().getFirst();
        assertTrue(line.contains("they are of two trainings"), line);
        assertTrue(line.contains(metrics("one").get("weights_sha256").asString()), line);
        assertTrue(line.contains(metrics("two").get("weights_sha256").asString()), line);
    }

    @Test
    void shouldLeaveNoFiguresOfTheOtherTask() throws IOException {
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("out").resolve("predicted.png"), "of someone else");
        assertSucceeds(train("species", "--epochs 1", "out"));
        assertTrue(Files.exists(folder.resolve("out").resolve("predicted.png")));
        Files.writeString(folder.resolve("out").resolve("notes.txt"), "one's own");
        assertSucceeds(train("body_mass_g", "--epochs 1", "out"));
        for (var gone : List.of("accuracy.png", "coverage.png")) {
            assertFalse(Files.exists(folder.resolve("out").resolve(gone)), gone);
        }
        for (var there : List.of("error.png", "loss.png", "notes.txt", "predicted.png", "reliability.png")) {
            assertTrue(Files.exists(folder.resolve("out").resolve(there)), there);
        }
    }

    @Test
    void shouldRefuseAModelThatIsNone() throws IOException {
        var outcome = predict("nowhere", PENGUINS, "new");
        assertEquals(1, outcome.status());
        assertTrue(outcome.errors().getFirst().contains("does not exist"));
        assertSucceeds(train("species", "--epochs 1", "out"));
        var description = folder.resolve("out").resolve("preprocessing.json");
        var text = Files.readString(description);
        for (var damaged : List.of(
                text.substring(0, text.length() / 2),
                text.replace("\"version\" : 1", "\"version\" : 2"),
                text.replace("\"seed\"", "\"sead\""),
                text.replace("\"Chinstrap\", ", ""),
                text.replace("\"indicator\" : true", "\"indicator\" : false"))) {
            Files.writeString(description, damaged);
            var refused = predict("out", PENGUINS, "new");
            assertEquals(1, refused.status(), refused.out());
            assertEquals(1, refused.errors().size(), refused.errors().toString());
        }
    }
}

package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.json.JsonMapper;

/// The command on the sample of images that travels with the tests.
class ChapterTest {
    private static final String TWO = "^(plain|dropout-0\\.2)$";

    @TempDir
    private Path folder;

    private Outcome run(String only, String options) {
        return Outcome.of(Outcome.arguments(
                List.of(
                        "chapter",
                        "--data",
                        FashionMnistTest.SAMPLE.toString(),
                        "--out",
                        folder.resolve("out").toString(),
                        "--only",
                        only),
                options));
    }

    private Path file(String name) {
        return folder.resolve("out").resolve(name);
    }

    @Test
    void shouldTrainReportAndTakeUpWhatIsThere() throws IOException {
        var first = run(TWO, "--epochs 1 --seeds 2");
        assertEquals(0, first.status(), first.errors().toString());
        assertTrue(first.out().contains("0 trainings are there already, 4 are to be made"), first.out());
        assertTrue(first.out().contains("report.html"), first.out());
        byte[] result = Files.readAllBytes(file("results/plain-42.json"));
        var second = run(TWO, "--epochs 1 --seeds 2");
        assertTrue(second.out().contains("4 trainings are there already, 0 are to be made"), second.out());
        assertArrayEquals(result, Files.readAllBytes(file("results/plain-42.json")));
        var third = run(TWO, "--epochs 1 --seeds 3");
        assertTrue(third.out().contains("4 trainings are there already, 2 are to be made"), third.out());
        try (Stream<Path> files = Files.walk(folder)) {
            assertTrue(files.noneMatch(path -> path.toString().endsWith(".tmp")));
        }
    }

    @Test
    void shouldMakeADamagedResultAgainAndRefuseAForeignOne() throws IOException {
        run("^plain$", "--epochs 1 --seeds 1");
        var result = file("results/plain-42.json");
        var before = JsonMapper.shared().readTree(Files.readString(result));
        Files.writeString(result, Files.readString(result).substring(0, 500));
        var again = run("^plain$", "--epochs 1 --seeds 1");
        assertTrue(again.out().contains("damaged"), again.out());
        var after = JsonMapper.shared().readTree(Files.readString(result));
        assertEquals(before.get("test"), after.get("test"));
        assertEquals(before.get("history"), after.get("history"));
        byte[] bytes = Files.readAllBytes(result);
        var foreign = run("^plain$", "--epochs 2 --seeds 1");
        assertEquals(1, foreign.status());
        assertTrue(
                foreign.errors().getFirst().contains("of another setting"),
                foreign.errors().toString());
        assertArrayEquals(bytes, Files.readAllBytes(result));
    }

    @Test
    void shouldGiveTheSameResultsSideBySideAndOneAfterAnother() throws IOException {
        run("^max-norm-1.0$", "--epochs 1 --seeds 2 --threads 2");
        var together = JsonMapper.shared().readTree(Files.readString(file("results/max-norm-1.0-43.json")));
        Files.delete(file("results/max-norm-1.0-43.json"));
        run("^max-norm-1.0$", "--epochs 1 --seeds 2 --threads 1");
        var alone = JsonMapper.shared().readTree(Files.readString(file("results/max-norm-1.0-43.json")));
        assertEquals(together.get("history"), alone.get("history"));
        assertEquals(together.get("test"), alone.get("test"));
        assertEquals(together.get("weights"), alone.get("weights"));
    }

    @Test
    void shouldShowEveryFigureOnThePageAndAsAPicture() throws IOException, ParserConfigurationException, SAXException {
        var outcome =
                run("^(plain|l1-1e-4|dropout-0.2|max-norm-1.0|deep-.*|book-one-cycle-search)$", "--epochs 1 --seeds 2");
        assertEquals(0, outcome.status(), outcome.errors().toString());
        var page = Files.readString(file("report.html"));
        var figures = Pattern.compile("<figure id=\"([^\"]*)\">(.*?)</figure>", Pattern.DOTALL)
                .matcher(page)
                .results()
                .toList();
        var names = figures.stream().map(figure -> figure.group(1)).toList();
        assertTrue(
                names.containsAll(List.of(
                        "differences-1",
                        "sweep-penalties-accuracy",
                        "sweep-dropout-gap",
                        "curves-dropout-0.2",
                        "gaps",
                        "histogram-l1-1e-4",
                        "weights-plain",
                        "norms-max-norm-1.0",
                        "clipped",
                        "depth-beginning-mean",
                        "depth-trained-deviation",
                        "first-image-dropout-0.2",
                        "case-most-1",
                        "case-least-6",
                        "reliability",
                        "coverage",
                        "search",
                        "schedules")),
                names.toString());
        for (var figure : figures) {
            var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            var svg = parser.parse(new InputSource(new StringReader(figure.group(2))))
                    .getDocumentElement();
            assertEquals("svg", svg.getTagName());
            assertFalse(figure.group(2).contains("NaN"), figure.group(1));
            var picture = Objects.requireNonNull(
                    ImageIO.read(file("pictures/" + figure.group(1) + ".png").toFile()));
            var box = svg.getAttribute("viewBox").split(" ");
            assertEquals(2 * Integer.parseInt(box[2]), picture.getWidth(), figure.group(1));
        }
        assertFalse(page.contains("http"), "the page needs no network");
        assertEquals(1 + 7 * 2, Files.readAllLines(file("table.csv")).size(), "a header and two seeds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seeds 0", "--epochs 0", "--threads -1", "--only no-such-thing", "--only ("})
    void shouldRefuseWrongArgumentsInOneLineAndMakeNothing(String options) {
        var arguments = Outcome.arguments(
                List.of("chapter", "--data", FashionMnistTest.SAMPLE.toString(), "--out", file("").toString()),
                options);
        var outcome = Outcome.of(arguments);
        assertEquals(2, outcome.status());
        assertEquals(1, outcome.errors().size(), outcome.errors().toString());
        assertFalse(Files.exists(file("")));
    }

    @Test
    void shouldRefuseAFolderWithoutData() {
        var outcome = Outcome.of(
                List.of("chapter", "--data", folder.resolve("none").toString(), "--out", file("").toString()));
        assertEquals(1, outcome.status());
        assertTrue(
                outcome.errors().getFirst().contains("does not exist"),
                outcome.errors().toString());
        assertFalse(Files.exists(file("")));
    }
}

package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong input ends in one line and a status other than 0, and leaves no file behind.
class WrongInputTest {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

    @TempDir
    private Path folder;

    private Path data = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void copySample() throws IOException {
        out = folder.resolve("out");
        data = Files.createDirectory(folder.resolve("data"));
        try (Stream<Path> files = Files.list(FashionMnistTest.SAMPLE)) {
            for (var file :
                    files.filter(name -> name.toString().endsWith(".gz")).toList()) {
                Files.copy(file, data.resolve(file.getFileName()));
            }
        }
    }

    private List<String> command(String options) {
        return Outcome.arguments(List.of("fashion-mnist", "--data", data.toString(), "--out", out.toString()), options);
    }

    private void assertOneLine(int status, List<String> arguments, String... parts) throws IOException {
        var outcome = Outcome.of(arguments);
        assertEquals(1, outcome.errors().size(), () -> String.join("\n", outcome.errors()));
        var line = outcome.errors().getFirst();
        for (var part : parts) {
            assertTrue(line.contains(part), line);
        }
        assertFalse(line.contains("Exception"), line);
        assertEquals(status, outcome.status());
        assertFalse(Files.isDirectory(out), "the output folder stays behind");
    }

    private byte[] unpacked(String name) throws IOException {
        try (var input = new GZIPInputStream(Files.newInputStream(data.resolve(name + ".gz")))) {
            return input.readAllBytes();
        }
    }

    /// Puts a file in plain bytes in the place of the packed one.
    private void replace(String name, byte[] bytes) throws IOException {
        Files.delete(data.resolve(name + ".gz"));
        Files.write(data.resolve(name), bytes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        --recipe nonsense                | must be one of plain, l1, l2, dropout | 'nonsense'
        --recipe dropout --rate 1.2      | [0, 1]               | 1.2
        --recipe alpha-dropout --rate 1.2 | [0, 1]              | 1.2
        --recipe dropout --rate NaN      | [0, 1]               | NaN
        --recipe dropout --rate much     | --rate               | 'much'
        --recipe l1 --rate 0.5           | --rate is for        | l1
        --recipe plain --strength 0.1    | --strength is for    | plain
        --recipe l2 --strength -1        | at least 0           | -1.0
        --recipe l2 --strength NaN       | finite               | NaN
        --epochs 0                       | --epochs must be in [1, | 0
        --epochs ten                     | --epochs             | 'ten'
        --batch 0                        | --batch must be in [1, | 0
        --batch 1e3                      | --batch              | '1e3'
        --threads -1                     | --threads must be in [0, | -1
        --samples 0                      | --samples must be in [1, | 0
        --samples 99999999999            | --samples            | '99999999999'
        --seed x                         | --seed               | 'x'
        --seed                           | --seed               | parameter
        --speed 9                        | --speed              | option
        rest                             | rest                 | argument
        """)
    void shouldRefuseWrongOptions(String options, String rule, String value) throws IOException {
        assertOneLine(2, command(options), rule, value, "--help");
    }

    @Test
    void shouldAskForAnExample() throws IOException {
        assertOneLine(2, List.of(), "Name an example");
        assertOneLine(2, List.of("fashion"), "fashion");
    }

    @Test
    void shouldNameTheFolderThatIsNotThere() throws IOException {
        data = folder.resolve("nowhere");
        assertOneLine(1, command(""), data.toString(), "does not exist");
    }

    @Test
    void shouldNameTheFileThatIsMissing() throws IOException {
        Files.delete(data.resolve("t10k-labels-idx1-ubyte.gz"));
        assertOneLine(1, command(""), "t10k-labels-idx1-ubyte.gz", data.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 50_000, 94_095})
    void shouldNameThePlainFileThatIsCutShort(int length) throws IOException {
        replace(TRAIN_IMAGES, Arrays.copyOf(unpacked(TRAIN_IMAGES), length));
        assertOneLine(1, command(""), data.resolve(TRAIN_IMAGES).toString(), "is cut short");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 11, 1000, 51_555, 51_562})
    void shouldNameThePackedFileThatIsCutShort(int length) throws IOException {
        var file = data.resolve(TRAIN_IMAGES + ".gz");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        assertOneLine(1, command(""), file.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 10, 1000, 25_000, 51_558, 51_562})
    void shouldNameThePackedFileThatIsCorrupt(int at) throws IOException {
        var file = data.resolve(TRAIN_IMAGES + ".gz");
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x55;
        Files.write(file, bytes);
        assertOneLine(1, command(""), file.toString());
    }

    @Test
    void shouldNameTheFileThatGoesOn() throws IOException {
        byte[] bytes = unpacked(TRAIN_LABELS);
        replace(TRAIN_LABELS, Arrays.copyOf(bytes, bytes.length + 1));
        assertOneLine(1, command(""), data.resolve(TRAIN_LABELS).toString(), "goes on after its 120 elements");
    }

    @Test
    void shouldNameTheFileThatIsSomethingElse() throws IOException {
        replace(TRAIN_LABELS, "<html>not found</html>".getBytes(StandardCharsets.UTF_8));
        assertOneLine(1, command(""), data.resolve(TRAIN_LABELS).toString(), "no IDX file", "3c68746d");
    }

    @Test
    void shouldNameTheShapesThatDoNotFit() throws IOException {
        byte[] bytes = unpacked(TRAIN_IMAGES);
        bytes[11] = 14;
        bytes[15] = 56;
        replace(TRAIN_IMAGES, bytes);
        assertOneLine(1, command(""), "(rows, 28, 28)", "(120, 14, 56)", "(120)");
    }

    @Test
    void shouldNameTheImpossibleShape() throws IOException {
        byte[] bytes = unpacked(TRAIN_IMAGES);
        bytes[4] = -1;
        replace(TRAIN_IMAGES, bytes);
        assertOneLine(1, command(""), data.resolve(TRAIN_IMAGES).toString(), "impossible shape", "[-16777096, 28, 28]");
    }

    @Test
    void shouldNameTheLabelThatIsNoClass() throws IOException {
        byte[] bytes = unpacked(TRAIN_LABELS);
        bytes[8 + 17] = 10;
        replace(TRAIN_LABELS, bytes);
        assertOneLine(1, command(""), "[0, 10)", "label 17 of " + TRAIN_LABELS + " is 10");
    }

    @Test
    void shouldRefuseTooFewImagesToValidateWith() throws IOException {
        byte[] images = unpacked(TRAIN_IMAGES);
        byte[] labels = unpacked(TRAIN_LABELS);
        images[7] = 11;
        labels[7] = 11;
        replace(TRAIN_IMAGES, Arrays.copyOf(images, 16 + 11 * 784));
        replace(TRAIN_LABELS, Arrays.copyOf(labels, 8 + 11));
        assertOneLine(1, command(""), "at least 12 images", data.toString(), "11");
    }

    @Test
    void shouldNameTheOutputFolderThatCannotBe() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "in the way");
        out = file.resolve("out");
        assertOneLine(1, command(""), "the output folder " + out + " cannot be written to");
        out = file;
        assertNotEquals(0, Outcome.of(command("")).status());
        assertEquals("in the way", Files.readString(file));
    }

    @Test
    void shouldLeaveAnEmptyFolderThatWasThereBefore() throws IOException {
        Files.createDirectory(out);
        assertEquals(1, Outcome.of(command("--recipe l2 --strength 1e30")).status());
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void shouldStopWhereGradientsAreNoLongerFinite() throws IOException {
        assertOneLine(1, command("--recipe l2 --strength 1e30"), "dense_1/weight", "is not finite");
    }

    /// As a process, where only the warning about the incubator module may stand beside the line.
    @Test
    void shouldExitWithTheStatus() throws IOException, InterruptedException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "fashion-mnist",
                "--data",
                folder.resolve("nowhere").toString(),
                "--out",
                out.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.equals("WARNING: Using incubator modules: jdk.incubator.vector"))
                .toList();
        assertEquals(1, process.waitFor());
        assertEquals(List.of("the data folder " + folder.resolve("nowhere") + " does not exist"), lines);
        assertFalse(Files.exists(out));
    }
}

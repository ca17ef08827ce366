package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Files as they come: what can be read is, and what cannot ends in one line and leaves nothing behind.
class HostileCsvTest {
    private static final int ROWS = 60;

    @TempDir
    private Path folder;

    private Path out = Path.of("");

    @BeforeEach
    void nameFolders() {
        out = folder.resolve("out");
    }

    /// Rows of two numbers, a category and a target.
    private static String rows(UnaryOperator<String> change) {
        var random = new Random(3);
        return IntStream.range(0, ROWS)
                .mapToObj(i -> "%.2f,%.2f,%s,%s"
                        .formatted(
                                random.nextGaussian(),
                                random.nextGaussian(),
                                List.of("red", "blue").get(i % 2),
                                List.of("yes", "no", "no").get(i % 3)))
                .map(change)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String rows() {
        return rows(UnaryOperator.identity());
    }

    private Outcome run(byte[] content, String options) throws IOException {
        var file = Files.write(folder.resolve("data.csv"), content);
        var all = Stream.of("--target t", "--epochs 1", "--samples 2", "--threads 1", "--hidden 4")
                .filter(option -> !options.contains(option.substring(0, option.indexOf(' '))))
                .collect(Collectors.joining(" ", "", " " + options));
        return Outcome.of(
                Outcome.arguments(List.of("tabular", "--csv", file.toString(), "--out", out.toString()), all));
    }

    static Stream<Arguments> readable() {
        var header = "x,y,colour,t\n";
        return Stream.of(
                Arguments.of("plain", header + rows(), "", "colour  category"),
                Arguments.of("byte order mark", '\uFEFF' + header + rows(), "", "x       number"),
                Arguments.of("line ends of Windows", (header + rows()).replace("\n", "\r\n"), "", "60 rows, 4 columns"),
                Arguments.of("no line end at the end", (header + rows()).strip(), "", "60 rows, 4 columns"),
                Arguments.of("empty lines", header + "\n\n" + rows(), "", "60 rows, 4 columns"),
                Arguments.of(
                        "quoted separators, quotes and line ends",
                        header + rows(row -> row.replace("red", "\"re,d \"\"x\"\"\n2\"")),
                        "",
                        "colour  category        blue 30, re,d \"x\" 2 30"),
                Arguments.of("quoted header", "\"x,1\",\"a\nb\",colour,t\n" + rows(), "", "x,1     number"),
                Arguments.of("no header", rows(), "--no-header --target column_4", "column_4  target: class"),
                Arguments.of("a number as a name", "x,2024,colour,t\n" + rows(), "--header", "2024    number"),
                Arguments.of("a column without a name", ",y,colour,t\n" + rows(), "", "column_1  number"),
                Arguments.of("equal names", "x,x,colour,t\n" + rows(), "", "is called 'x (2)' here"),
                Arguments.of(
                        "semicolons and decimal commas",
                        (header + rows()).replace(",", ";").replace(".", ","),
                        "",
                        "separator ';', UTF-8, decimal commas"),
                Arguments.of("tabs", (header + rows()).replace(",", "\t"), "", "separator tab"),
                Arguments.of("bars", (header + rows()).replace(",", "|"), "", "separator '|'"),
                Arguments.of("an odd separator", (header + rows()).replace(",", "~"), "--separator ~", "separator '~'"),
                Arguments.of(
                        "mixed types",
                        header + rows(row -> row.startsWith("-") ? "low" + row.substring(row.indexOf(',')) : row),
                        "",
                        "x: mixed, "),
                Arguments.of(
                        "one typing error",
                        header + rows() + "1.3x,2,red,yes\n",
                        "",
                        "x: 1 of 61 values are no numbers, such as '1.3x' in line 62, and count as missing"),
                Arguments.of(
                        "numbers without bounds",
                        header + rows() + "1e999,2,red,yes\n-Infinity,1e300,red,no\n",
                        "",
                        "x: 2 of 62 values are no numbers"),
                Arguments.of("constant columns", "c,x,y,colour,t\n" + rows(row -> "7," + row), "", "always 7"),
                Arguments.of("an empty column", "c,x,y,colour,t\n" + rows(row -> ',' + row), "", "always missing"),
                Arguments.of(
                        "identifiers",
                        "id,x,y,colour,t\n" + rows(row -> "id" + row.hashCode() + ',' + row),
                        "",
                        "id: texts, none of which stands in 5 training rows: left out"),
                Arguments.of("words for missing", header + rows(row -> row.replace("red", "n/a")), "", "30 missing; "),
                Arguments.of(
                        "own words for missing",
                        header + rows(row -> row.replace("red", "unknown")),
                        "--missing unknown",
                        "30 missing; "),
                Arguments.of(
                        "rows without a target",
                        header + rows() + "1,2,red,\n3,4,red,NA\n",
                        "",
                        "2 of 62 rows have no target and are left out"),
                Arguments.of(
                        "pairs of surrogates where long texts are cut",
                        header
                                + rows(row -> row.replace("red", "r".repeat(99) + "😀")
                                        .replace("blue", "b".repeat(22) + "😀ue")),
                        "",
                        "b".repeat(22) + "… 30"),
                Arguments.of(
                        "a class that is cut at a pair of surrogates",
                        header + rows(row -> row.replace("yes", "y".repeat(99) + "😀")),
                        "",
                        "target: class"),
                Arguments.of(
                        "escape sequences",
                        "\u001b[2Jx,y,colour,t\n" + rows(row -> row.replace("red", "\u001b[31mred"))
                                + "\u001b]0;z\u0007,2,blue,yes\n",
                        "",
                        "values are no numbers, such as ' ]0;z ' in line 62"),
                Arguments.of("markup", "<b>x,y,colour,t\n" + rows(), "", "<b>x    number"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readable(String what, String content, String options, String message) throws IOException {
        var outcome = run(content.getBytes(StandardCharsets.UTF_8), options);
        assertEquals(List.of(), outcome.errors(), what);
        assertEquals(0, outcome.status());
        assertTrue(outcome.out().contains(message), outcome.out());
        assertFalse(outcome.out().matches("(?s).*[\\p{Cc}&&[^\r\n]].*"), outcome.out());
        assertFalse(Files.readString(out.resolve("report.html")).contains("<b>x"), "markup of the file in the page");
    }

    static Stream<Arguments> unreadable() {
        var header = "x,y,colour,t\n";
        return Stream.of(
                Arguments.of(
                        "a line without end", "x,y,".repeat(300_000), "", 1, List.of("first line of", "than 1 MiB")),
                Arguments.of(
                        "a quote without end",
                        "x,\"y,colour,t\n" + "1,2,red,yes\n".repeat(100_000),
                        "",
                        1,
                        List.of("first line of", "than 1 MiB")),
                Arguments.of(
                        "an escape sequence in a name",
                        "\u001b[2Jx,y,colour,u\n" + rows(),
                        "",
                        2,
                        List.of("there is no column 't'", "there are [2Jx, y")),
                Arguments.of("empty", "", "", 1, List.of("data.csv is empty")),
                Arguments.of("a mark alone", "\uFEFF", "", 1, List.of("data.csv is empty")),
                Arguments.of("a header alone", header, "", 1, List.of("has a header but no rows")),
                Arguments.of(
                        "too few fields",
                        header + "1,2,red\n" + rows(),
                        "",
                        1,
                        List.of("line 2 of", "has 3 fields", "4")),
                Arguments.of(
                        "too many fields after a long record",
                        header + "1,2,\"a\nb\",yes\n1,2,red,yes,no\n",
                        "",
                        1,
                        List.of("line 4 of", "has 5 fields", "the first line has 4")),
                Arguments.of(
                        "an open quote", header + rows() + "1,2,\"red,yes\n", "", 1, List.of("line 62 of", "3 fields")),
                Arguments.of(
                        "no header",
                        rows(),
                        "--target column_4",
                        2,
                        List.of("--no-header", "--header", "has the number")),
                Arguments.of(
                        "one class",
                        header + rows(row -> row.replace("no", "yes")),
                        "",
                        2,
                        List.of("at least 2", "yes")),
                Arguments.of(
                        "no target",
                        header + rows(row -> row.replaceAll("[a-z]+$", "")),
                        "",
                        2,
                        List.of("'t' is missing")),
                Arguments.of(
                        "few rows",
                        header + "1,2,red,yes\n3,4,red,no\n",
                        "",
                        2,
                        List.of("at least 2 rows", "2 to train")),
                Arguments.of("nothing to learn from", "t\nyes\nno\nyes\n", "", 2, List.of("every part needs")),
                Arguments.of(
                        "zeros", header + "\0\0", "", 1, List.of("no text in UTF-8", "byte 13 is 0", "--encoding")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void unreadable(String what, String content, String options, int status, List<String> message) throws IOException {
        assertOneLine(run(content.getBytes(StandardCharsets.UTF_8), options), status, message.toArray(String[]::new));
    }

    private void assertOneLine(Outcome outcome, int status, String... parts) throws IOException {
        assertEquals(1, outcome.errors().size(), outcome.errors().toString());
        var line = outcome.errors().getFirst();
        assertTrue(Stream.of(parts).allMatch(line::contains), line);
        assertFalse(line.contains("Exception"), line);
        assertEquals(status, outcome.status(), line);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(), files.filter(file -> !file.endsWith("data.csv")).toList(), "left behind");
        }
    }

    @Test
    void shouldNameTheLineThatIsNotInTheEncoding() throws IOException {
        var text = "x,y,colour,t\n" + rows() + "1,2,gr\u00fcn,yes\n";
        var bytes = text.getBytes(Charset.forName("windows-1252"));
        assertOneLine(run(bytes, ""), 1, "line 62 of", "0xFC", "--encoding");
        var outcome = run(bytes, "--encoding windows-1252");
        assertEquals(0, outcome.status());
        assertTrue(outcome.out().contains("grün"), outcome.out());
    }

    @Test
    void shouldRefuseWhatIsNoTable() throws IOException {
        assertOneLine(run(new byte[] {0x1F, (byte) 0x8B, 8, 0}, ""), 1, "packed with gzip");
        Files.delete(folder.resolve("data.csv"));
        var outcome = Outcome.of(List.of("tabular", "--csv", folder.toString(), "--target", "t"));
        assertEquals(1, outcome.status());
        assertTrue(
                outcome.errors().getFirst().contains("is no regular file"),
                outcome.errors().toString());
        outcome = Outcome.of(List.of("tabular", "--csv", out.toString(), "--target", "t"));
        assertEquals(1, outcome.status());
        assertTrue(
                outcome.errors().getFirst().endsWith("out does not exist"),
                outcome.errors().toString());
    }

    @Test
    void shouldReadUtf16WithAMark() throws IOException {
        var outcome = run(("\uFEFFx,y,colour,t\n" + rows()).getBytes(StandardCharsets.UTF_16LE), "");
        assertEquals(0, outcome.status(), outcome.errors().toString());
        assertTrue(outcome.out().contains("UTF-16LE"), outcome.out());
    }

    @Test
    void shouldPredictAFileWithoutAHeaderByPlace() throws IOException {
        assertEquals(
                0,
                run(rows().getBytes(StandardCharsets.UTF_8), "--no-header --target column_3")
                        .status());
        var whole = Files.writeString(folder.resolve("whole.csv"), "1,2,red,yes\n");
        var without = Files.writeString(folder.resolve("without.csv"), "1,2,yes\n");
        var short2 = Files.writeString(folder.resolve("short.csv"), "1,2\n");
        assertEquals(predicted(whole), predicted(without));
        var outcome = predict(short2);
        assertEquals(1, outcome.status());
        assertTrue(
                outcome.errors().getFirst().contains("4 columns"),
                outcome.errors().toString());
        assertTrue(
                outcome.errors().getFirst().endsWith("has 2"), outcome.errors().toString());
    }

    private Outcome predict(Path file) {
        return Outcome.of(List.of(
                "tabular",
                "--model",
                out.toString(),
                "--predict",
                file.toString(),
                "--out",
                folder.resolve("p").toString()));
    }

    private String predicted(Path file) throws IOException {
        assertEquals(0, predict(file).status());
        return Files.readString(folder.resolve("p").resolve("predictions.csv"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        --recipe nonsense              | must be one of plain, l1 | 'nonsense'
        --recipe l2 --rate 0.5         | --rate is for          | l2
        --rate 1.5                     | [0, 1]                 | 1.5
        --hidden 0                     | --hidden must be in [1, | 0
        --hidden 4,x                   | --hidden               | 'x'
        --epochs 0                     | --epochs must be in [1, | 0
        --patience 0                   | --patience must be in [1, | 0
        --batch -1                     | --batch must be in [0, | -1
        --samples 0                    | --samples must be in [1, | 0
        --threads -1                   | --threads must be in [0, | -1
        --test 0.6                     | --test must be in [0.01, 0.5] | 0.6
        --validation NaN               | --validation must be in | NaN
        --learning-rate 0              | finite and above 0     | 0.0
        --max-categories 1             | --max-categories must be in [2, | 1
        --separator ,,                 | must be one character  | ',,'
        --encoding klingon             | must be an encoding    | 'klingon'
        --task guess                   | --task                 | 'guess'
        --task regression              | needs numbers          | 'yes' in line 2
        --type x=text                  | --type                 | 'text'
        --type z=number                | --type needs a column  | 'z'
        --type t=number                | other than the target  | 't'
        --target z                     | there is no column 'z' | x, y, colour, t
        --model m                      | give --csv and --target | --predict
        """)
    void shouldRefuseWrongOptions(String options, String rule, String value) throws IOException {
        var content = ("x,y,colour,t\n" + rows()).getBytes(StandardCharsets.UTF_8);
        assertOneLine(run(content, options), 2, rule, value, "--help");
    }

    @Test
    void shouldRefuseOptionsThatAModelKnows() {
        var outcome = Outcome.of(List.of("tabular", "--model", "m", "--predict", "f", "--samples", "5"));
        assertEquals(2, outcome.status());
        assertTrue(outcome.errors().getFirst().contains("--samples belongs to training"));
    }

    @Test
    void shouldNameTheOutputFolderThatCannotBe() throws IOException {
        out = folder.resolve("data.csv").resolve("out");
        assertOneLine(run(("x,y,colour,t\n" + rows()).getBytes(StandardCharsets.UTF_8), ""), 1, "cannot be written to");
    }
}

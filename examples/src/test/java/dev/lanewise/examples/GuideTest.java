package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Java code of README and guide compiles as it stands, and runs in a folder with images.
///
/// README has one program. In the guide each section becomes a method, which begins with the lines of the first one;
/// each expression in its tables becomes a lambda, which is compiled and not run.
class GuideTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path GUIDE = Path.of("GUIDE.md");

    @TempDir
    private static Path classes = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void compileBoth() throws IOException {
        var programs = Markdown.read(README).section("The API").blocks("java");
        assertEquals(1, programs.size(), "programs in the README");
        compile(List.of(source("Program", programs.getFirst()), source("Guide", guide(Markdown.read(GUIDE)))));
    }

    private static String guide(Markdown guide) {
        var first = String.join("\n", guide.sections().getFirst().blocks("java"));
        var imports = first.lines().filter(line -> line.startsWith("import ")).toList();
        var beginning = first.lines().filter(line -> !imports.contains(line)).collect(Collectors.joining("\n"));
        var code = new StringBuilder(String.join("\n", imports)).append("\npublic class Guide {\n");
        var calls = new StringBuilder();
        for (var section : programs(guide)) {
            var name = "section" + guide.sections().indexOf(section);
            code.append("static void %s() throws Exception {\n%s\n%s}\n"
                    .formatted(name, beginning, String.join("\n", section.blocks("java"))));
            calls.append("IO.println(\"== %s\");\n%s();\n".formatted(section.title(), name));
        }
        return code + names(guide.section("Names")) + "static void main() throws Exception {\n" + calls + "}\n}\n";
    }

    private static List<Markdown.Section> programs(Markdown guide) {
        return guide.sections().stream()
                .skip(1)
                .filter(section -> !section.blocks("java").isEmpty())
                .toList();
    }

    /// The compiler picks `submit(Callable)` for what has a value and `submit(Runnable)`'s kin for what has none.
    private static String names(Markdown.Section section) {
        var expressions = section.codeOfTables();
        assertTrue(expressions.size() > 150, "only " + expressions.size() + " names");
        return expressions.stream()
                .map(expression -> "name(() -> " + expression + ");\n")
                .collect(Collectors.joining("", """
                    interface Action { void run() throws Exception; }
                    static void name(Action action) {}
                    static void name(java.util.concurrent.Callable<?> value) {}
                    static void names(Model model, Trainer trainer, History history,
                            Dataset train, Dataset validation, Dataset test) {
                    """, "}\n"));
    }

    private static JavaFileObject source(String name, String code) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
    }

    private static void compile(List<JavaFileObject> sources) {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        var problems = new DiagnosticCollector<JavaFileObject>();
        var options =
                List.of("-cp", System.getProperty("java.class.path"), "-d", classes.toString(), "--release", "25");
        compiler.getTask(null, null, problems, options, null, sources).call();
        assertEquals(
                "", problems.getDiagnostics().stream().map(Object::toString).collect(Collectors.joining("\n")));
    }

    /// Runs a class in a folder of its own with the images that travel with the tests and a small table.
    private String run(String name) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(FashionMnistTest.SAMPLE)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".gz")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        var rows = IntStream.range(0, 60).mapToObj(i -> i % 7 + "," + i % 3 + ".5," + (i % 7 + i % 3) / 3);
        Files.write(
                folder.resolve("data.csv"),
                Stream.concat(Stream.of("a,b,class"), rows).toList());
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        name)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void shouldRunTheProgramOfTheReadme() throws IOException, InterruptedException {
        var output = run("Program");
        assertTrue(output.matches("(?s).*Tensor\\(1, 10\\) \\[[^±]*] ± Tensor\\(1, 10\\) \\[[^±]*]\\s*"), output);
    }

    @Test
    void shouldRunEverySectionOfTheGuide() throws IOException, InterruptedException {
        var output = run("Guide");
        var titles = new ArrayList<String>();
        for (var part : output.split("(?m)^== ", 0)) {
            var lines = part.lines().toList();
            if (titles.isEmpty() || lines.size() > 1) {
                titles.add(lines.getFirst());
            }
        }
        // Every section prints something.
        assertEquals(
                programs(Markdown.read(GUIDE)).stream()
                        .map(Markdown.Section::title)
                        .toList(),
                titles.subList(1, titles.size()),
                output);
    }
}

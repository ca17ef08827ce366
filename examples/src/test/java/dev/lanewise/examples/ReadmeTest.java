package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Java program of the README compiles as it stands, and runs in a folder with images.
class ReadmeTest {
    @Test
    void shouldCompileAndRunTheProgram(@TempDir Path classes) throws IOException, InterruptedException {
        var programs = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "README.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertEquals(1, programs.size(), "programs in the README");
        assertEquals("", compile(programs.getFirst(), classes));
        var output = run(classes);
        assertTrue(output.matches("(?s).*Tensor\\(1, 10\\) \\[[^±]*] ± Tensor\\(1, 10\\) \\[[^±]*]\\s*"), output);
    }

    private static String compile(String code, Path classes) {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        var problems = new DiagnosticCollector<JavaFileObject>();
        var source = new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
        var options =
                List.of("-cp", System.getProperty("java.class.path"), "-d", classes.toString(), "--release", "25");
        compiler.getTask(null, null, problems, options, null, List.of(source)).call();
        return String.join(
                "\n", problems.getDiagnostics().stream().map(Object::toString).toList());
    }

    private static String run(Path classes) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        "Program")
                .directory(FashionMnistTest.SAMPLE.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}

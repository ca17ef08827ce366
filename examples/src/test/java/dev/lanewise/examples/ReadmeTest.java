package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
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

/// The Java code of the README compiles as it stands.
class ReadmeTest {
    @Test
    void shouldCompileEveryJavaSnippet(@TempDir Path classes) throws IOException {
        var readme = Files.readString(Path.of("..", "README.md"));
        var snippets = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertTrue(snippets.size() >= 1, "the README has no Java snippet");
        for (var snippet : snippets) {
            assertEquals("", compile(snippet, classes));
        }
    }

    private static String compile(String code, Path classes) {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        var problems = new DiagnosticCollector<JavaFileObject>();
        var source = new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
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
}

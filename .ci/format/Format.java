import com.palantir.javaformat.java.Main;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Gives all Java sources of the modules to the formatter: `Format.java --replace|--check FOLDER`.
void main(String[] arguments) throws Exception {
    var check = arguments[0].equals("--check");
    var options = new ArrayList<>(List.of("--palantir"));
    options.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    int fixed = options.size();
    for (var module : List.of("core", "layers", "regularization", "train", "bench", "examples")) {
        var sources = Path.of(arguments[1], module, "src").normalize();
        if (Files.isDirectory(sources)) {
            try (var files = Files.walk(sources)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .sorted()
                        .forEach(file -> options.add(file.toString()));
            }
        }
    }
    if (options.size() == fixed) {
        throw new IllegalStateException("no Java source found below " + arguments[1]);
    }
    for (var file : options.subList(fixed, options.size())) {
        checkComments(Path.of(file));
    }
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = new Main(out, err, System.in).format(options.toArray(String[]::new));
    if (status != 0) {
        err.println(check ? "These files are not formatted: a build without CI=true formats them." : "Formatting failed.");
    }
    System.exit(status);
}

/// The formatter breaks Markdown comments whose length and indent together exceed 120 into code that does not compile.
void checkComments(Path file) throws Exception {
    var lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
        var text = lines.get(i).strip();
        int indent = lines.get(i).indexOf(text);
        if (text.startsWith("///") && text.length() + 2 * indent > 120) {
            System.err.println(file + ":" + (i + 1) + ": a comment indented by " + indent + " may have "
                    + (120 - 2 * indent) + " characters, but has " + text.length());
            System.exit(1);
        }
    }
}

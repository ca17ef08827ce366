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
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = new Main(out, err, System.in).format(options.toArray(String[]::new));
    if (status != 0) {
        err.println(check ? "These files are not formatted: a build without CI=true formats them." : "Formatting failed.");
    }
    System.exit(status);
}

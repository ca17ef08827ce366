package dev.lanewise.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a run of `examples/run` in this JVM left behind.
///
/// @param status the exit status
/// @param out what went to the standard output
/// @param errors the lines that went to the standard error
public record Outcome(int status, String out, List<String> errors) {
    /// Runs with these arguments.
    public static Outcome of(List<String> arguments) {
        var out = System.out;
        var err = System.err;
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            int status = Main.execute(arguments.toArray(String[]::new));
            return new Outcome(
                    status,
                    outBytes.toString(StandardCharsets.UTF_8),
                    errBytes.toString(StandardCharsets.UTF_8).lines().toList());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /// Returns the arguments that begin with these and go on with options as they stand on a command line.
    public static List<String> arguments(List<String> first, String options) {
        var all = new ArrayList<>(first);
        all.addAll(options.isBlank() ? List.of() : List.of(options.strip().split(" +")));
        return all;
    }
}

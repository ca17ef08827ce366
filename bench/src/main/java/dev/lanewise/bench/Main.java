package dev.lanewise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The entry of `bench/run`.
@Command(
        name = "bench/run",
        description = "Times the library, and peers beside it, in JVMs of their own.",
        mixinStandardHelpOptions = true,
        version = "Lanewise 0.1.0",
        sortOptions = false,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            description = "matmul, step, regularization, monte-carlo, functions, ladder or startup")
    private String name = "";

    @Option(names = "--quick", description = "a rough answer in under a minute")
    private boolean quick;

    @Option(names = "--peers", description = "let other libraries take part (matmul, step)")
    private boolean peers;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PEER",
            description = "let only these peers take part",
            defaultValue = "")
    private List<String> only = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "of every contestant; 0 for all processors, as monte-carlo has it; otherwise 1 if not given",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private @Nullable Integer threads;

    @Option(names = "--forks", paramLabel = "N", description = "JVMs a contest; 3 or, if quick, 1 if not given")
    private @Nullable Integer forks;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "measured turns a contestant has in a JVM; 10 or, if quick, 6")
    private @Nullable Integer rounds;

    @Option(names = "--time", paramLabel = "MS", description = "milliseconds a turn lasts; 50 if not given")
    private @Nullable Integer milliseconds;

    @Option(
            names = "--case",
            paramLabel = "REGEX",
            description = "run only the cases in which this is found",
            defaultValue = "")
    private Pattern filter = Pattern.compile("");

    @Option(
            names = "--python",
            paramLabel = "PATH",
            description = "a Python that has Keras, PyTorch or JAX",
            defaultValue = "python3")
    private String python = "python3";

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures as JSON")
    private @Nullable Path json;

    @Option(names = "--png", paramLabel = "FILE", description = "draw them")
    private @Nullable Path png;

    @Option(names = "--out", paramLabel = "DIR", description = "write NAME.json and NAME.png into this folder")
    private @Nullable Path out;

    private Main() {}

    /// Runs the benchmark that the arguments name and exits with its status: 0, 1 for a failure or a wrong
    /// result, 2 for wrong arguments.
    ///
    /// @param arguments the name of the benchmark and options
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        var line = new CommandLine(new Main());
        line.setParameterExceptionHandler((wrong, _) -> {
            System.err.println(wrong.getMessage() + " (--help tells more)");
            return 2;
        });
        line.setExecutionExceptionHandler((failure, _, _) -> {
            var message = failure.getMessage();
            System.err.println(message == null ? failure.toString() : message);
            return 1;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Suites.names().contains(name)) {
            throw wrong("there is no benchmark " + name + "; there are " + String.join(", ", Suites.names()));
        }
        var settings = settings();
        if (out != null) {
            json = json == null ? out.resolve(name + ".json") : json;
            png = png == null ? out.resolve(name + ".png") : png;
        }
        for (var file : new Path[] {json, png}) {
            if (file != null) {
                Output.check(file);
            }
        }
        System.setProperty(ContestRunner.PYTHON, python);
        var folder = Files.createTempDirectory("lanewise-bench");
        try {
            return name.equals(Startup.NAME) ? startup(settings, folder) : contests(settings, folder);
        } finally {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private Settings settings() {
        int cores = Runtime.getRuntime().availableProcessors();
        int wanted = threads != null ? threads : name.equals("monte-carlo") ? 0 : 1;
        check("--threads", wanted, 0, 1024);
        return new Settings(
                wanted == 0 ? cores : wanted,
                quick,
                peerNames(),
                check("--forks", forks != null ? forks : quick ? 1 : 3, 1, 1000),
                check("--rounds", rounds != null ? rounds : quick ? 6 : 10, 1, 10_000),
                check("--time", milliseconds != null ? milliseconds : 50, 1, 60_000),
                filter);
    }

    private List<String> peerNames() {
        if (!peers) {
            return List.of();
        }
        var names = Peers.load().names(name);
        if (only.equals(List.of(""))) {
            return names;
        }
        for (var one : only) {
            if (!names.contains(one)) {
                throw wrong("there is no peer " + one + " for " + name + "; there are " + String.join(", ", names));
            }
        }
        return only;
    }

    private int check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(option + " must be in [" + least + ", " + most + "], but is " + value);
        }
        return value;
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private int contests(Settings settings, Path folder) throws IOException {
        var scores = Contests.run(name, settings, folder);
        System.out.print(ScoreTable.of(scores));
        if (name.equals("matmul")) {
            System.out.print(MatmulMeans.of(scores));
        }
        if (json != null) {
            JsonRows.write(JsonRows.of(scores), json);
        }
        if (png != null) {
            BarChart.write(scores, name + ", threads: " + settings.threads(), png);
        }
        return scores.wrong() ? 1 : 0;
    }

    private int startup(Settings settings, Path folder) throws IOException, InterruptedException {
        return new Startup(settings, folder).run(json, png);
    }
}

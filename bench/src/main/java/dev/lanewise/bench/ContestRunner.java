package dev.lanewise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Lets JMH run a contest in a fresh JVM and sorts its iterations by whose turn they were.
final class ContestRunner {
    /// The system property with the Python that has peers, if any.
    static final String PYTHON = "lanewise.bench.python";

    /// The system property with the script that Python runs; `bench/run` sets it.
    static final String SCRIPT = "lanewise.bench.script";

    /// Rounds for JMH's own loop to be compiled; the contestants come warm, see [WarmUp].
    private static final int WARM_UP_ROUNDS = 4;

    private final Settings settings;
    private final Path notes;
    private final Path log;

    ContestRunner(Settings settings, Path folder) {
        this.settings = settings;
        notes = folder.resolve("notes.properties");
        log = folder.resolve("jmh.log");
    }

    /// What a fork found.
    ///
    /// @param nanoseconds the time of an operation by turn (see [Contest#turns()]) and round
    /// @param notes what else it told
    record Result(double[][] nanoseconds, ForkNotes notes) {}

    /// Runs a contest.
    ///
    /// @throws IOException if the fork failed as a whole; the message is the last of its words
    Result run(Contest contest) throws IOException {
        Files.deleteIfExists(notes);
        int turns = contest.turns().size();
        var options = new OptionsBuilder()
                .include(ContestBenchmark.class.getName() + "\\.")
                .param("suite", contest.suite())
                .param("problem", contest.problem())
                .param("threads", Integer.toString(contest.threads()))
                .param("entries", String.join(",", contest.entries()))
                .forks(1)
                .jvmArgs(jvmArguments().toArray(String[]::new))
                .warmupIterations(WARM_UP_ROUNDS * turns)
                .warmupTime(TimeValue.milliseconds(settings.milliseconds()))
                .measurementIterations(settings.rounds() * turns)
                .measurementTime(TimeValue.milliseconds(settings.milliseconds()))
                .timeout(TimeValue.minutes(10))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.NORMAL)
                .output(log.toString())
                .build();
        try {
            var run = new Runner(options).runSingle();
            var iterations = run.getBenchmarkResults().iterator().next().getIterationResults();
            var read = ForkNotes.read(notes);
            var times = new double[turns][settings.rounds()];
            int iteration = WARM_UP_ROUNDS * turns;
            for (var result : iterations) {
                int turn = contest.turn(iteration);
                int operations = read.operations(contest.turns().get(turn));
                times[turn][iteration / turns - WARM_UP_ROUNDS] =
                        result.getPrimaryResult().getScore() / operations;
                iteration++;
            }
            return new Result(times, read);
        } catch (RunnerException failed) {
            throw new IOException(lastWords(failed), failed);
        }
    }

    private List<String> jvmArguments() {
        var arguments = new ArrayList<>(List.of(
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-Xmx4g",
                "-D" + ForkNotes.FILE + '=' + notes,
                "-D" + PYTHON + '=' + System.getProperty(PYTHON, ""),
                "-D" + SCRIPT + '=' + System.getProperty(SCRIPT, "")));
        arguments.addAll(extraArguments());
        return arguments;
    }

    /// Returns the options that the environment variable `LANEWISE_JAVA_OPTS` adds, such as a forced vector width.
    static List<String> extraArguments() {
        var options = System.getenv().getOrDefault("LANEWISE_JAVA_OPTS", "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
    }

    private String lastWords(RunnerException failed) throws IOException {
        var lines = Files.exists(log) ? Files.readAllLines(log) : List.<String>of();
        return lines.stream()
                .filter(line -> line.contains("Exception") || line.contains("Error") || line.contains("SIG"))
                .findFirst()
                .orElse(String.valueOf(failed.getMessage()));
    }
}

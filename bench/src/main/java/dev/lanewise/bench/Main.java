package dev.lanewise.bench;

import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// The entry of `bench/run NAME [JMH options]`.
public final class Main {
    private static final Map<String, Class<?>> BENCHMARKS =
            Map.of("matmul", MatmulBenchmark.class, "step", StepBenchmark.class);

    private Main() {}

    /// Runs one benchmark.
    ///
    /// @param arguments its name, then options of JMH, such as `-f 1` for one fork or `-p shape=32x300x784`
    /// @throws RunnerException if JMH fails
    /// @throws CommandLineOptionException if an option is wrong
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        var benchmark = arguments.length == 0 ? null : BENCHMARKS.get(arguments[0]);
        if (benchmark == null) {
            System.err.println("Name a benchmark, one of "
                    + BENCHMARKS.keySet().stream().sorted().toList() + "; options of JMH may follow");
            System.exit(2);
            return;
        }
        var rest = new String[arguments.length - 1];
        System.arraycopy(arguments, 1, rest, 0, rest.length);
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(rest))
                        .include(benchmark.getName() + "\\.")
                        .build())
                .run();
    }
}

package dev.lanewise.examples;

import dev.lanewise.examples.custom.Custom;
import dev.lanewise.examples.serve.Serve;
import dev.lanewise.examples.tabular.Tabular;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The entry of `examples/run`.
@Command(
        name = "examples/run",
        description = "Runs an example.",
        mixinStandardHelpOptions = true,
        version = "Lanewise 0.1.0",
        subcommands = {
            FashionMnist.class,
            SparseNetwork.class,
            MaxNormAblation.class,
            Uncertainty.class,
            Chapter.class,
            Tabular.class,
            Custom.class,
            Serve.class
        })
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Main() {}

    /// Runs the example that the arguments name and exits with its status: 0, 1 for a failure, 2 for wrong
    /// arguments.
    ///
    /// @param arguments the name of the example and its options
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /// Runs the example that the arguments name and returns its status.
    static int execute(String... arguments) {
        System.setProperty("java.awt.headless", "true");
        var line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, _) -> {
            System.err.println(wrong.getMessage() + " (--help tells more)");
            return 2;
        });
        line.setExecutionExceptionHandler((failure, _, _) -> {
            var message = failure.getMessage();
            System.err.println(message == null ? failure.toString() : message);
            return 1;
        });
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError tooSmall) {
            System.err.println("The JVM's memory is too small (" + tooSmall.getMessage()
                    + "): LANEWISE_JAVA_OPTS=-Xmx2g gives it 2 GB");
            return 1;
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name an example, such as fashion-mnist");
    }
}

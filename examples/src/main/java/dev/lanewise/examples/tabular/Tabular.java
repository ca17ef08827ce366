package dev.lanewise.examples.tabular;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains a network on a CSV file, and predicts other files with it.
@Command(
        name = "tabular",
        description = {
            "Learns to predict a column of a CSV file, and predicts it for other files.",
            "",
            "  examples/run tabular --csv FILE --target COLUMN",
            "  examples/run tabular --model FOLDER --predict FILE",
            "",
            "Training guesses and shows the type of each column. Numbers are standardized with the mean and deviation"
                + " of the training rows; a missing one counts as the mean, and an input of its own says so. Every"
                + " frequent value of a category (at least 5 training rows, and one in a thousand) has an input of its"
                + " own; rare and new ones share one. Rows without a target are left out.",
            "A part of the rows, with the same share of every class, is kept to stop by and to calibrate, and one to"
                    + " test with: at most 20,000 each. The file may be larger than the memory: it is read three times,"
                    + " and training rows of more than 64 MiB stream from a temporary file.",
            "The output folder gets the model (network.safetensors, preprocessing.json), report.html, pictures,"
                    + " metrics.json, history.csv, and predictions.csv for the test rows: classes with probabilities,"
                    + " entropy in nats and the set that holds the true class for about 90 %% of rows; numbers with"
                    + " standard deviation and an interval for about 90 %%. All are means over Monte-Carlo passes,"
                    + " calibrated on the validation rows. It is a little less than 90 %% where these are few,"
                    + " because the same rows stopped the training. A failed run leaves no file.",
            "The same seed gives the same bits."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Tabular implements Callable<Integer> {
    private static final List<String> OF_PREDICTION =
            List.of("--model", "--predict", "--out", "--threads", "--separator", "--header", "--encoding");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--csv", description = "the file to learn from")
    private @Nullable Path csv;

    @Option(names = "--target", description = "the column to predict")
    private @Nullable String target;

    @Option(
            names = "--task",
            description = "classification or regression; if not given, texts and at most 10 different whole numbers are"
                    + " classes")
    private TargetColumn.@Nullable Task task;

    @Option(names = "--model", description = "the output folder of a training, to predict with")
    private @Nullable Path model;

    @Option(names = "--predict", description = "the file to predict")
    private @Nullable Path predict;

    @Option(
            names = "--out",
            description = "output folder; tabular-result, or tabular-predictions with --predict, if not given",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private @Nullable Path out;

    @Option(names = "--validation", description = "share of the rows to stop by and to calibrate", defaultValue = "0.2")
    private double validation;

    @Option(names = "--test", description = "share of the rows to test with", defaultValue = "0.2")
    private double test;

    @Option(names = "--max-categories", description = "inputs of a category at most", defaultValue = "30")
    private int mostLevels;

    @Option(names = "--samples", description = "Monte-Carlo passes of the predictions", defaultValue = "100")
    private int samples;

    @Option(names = "--seed", description = "split, network and passes follow from it", defaultValue = "42")
    private long seed;

    @Option(names = "--threads", description = "0 for all processors; changes no result", defaultValue = "0")
    private int threads;

    @Mixin
    private FileOptions file = new FileOptions();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    private Tabular() {}

    @Override
    public Integer call() throws IOException {
        try {
            checkNumbers();
            if (csv != null && target != null && model == null && predict == null) {
                var folder = ResultFolder.of(out == null ? Path.of("tabular-result") : out);
                new TrainingRun(settings(), file, network, csv, target, task).run(folder);
            } else if (model != null && predict != null && csv == null && target == null) {
                refuseOptionsOfTraining();
                var folder = ResultFolder.of(out == null ? Path.of("tabular-predictions") : out);
                new PredictionRun(model, predict, file, settings().threads()).run(folder);
            } else {
                throw new IllegalArgumentException("give --csv and --target to train, or --model and --predict");
            }
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), Texts.shown(String.valueOf(wrong.getMessage())), wrong);
        } catch (UncheckedIOException failed) {
            throw shown(failed.getCause());
        } catch (IOException failed) {
            throw shown(failed);
        }
        return 0;
    }

    private static IOException shown(IOException failed) {
        var message = failed.getMessage();
        return message == null ? failed : new IOException(Texts.shown(message), failed);
    }

    private void checkNumbers() {
        Ranges.checkShare("--validation", validation);
        Ranges.checkShare("--test", test);
        Ranges.check("--max-categories", mostLevels, 2, 1000);
        Ranges.check("--samples", samples, 1, 100_000);
        Ranges.check("--threads", threads, 0, 1024);
        network.check();
    }

    private Settings settings() {
        int used = threads == 0 ? Math.min(1024, Runtime.getRuntime().availableProcessors()) : threads;
        return new Settings(validation, test, mostLevels, samples, seed, used);
    }

    /// Says so where an option would change nothing.
    private void refuseOptionsOfTraining() {
        for (var option : spec.commandLine().getParseResult().matchedOptions()) {
            if (!OF_PREDICTION.contains(option.longestName())) {
                throw new IllegalArgumentException(option.longestName() + " belongs to training; with --predict there"
                        + " are " + String.join(", ", OF_PREDICTION));
            }
        }
    }

    /// The numbers of a run.
    ///
    /// @param validation share of the rows
    /// @param test share of the rows
    /// @param mostLevels inputs of a category
    /// @param samples passes
    /// @param seed of everything
    /// @param threads at least 1
    record Settings(double validation, double test, int mostLevels, int samples, long seed, int threads) {}
}

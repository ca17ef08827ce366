package dev.lanewise.examples;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.DeepEnsemble;
import dev.lanewise.regularization.Linter;
import dev.lanewise.regularization.MonteCarlo;
import dev.lanewise.regularization.MonteCarloOptions;
import dev.lanewise.regularization.MonteCarloPrediction;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Losses;
import dev.lanewise.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Asks how honest the dropout network's probabilities are: a single prediction, Monte-Carlo dropout and a deep
/// ensemble side by side, before and after temperature scaling, over several seeds.
@Command(
        name = "uncertainty",
        description = "Trains the dropout network on Fashion-MNIST from several seeds and compares how honest the"
                + " probabilities of a single prediction, of Monte-Carlo dropout and of the ensemble of all seeds are.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Uncertainty implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--epochs", description = "how often to go through the data", defaultValue = "10")
    private int epochs;

    @Option(names = "--batch", description = "examples a step", defaultValue = "32")
    private int batch;

    @Option(names = "--seed", description = "the first seed; the others follow it", defaultValue = "42")
    private long seed;

    @Option(names = "--seeds", description = "how many networks to train", defaultValue = "3")
    private int seeds;

    @Option(names = "--samples", description = "passes of the Monte-Carlo prediction", defaultValue = "100")
    private int samples;

    @Option(names = "--threads", description = "0 for all processors; changes no result", defaultValue = "0")
    private int threads;

    @Option(names = "--data", description = "folder with the four IDX files; found or fetched if not given")
    private @Nullable Path data;

    @Option(names = "--out", description = "folder for pictures and numbers", defaultValue = "uncertainty-result")
    private Path out = Path.of("uncertainty-result");

    private Uncertainty() {}

    @Override
    public Integer call() throws IOException {
        check("--epochs", epochs, 1, 100_000);
        check("--batch", batch, 1, 55_000);
        check("--seeds", seeds, 1, 100);
        check("--samples", samples, 1, 1_000_000);
        check("--threads", threads, 0, 1024);
        if (threads == 0) {
            threads = Runtime.getRuntime().availableProcessors();
        }
        var images = FashionMnistData.load(data, false);
        try (var report = Report.in(out)) {
            compare(images, report);
        }
        return 0;
    }

    private void compare(FashionMnistData images, Report report) throws IOException {
        var rows = new ArrayList<UncertaintyRow>();
        var members = new ArrayList<Model>();
        for (int i = 0; i < seeds; i++) {
            var model = train(images, seed + i);
            members.add(model);
            var hash = model.sha256();
            rows.addAll(UncertaintyRow.of("single", seed + i, single(model, images), images));
            rows.addAll(UncertaintyRow.of("Monte-Carlo", seed + i, monteCarlo(model, images), images));
            if (!model.sha256().equals(hash)) {
                throw new IllegalStateException("the Monte-Carlo prediction changed the model of seed " + (seed + i));
            }
        }
        rows.addAll(UncertaintyRow.of("ensemble", seed, ensemble(members, images), images));
        System.out.print(UncertaintyRow.table(rows));
        UncertaintyPictures.draw(report, rows, images.test().targets());
        report.metrics(metrics(rows));
        System.out.println("metrics.json, reliability.png and coverage.png are in " + out);
    }

    private void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), option + " must be in [" + least + ", " + most + "], but is " + value);
        }
    }

    private Model train(FashionMnistData images, long ofSeed) {
        Sequential network = Recipe.DROPOUT.network(null, null);
        Linter.of(network).warn();
        var model = network.build(ofSeed);
        System.out.println("seed " + ofSeed);
        Trainer.of(model, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, Recipe.DROPOUT.optimizer(1))
                .withThreads(threads)
                .fit(
                        images.train(),
                        images.validation(),
                        Fit.epochs(epochs).batchSize(batch).callbacks(new EpochBars()));
        return model;
    }

    /// What a method says of the validation and of the test images.
    ///
    /// @param validation to calibrate with
    /// @param test to measure
    record Predictions(MonteCarloPrediction validation, MonteCarloPrediction test) {}

    private static Predictions single(Model model, FashionMnistData images) {
        return ensemble(List.of(model), images);
    }

    private static Predictions ensemble(List<Model> members, FashionMnistData images) {
        return new Predictions(
                DeepEnsemble.predict(members, images.validation().features()),
                DeepEnsemble.predict(members, images.test().features()));
    }

    private Predictions monteCarlo(Model model, FashionMnistData images) {
        return new Predictions(
                monteCarlo(model, images.validation().features()),
                monteCarlo(model, images.test().features()));
    }

    private MonteCarloPrediction monteCarlo(Model model, Tensor input) {
        return MonteCarlo.predict(
                model, input, samples, MonteCarloOptions.defaults().withThreads(threads));
    }

    private Map<String, Object> metrics(List<UncertaintyRow> rows) {
        var metrics = new LinkedHashMap<String, Object>();
        metrics.put("seed", seed);
        metrics.put("seeds", seeds);
        metrics.put("epochs", epochs);
        metrics.put("batch", batch);
        metrics.put("samples", samples);
        metrics.put("rows", rows.stream().map(UncertaintyRow::metrics).toList());
        return metrics;
    }
}

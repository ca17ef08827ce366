package dev.lanewise.examples;

import dev.lanewise.core.Engine;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.MonteCarlo;
import dev.lanewise.train.Callback;
import dev.lanewise.train.EarlyStopping;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Fit;
import dev.lanewise.train.History;
import dev.lanewise.train.Losses;
import dev.lanewise.train.Trainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Trains the chapter's network on Fashion-MNIST with one of its ways to regularize.
@Command(
        name = "fashion-mnist",
        description = "Trains a dense network on Fashion-MNIST, tests it, and asks it how sure it is.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class FashionMnist implements Callable<Integer> {
    private static final int PATIENCE = 10;
    private static final int UNCERTAIN_IMAGES = 5;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = "--recipe",
            description = "one of ${COMPLETION-CANDIDATES}",
            completionCandidates = Recipe.Names.class,
            converter = RecipeConverter.class,
            defaultValue = "dropout")
    private Recipe recipe = Recipe.DROPOUT;

    @Option(names = "--epochs", description = "how often to go through the data", defaultValue = "10")
    private int epochs;

    @Option(names = "--batch", description = "examples a step", defaultValue = "32")
    private int batch;

    @Option(names = "--seed", description = "all random numbers follow from it", defaultValue = "42")
    private long seed;

    @Option(names = "--threads", description = "0 for all processors; changes no result", defaultValue = "0")
    private int threads;

    @Option(names = "--strength", description = "of the penalty, for l1 and l2: 1e-4 if not given")
    private @Nullable Double strength;

    @Option(names = "--rate", description = "dropped, for dropout and alpha-dropout: 0.2 and 0.1 if not given")
    private @Nullable Double rate;

    @Option(names = "--samples", description = "passes of the Monte-Carlo prediction", defaultValue = "100")
    private int samples;

    @Option(names = "--data", description = "folder with the four IDX files; found or fetched if not given")
    private @Nullable Path data;

    @Option(names = "--out", description = "folder for pictures and numbers", defaultValue = "fashion-mnist-result")
    private Path out = Path.of("fashion-mnist-result");

    private FashionMnist() {}

    /// Lets picocli read the name of a recipe.
    static final class RecipeConverter implements CommandLine.ITypeConverter<Recipe> {
        @Override
        public Recipe convert(String name) {
            return Recipe.named(name);
        }
    }

    @Override
    public Integer call() throws IOException {
        check("--epochs", epochs, 1, 100_000);
        check("--batch", batch, 1, 55_000);
        check("--threads", threads, 0, 1024);
        check("--samples", samples, 1, 1_000_000);
        if (threads == 0) {
            threads = Runtime.getRuntime().availableProcessors();
        }
        var network = network();
        var images = FashionMnistData.load(data, recipe.selfNormalizing());
        try (var report = Report.in(out)) {
            run(network, images, report);
        }
        return 0;
    }

    private void run(Sequential network, FashionMnistData images, Report report) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%,d images to train, %,d to validate, %,d to test%n",
                images.train().size(),
                images.validation().size(),
                images.test().size());
        var model = network.build(seed);
        System.out.println(model.summary());
        long stepsPerEpoch = (images.train().size() + batch - 1) / batch;
        var trainer = Trainer.of(
                        model, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, recipe.optimizer(epochs * stepsPerEpoch))
                .withThreads(threads);
        long began = System.nanoTime();
        var history = trainer.fit(images.train(), images.validation(), fit());
        double seconds = (System.nanoTime() - began) * 1e-9;
        var metrics = new LinkedHashMap<String, Object>();
        describe(metrics, history, seconds, trainer.steps());
        test(metrics, model, trainer.evaluate(images.test()), images);
        metrics.put("weights_sha256", model.sha256());
        report.history(history);
        report.curves(history, "Fashion-MNIST, " + recipe);
        metrics.put("seconds_total", secondsSinceStart());
        report.metrics(metrics);
        System.out.println("metrics.json, history.csv, loss.png and accuracy.png are in " + out);
    }

    private void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), option + " must be in [" + least + ", " + most + "], but is " + value);
        }
    }

    private Sequential network() {
        try {
            return recipe.network(strength, rate);
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private Fit fit() {
        List<Callback> callbacks = new ArrayList<>(List.of(new EpochBars()));
        if (recipe.stopsEarly()) {
            callbacks.add(EarlyStopping.patience(PATIENCE));
        }
        return Fit.epochs(epochs).batchSize(batch).callbacks(callbacks.toArray(Callback[]::new));
    }

    private void describe(Map<String, Object> metrics, History history, double seconds, long steps) {
        metrics.put("recipe", recipe.toString());
        metrics.put("seed", seed);
        metrics.put("epochs", history.epochs());
        metrics.put("batch", batch);
        metrics.put("threads", threads);
        metrics.put("vector_bits", Engine.vectorBits());
        metrics.put("seconds_training", seconds);
        metrics.put("steps_per_second", steps / seconds);
    }

    private void test(Map<String, Object> metrics, Model model, Evaluation evaluation, FashionMnistData images) {
        System.out.printf(
                Locale.ROOT,
                "test accuracy %.4f, loss %.4f (data %.4f, penalty %.4f)%n",
                evaluation.metric(),
                evaluation.loss(),
                evaluation.dataLoss(),
                evaluation.penalty());
        metrics.put("test_accuracy", evaluation.metric());
        metrics.put("test_loss", evaluation.loss());
        metrics.put("test_data_loss", evaluation.dataLoss());
        long began = System.nanoTime();
        var prediction = MonteCarlo.predict(model, images.test().features(), samples, threads);
        var result = MonteCarloReport.of(prediction, images.test().targets());
        System.out.printf(
                Locale.ROOT,
                "Monte-Carlo, %d %s in %.1f s: accuracy %.4f, mean standard deviation %.4f, NLL %.4f%n",
                prediction.samples(),
                prediction.samples() == 1 ? "pass" : "passes",
                (System.nanoTime() - began) * 1e-9,
                result.accuracy(),
                result.meanDeviation(),
                result.negativeLogLikelihood());
        System.out.print("the most uncertain images:\n"
                + MonteCarloReport.mostUncertain(prediction, images.test().targets(), UNCERTAIN_IMAGES));
        metrics.put("mc_samples", prediction.samples());
        metrics.put("mc_accuracy", result.accuracy());
        metrics.put("mc_mean_std", result.meanDeviation());
        metrics.put("mc_nll", result.negativeLogLikelihood());
    }

    private static double secondsSinceStart() {
        // Not the start of the process: examples/run may have spent that on building.
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        return (System.currentTimeMillis() - start) / 1000.0;
    }
}

package dev.lanewise.examples.chapter;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Workspace;
import dev.lanewise.regularization.MonteCarlo;
import dev.lanewise.regularization.MonteCarloOptions;
import dev.lanewise.regularization.MonteCarloPrediction;
import dev.lanewise.train.Callback;
import dev.lanewise.train.EarlyStopping;
import dev.lanewise.train.Fit;
import dev.lanewise.train.History;
import dev.lanewise.train.LearningRateFinder;
import dev.lanewise.train.Losses;
import dev.lanewise.train.Trainer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One training of one variant, on the calling thread alone.
///
/// @param variant what to train
/// @param seed of weights, shuffles and masks
/// @param images in the form that the network wants
/// @param passes of Monte-Carlo dropout
/// @param setting the fingerprint to keep with the result
record TrainingRun(Variant variant, long seed, Images.Split images, int passes, String setting) {
    private static final int SEARCH_STEPS = 400;
    private static final int ACTIVATION_ROWS = 1000;

    /// Trains and measures.
    ///
    /// @param told of the number of epochs made
    Result run(IntConsumer told) {
        var model = variant.network().build(seed);
        var search = variant.training().pace() == Training.Pace.ONE_CYCLE_AFTER_SEARCH ? search(model) : null;
        var trainer = trainer(model, search);
        boolean portrayed = seed == Setting.FIRST_SEED;
        if (portrayed) {
            trainer.watchConstraints();
        }
        var watch = new EpochWatch(trainer, images.train(), told);
        var stopping = EarlyStopping.patience(Math.max(1, variant.training().patience()));
        boolean stops = variant.training().patience() > 0;
        var fit = Fit.epochs(variant.training().epochs())
                .batchSize(variant.training().batch())
                .callbacks(stops ? new Callback[] {watch, stopping} : new Callback[] {watch});
        long began = nanos();
        var history = trainer.fit(images.train(), images.validation(), fit);
        double seconds = (nanos() - began) * 1e-9 - watch.seconds();
        int best = stops && stopping.bestEpoch() >= 0 ? stopping.bestEpoch() + 1 : history.epochs();
        return measured(model, search, watch, history, seconds, best);
    }

    /// Returns the time that this thread has computed: other trainings beside this one hardly matter to it.
    static long nanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private Trainer trainer(Model model, Result.@Nullable Search search) {
        int batch = variant.training().batch();
        long steps = (long) variant.training().epochs() * ((images.train().size() + batch - 1) / batch);
        double peak = search == null ? variant.training().rate() : search.peak();
        var optimizer = variant.training().optimizer(peak, steps);
        return Trainer.of(model, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, optimizer);
    }

    private Result.Search search(Model model) {
        var trainer = Trainer.of(
                model,
                Losses.SPARSE_CATEGORICAL_CROSSENTROPY,
                variant.training().constant());
        var curve = LearningRateFinder.steps(SEARCH_STEPS)
                .between(1e-4, 1)
                .run(trainer, images.train(), variant.training().batch());
        return new Result.Search(
                curve.rates(), curve.losses(), curve.smoothed(), curve.suggestion(), curve.tenthOfLeastLoss());
    }

    private Result measured(
            Model model,
            Result.@Nullable Search search,
            EpochWatch watch,
            History history,
            double seconds,
            int bestEpoch) {
        var test = model.predict(images.test().features());
        var prediction = random(model) ? monteCarlo(model, images.test().features(), passes) : null;
        boolean kept = variant.predictionsKept();
        return new Result(
                variant.name(),
                seed,
                setting,
                seconds,
                history.epochs(),
                bestEpoch,
                columns(history, watch),
                Scores.of(
                        model.predict(images.train().features()), images.train().targets()),
                Scores.of(
                        model.predict(images.validation().features()),
                        images.validation().targets()),
                Scores.of(test, images.test().targets()),
                prediction == null ? null : passes(model, test, prediction),
                WeightNumbers.of(model),
                search,
                seed == Setting.FIRST_SEED ? portrait(model, watch, test, prediction) : null,
                kept ? Floats.bytes(test) : null,
                kept && prediction != null ? Floats.bytes(prediction.mean()) : null);
    }

    private static boolean random(Model model) {
        return model.layers().stream().anyMatch(layer -> layer.random(Mode.MONTE_CARLO));
    }

    private static MonteCarloPrediction monteCarlo(Model model, Tensor input, int passes) {
        return MonteCarlo.predict(
                model, input, passes, MonteCarloOptions.defaults().withThreads(1));
    }

    private static Map<String, double[]> columns(History history, EpochWatch watch) {
        var columns = new LinkedHashMap<String, double[]>();
        history.columns().forEach(name -> columns.put(name, history.column(name)));
        columns.put("clean_loss", watch.losses());
        columns.put("clean_accuracy", watch.accuracies());
        return columns;
    }

    private Result.Passes passes(Model model, Tensor single, MonteCarloPrediction prediction) {
        var targets = images.test().targets();
        var one = monteCarlo(model, images.test().features(), 1).mean();
        double deviation = 0;
        double distance = 0;
        for (int i = 0; i < single.size(); i++) {
            deviation += prediction.standardDeviation().get(i);
            distance += Math.abs(single.get(i) - prediction.mean().get(i)) / 2;
        }
        return new Result.Passes(
                prediction.samples(),
                Scores.of(prediction.mean(), targets),
                Scores.of(one, targets),
                deviation / single.size(),
                distance / single.rows());
    }

    private Result.Portrait portrait(
            Model model, EpochWatch watch, Tensor single, @Nullable MonteCarloPrediction prediction) {
        var weights = WeightNumbers.weights(model);
        return new Result.Portrait(
                weights.stream().limit(2).map(WeightNumbers::histogram).toList(),
                WeightNumbers.units(weights.getFirst().value()),
                watch.norms(),
                activations(model),
                prediction == null || !variant.predictionsKept()
                        ? List.of()
                        : new Cases(model, images.test(), single, prediction).all());
    }

    /// Returns the moments behind every hidden layer, in inference mode.
    private List<Result.Moments> activations(Model model) {
        var input = images.validation()
                .features()
                .rows(0, Math.min(ACTIVATION_ROWS, images.validation().size()));
        var workspace = new Workspace(model, Engine.singleThreaded(), input.rows());
        workspace.forward(input, Mode.INFERENCE, 0, 0);
        var moments = new ArrayList<Result.Moments>();
        var layers = variant.network().withoutNoise().description().layers();
        int block = (layers.size() - 2) / variant.network().hidden().size();
        int noise = variant.network().noise() == null ? 0 : 1;
        for (int i = 0; i < variant.network().hidden().size(); i++) {
            moments.add(Depth.moments(workspace.value(1 + noise + i * (block + noise) + block)));
        }
        return moments;
    }
}

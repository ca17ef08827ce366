package dev.lanewise.train;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Codecs;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// Trains a model: the single step, the loop over epochs, and evaluation.
///
/// Where the loss is a cross-entropy of probabilities and the network ends in a softmax or sigmoid, both are computed
/// together from the logits. A trainer keeps the optimizer's state and the number of steps, so a second `fit` goes on
/// where the first ended. For one thread at a time; the engine's threads change no bit.
public final class Trainer {
    private final Model model;
    private final Setup setup;
    private final WeightedLoss lossOfOutput;
    private final Updates updates;
    private final Buffers buffers;
    private final Evaluator evaluator;
    private final double[] penalties;
    private long step;
    private int epoch;

    private Trainer(Model model, Setup setup) {
        this.model = model;
        this.setup = setup;
        var fusion = ActivationFusion.of(model, setup.loss());
        lossOfOutput = new WeightedLoss(fusion.loss(), setup.divisor());
        updates = new Updates(fusion.model(), setup.optimizer());
        buffers = new Buffers(fusion.model(), fusion.leftOut(), setup.engine());
        evaluator = new Evaluator(buffers, lossOfOutput, setup.metrics(), updates.penalties());
        penalties = new double[updates.penalties().kinds()];
    }

    /// Returns a trainer on the calling thread alone that reports the accuracy.
    public static Trainer of(Model model, Loss loss, Optimizer optimizer) {
        return new Trainer(model, Setup.of(loss, optimizer));
    }

    /// Returns a fresh trainer that spreads work over this many threads; the results have the same bits.
    public Trainer withThreads(int threads) {
        return new Trainer(model, setup.withEngine(Engine.ofThreads(threads)));
    }

    /// Returns a fresh trainer that reports these metrics, in place of the accuracy.
    ///
    /// @throws IllegalArgumentException if two have the same name
    public Trainer withMetrics(Metric... others) {
        var names = Arrays.stream(others).map(Metric::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("every metric needs a name of its own, but there are " + names);
        }
        return new Trainer(model, setup.withMetrics(List.of(others)));
    }

    /// Returns a fresh trainer that divides weighted losses by something else.
    public Trainer withDivisor(Divisor other) {
        return new Trainer(model, setup.withDivisor(other));
    }

    /// Returns a fresh trainer that clips gradients.
    public Trainer withClipping(GradientClipping other) {
        return new Trainer(model, setup.withClipping(other));
    }

    /// Returns a fresh trainer that describes network and optimizer in checkpoints by these codecs, in place of
    /// [TrainingCodecs#standard()]: for layers, penalties, schedules or optimizers of one's own. Without a codec
    /// such a part is not compared when a training is resumed.
    public Trainer withCodecs(Codecs other) {
        return new Trainer(model, setup.withCodecs(other));
    }

    /// Makes one step of training; the numbers are those of the design's list.
    ///
    /// @param features one example a row
    /// @param targets one row an example
    /// @return the mean data loss of the batch before the update
    /// @throws NonFiniteGradientException if a gradient is not finite; the weights then are as before
    public double step(Tensor features, Tensor targets) {
        return weightedStep(features, targets, null);
    }

    /// Makes one step of training with a weight for every example.
    ///
    /// @param features one example a row
    /// @param targets one row an example
    /// @param weights one an example, such as those of [ClassWeights]
    /// @return the weighted data loss of the batch before the update, divided as the [Divisor] says
    /// @throws NonFiniteGradientException if a gradient is not finite; the weights then are as before
    public double step(Tensor features, Tensor targets, Tensor weights) {
        return weightedStep(features, targets, weights);
    }

    /// Makes one step as the public methods do.
    double weightedStep(Tensor features, Tensor targets, @Nullable Tensor weights) {
        var run = buffers.workspaceFor(features.rows());
        // 1 forward
        var output = run.forward(features, Mode.TRAINING, step, 0);
        // 2 loss
        var gradient = buffers.gradientFor(output);
        double dataLoss = lossOfOutput.evaluate(output, targets, weights, gradient);
        updates.penalties().ofOutputs(run, penalties);
        // 3 backward
        run.backward(gradient);
        // 4 penalty
        updates.addPenaltyGradients(run.gradients(), step, penalties);
        // 5 check, clip
        updates.checkFinite(run.gradients(), step, dataLoss);
        updates.clip(run.gradients(), setup.clipping());
        // 6 update
        updates.moveParameters(run.gradients(), step);
        run.updateState();
        // 7 constraint
        updates.project();
        step++;
        return dataLoss;
    }

    /// Trains for some epochs.
    ///
    /// Every epoch goes through the training data in an order that follows from the model's seed and the epoch. The
    /// history has the columns `data_loss`, `penalty` (the sum of all, which makes up `loss` together with the data
    /// loss), each kind of penalty the model has, as `l2_penalty`, and the metrics, and the same beginning with
    /// `val_`. Those of training are means over the epoch's steps, each before its update; those of validation
    /// belong to the weights at the epoch's end.
    ///
    /// @param train what to learn from
    /// @param validation what to evaluate after the epochs
    /// @return what was reported
    /// @throws NonFiniteGradientException if a gradient is not finite and no callback stops the training for it
    /// @throws IllegalArgumentException if a part of the training data is to be validated with as well, or the
    ///     checkpoint to resume from does not fit; nothing then has changed
    /// @throws java.io.UncheckedIOException if a file cannot be read or written
    public History fit(DataSource train, DataSource validation, Fit fit) {
        if (fit.validation().split() > 0) {
            throw new IllegalArgumentException(
                    "a validation split of " + fit.validation().split() + " and validation data exclude each other");
        }
        return new Training(this, fit, train, validation, Storage.DISK).run();
    }

    /// Trains for some epochs, and validates with a part of the data if a validation split asks for it.
    ///
    /// @param train what to learn from
    /// @return what was reported; without validation there are no columns that begin with `val_`
    /// @throws NonFiniteGradientException if a gradient is not finite and no callback stops the training for it
    /// @throws IllegalArgumentException if the data cannot be split: it is not in memory, or no example would be
    ///     left in one of the parts; or if the checkpoint to resume from does not fit, and nothing then has changed
    /// @throws java.io.UncheckedIOException if a file cannot be read or written
    public History fit(DataSource train, Fit fit) {
        double split = fit.validation().split();
        if (split == 0) {
            return new Training(this, fit, train, null, Storage.DISK).run();
        }
        if (!(train instanceof Dataset data)) {
            throw new IllegalArgumentException("only a Dataset can be split, but the data is a " + train);
        }
        int kept = (int) Math.floor(data.size() * (1 - split));
        if (kept == 0 || kept == data.size()) {
            throw new IllegalArgumentException("a validation split of " + split + " leaves " + kept + " of "
                    + data.size() + " examples to train on; both parts need at least 1");
        }
        var left = data.rows(kept, data.size());
        return new Training(this, fit, data.rows(0, kept), left, Storage.DISK).run();
    }

    /// Returns data loss, penalties and metrics over all examples in inference mode.
    public Evaluation evaluate(DataSource data) {
        return evaluator.evaluate(data, step);
    }

    /// Returns the sum of all penalties on the parameters as they are.
    public double penalty() {
        return DoubleStream.of(updates.penalties().ofParameters(step)).sum();
    }

    /// Begins to note which units constraints move: how many, and how far outside the farthest was. Costs a pass
    /// over the constrained parameters a step.
    ///
    /// A `fit` reports it as `dense_1/weight/clipped`, the mean number of units a step has moved, and
    /// `dense_1/weight/largest_norm`, and begins anew every epoch; a callback may read and clear it after any step.
    ///
    /// @return what is noted, by the names of the constrained parameters
    public Map<String, Clipping> watchConstraints() {
        return updates.projections().watch();
    }

    Map<String, Clipping> watchedConstraints() {
        return updates.projections().watched();
    }

    /// Returns the learning rate of the next step: that of the optimizer's schedule, times what it was scaled by.
    public double learningRate() {
        return updates.rateScale() * setup.optimizer().learningRate().at(step);
    }

    /// Multiplies the learning rates of all steps to come, whatever their schedules.
    ///
    /// @throws IllegalArgumentException unless the factor is finite and above 0
    public void scaleLearningRate(double factor) {
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException(
                    "the factor of a learning rate must be finite and above 0, but is " + factor);
        }
        updates.scaleRate(factor);
    }

    /// Returns the number of steps made.
    public long steps() {
        return step;
    }

    Model model() {
        return model;
    }

    List<Metric> metrics() {
        return setup.metrics();
    }

    /// Returns which way a column of the history is better: that of its metric, and down for all others.
    Metric.Direction direction(String column) {
        var name = column.startsWith("val_") ? column.substring("val_".length()) : column;
        return setup.metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .map(Metric::direction)
                .orElse(Metric.Direction.DOWN);
    }

    /// Returns the penalties of the last step, those on parameters before its update, by kind.
    double[] penaltiesOfLastStep() {
        return penalties;
    }

    EpochSums newSums() {
        return evaluator.newSums();
    }

    /// Adds the last step to the sums of an epoch.
    ///
    /// @param mean its mean data loss
    /// @param weights those of its examples; null for 1 everywhere
    void addLastStep(EpochSums sums, double mean, Dataset batch, @Nullable Tensor weights) {
        sums.addLosses(batch.size(), mean, lossOfOutput.divided(), penalties);
        sums.addMetrics(buffers.outputOfActivation(buffers.lastOutput()), batch.targets(), weights);
    }

    /// Returns how many epochs were begun and ended, over all fits.
    int epochs() {
        return epoch;
    }

    void countEpoch() {
        epoch++;
    }

    /// Counts these epochs as made, or goes on counting for 0.
    void beginEpochs(int initialEpoch) {
        epoch = initialEpoch == 0 ? epoch : initialEpoch;
    }

    void save(State state) {
        state.put("step", step);
        state.put("epoch", epoch);
        ModelState.save(model, setup.codecs(), state.part("model"));
        SetupState.save(model, setup, state.part("setup"));
        updates.save(state.part("optimizer"));
        watchedConstraints().forEach((name, clipping) -> {
            state.part("clipped").put(name, clipping.clipped());
            state.part("largest_norm").put(name, clipping.largestNorm());
        });
    }

    /// Returns the change to what was saved.
    ///
    /// @throws IllegalArgumentException if it is of another model or optimizer
    Runnable restored(State state) {
        long savedStep = (long) state.number("step");
        int savedEpoch = (int) state.number("epoch");
        var modelChange = ModelState.restored(model, setup.codecs(), state.part("model"));
        SetupState.require(model, setup, state.part("setup"));
        var updatesChange = updates.restored(state.part("optimizer"));
        var clippingChange = clippingsRestored(state);
        return () -> {
            clippingChange.run();
            step = savedStep;
            epoch = savedEpoch;
            modelChange.run();
            updatesChange.run();
        };
    }

    private Runnable clippingsRestored(State state) {
        List<Runnable> changes = new ArrayList<>();
        watchedConstraints().forEach((name, clipping) -> {
            int clipped = (int) state.part("clipped").number(name);
            double largest = state.part("largest_norm").number(name);
            changes.add(() -> {
                clipping.clear();
                clipping.note(clipped, largest);
            });
        });
        return () -> changes.forEach(Runnable::run);
    }
}

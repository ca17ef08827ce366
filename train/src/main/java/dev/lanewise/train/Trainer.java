package dev.lanewise.train;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Codecs;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/// Trains a model: the single step, the loop over epochs, and evaluation.
///
/// Where the loss is a cross-entropy of probabilities and the network ends in a softmax or sigmoid, both are computed
/// together from the logits. A trainer keeps the optimizer's state and the number of steps, so a second `fit` goes on
/// where the first ended. For one thread at a time; the engine's threads change no bit.
public final class Trainer {
    private final Model model;
    private final Setup setup;
    private final TrainingStep step;
    private int epoch;

    private Trainer(Model model, Setup setup) {
        this.model = model;
        this.setup = setup;
        step = new TrainingStep(model, setup);
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

    /// Returns a fresh trainer that takes an average of the weights after every update.
    public Trainer withAverage(WeightAverage other) {
        return new Trainer(model, setup.withAverage(other));
    }

    /// Returns a fresh trainer that makes one update of so many batches: with the mean gradient over all their
    /// examples, as one great batch would but for rounding, while only one needs memory at a time.
    ///
    /// Steps are updates then: schedules, [#steps()] and penalties count them (Keras' schedules count batches), and
    /// the noise of a batch is that of its rows in the great batch. Batch normalization takes the statistics of
    /// each batch; penalties on outputs count as the loss of their batch does. At an epoch's end the batches that
    /// are there make an update of their own, as the last batch of an epoch does (Keras waits for the next epoch);
    /// those of a training that is stopped within an epoch make none, but are kept in checkpoints.
    ///
    /// @param batches how many, at least 1
    public Trainer withAccumulation(int batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("an update needs at least 1 batch, but is to have " + batches);
        }
        return new Trainer(model, setup.withAccumulation(batches));
    }

    /// Returns a fresh trainer that describes network, loss and optimizer in checkpoints by these codecs, in place
    /// of [TrainingCodecs#standard()]: for layers, penalties, losses, schedules or optimizers of one's own. Without
    /// a codec such a part is not compared when a training is resumed.
    public Trainer withCodecs(Codecs other) {
        return new Trainer(model, setup.withCodecs(other));
    }

    /// Makes one step of training: forward, loss, backward, penalty, check and clipping, update, constraint,
    /// average. With [#withAccumulation(int)] a call may make no update, and a `fit` drops batches that wait from
    /// calls before.
    ///
    /// @param features one example a row
    /// @param targets one row an example
    /// @return the mean data loss of the batch before the update
    /// @throws NonFiniteGradientException if a gradient is not finite; the weights then are as before
    public double step(Tensor features, Tensor targets) {
        return step.make(features, targets, null, false);
    }

    /// Makes one step of training with a weight for every example.
    ///
    /// @param features one example a row
    /// @param targets one row an example
    /// @param weights one an example, such as those of [ClassWeights]
    /// @return the weighted data loss of the batch before the update, divided as the [Divisor] says
    /// @throws NonFiniteGradientException if a gradient is not finite; the weights then are as before
    public double step(Tensor features, Tensor targets, Tensor weights) {
        return step.make(features, targets, weights, false);
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
    ///     checkpoint to resume from does not fit; model and trainer then are as before, but callbacks were told of
    ///     the beginning
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
    ///     left in one of the parts; or if the checkpoint to resume from does not fit; model and trainer then are
    ///     as before, but callbacks were told of the beginning
    /// @throws java.io.UncheckedIOException if a file cannot be read or written
    public History fit(DataSource train, Fit fit) {
        double split = fit.validation().split();
        if (split == 0) {
            return new Training(this, fit, train, null, Storage.DISK).run();
        }
        var parts = ValidationSplit.of(train, split);
        return new Training(this, fit, parts.kept(), parts.left(), Storage.DISK).run();
    }

    /// Returns data loss, penalties and metrics over all examples in inference mode. Predictions are the model's:
    /// [Model#predict].
    public Evaluation evaluate(DataSource data) {
        return step.evaluator().evaluate(data, step.count());
    }

    /// Returns the sum of all penalties on the parameters as they are.
    public double penalty() {
        return DoubleStream.of(step.updates().penalties().ofParameters(step.count()))
                .sum();
    }

    /// Begins to note which units constraints move: how many, and how far outside the farthest was. Costs a pass
    /// over the constrained parameters a step.
    ///
    /// A `fit` reports it as `dense_1/weight/clipped`, the mean number of units a step has moved, and
    /// `dense_1/weight/largest_norm`, and begins anew every epoch; a callback may read and clear it after any step.
    ///
    /// @return what is noted, by the names of the constrained parameters
    public Map<String, Clipping> watchConstraints() {
        return step.updates().projections().watch();
    }

    Map<String, Clipping> watchedConstraints() {
        return step.updates().projections().watched();
    }

    /// Returns the learning rate of the next step: that of the optimizer's schedule, times what it was scaled by.
    public double learningRate() {
        return step.updates().rateScale() * setup.optimizer().learningRate().at(step.count());
    }

    /// Multiplies the learning rates of all steps to come, whatever their schedules.
    ///
    /// @throws IllegalArgumentException unless the factor is finite and above 0
    public void scaleLearningRate(double factor) {
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException(
                    "the factor of a learning rate must be finite and above 0, but is " + factor);
        }
        step.updates().scaleRate(factor);
    }

    /// Returns the number of steps made.
    public long steps() {
        return step.count();
    }

    /// Returns what makes the steps.
    TrainingStep stepper() {
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

    /// Runs something while the model holds the average of its weights, projected, in their place; just runs it
    /// where there is none.
    public void withAveragedWeights(Runnable action) {
        var average = step.average();
        boolean swapped = average != null && average.swapIn();
        try {
            action.run();
        } finally {
            if (average != null && swapped) {
                average.swapOut();
            }
        }
    }

    /// Does the same, and leaves the model what it then holds.
    void endWithAveragedWeights(Runnable action) {
        var average = step.average();
        if (average != null) {
            average.swapIn();
        }
        try {
            action.run();
        } finally {
            if (average != null) {
                average.settle();
            }
        }
    }

    void save(State state) {
        state.put("epoch", epoch);
        ModelState.save(model, step.values(), setup.codecs(), state.part("model"));
        SetupState.save(model, setup, state.part("setup"));
        step.save(state);
        ClippingState.save(watchedConstraints(), state);
    }

    /// Returns the change to what was saved.
    ///
    /// @throws IllegalArgumentException if it is of another model, loss or optimizer
    Runnable restored(State state) {
        int savedEpoch = (int) state.number("epoch");
        List<Runnable> changes = new ArrayList<>();
        changes.add(ModelState.restored(model, setup.codecs(), state.part("model")));
        SetupState.require(model, setup, state.part("setup"));
        changes.add(step.restored(state));
        changes.add(ClippingState.restored(watchedConstraints(), state));
        return () -> {
            epoch = savedEpoch;
            changes.forEach(Runnable::run);
        };
    }
}

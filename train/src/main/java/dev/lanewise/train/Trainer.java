package dev.lanewise.train;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Workspace;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Trains a model: the single step, the loop over epochs, and evaluation.
///
/// Where the loss is a cross-entropy of probabilities and the network ends in a softmax, both are computed together
/// from the logits. A trainer keeps the optimizer's state and the number of steps, so a second `fit` goes on where the
/// first ended. For one thread at a time; the engine's threads change no bit.
public final class Trainer {
    private static final int SHUFFLE = 3;
    private static final int EVALUATION_ROWS = 500;

    private final Model model;
    private final Loss loss;
    private final Metric metric;
    private final Optimizer optimizer;
    private final Engine engine;
    private final Updates updates;
    private @Nullable Workspace workspace;
    private @Nullable Tensor outputGradient;
    private long step;
    private int epoch;

    private Trainer(Model model, Loss loss, Metric metric, Optimizer optimizer, Engine engine) {
        this.model = SoftmaxFusion.modelFor(model, loss);
        this.loss = this.model == model ? loss : loss.fromLogits();
        this.metric = metric;
        this.optimizer = optimizer;
        this.engine = engine;
        updates = new Updates(this.model, optimizer);
    }

    /// Returns a trainer on the calling thread alone that reports the accuracy.
    public static Trainer of(Model model, Loss loss, Optimizer optimizer) {
        return new Trainer(model, loss, Metric.SPARSE_CATEGORICAL_ACCURACY, optimizer, Engine.singleThreaded());
    }

    /// Returns a fresh trainer that spreads work over this many threads; the results have the same bits.
    public Trainer withThreads(int threads) {
        return new Trainer(model, loss, metric, optimizer, Engine.ofThreads(threads));
    }

    /// Returns a fresh trainer that reports another metric.
    public Trainer withMetric(Metric other) {
        return new Trainer(model, loss, other, optimizer, engine);
    }

    /// Makes one step of training; the numbers are those of the design's list.
    ///
    /// @param features one example a row
    /// @param targets one row an example
    /// @return the mean data loss of the batch before the update
    /// @throws NonFiniteGradientException if a gradient is not finite; the weights then are as before
    public double step(Tensor features, Tensor targets) {
        var run = workspaceFor(features.rows());
        // 1 forward
        var output = run.forward(features, Mode.TRAINING, step, 0);
        // 2 loss
        var gradient = gradientFor(output);
        double dataLoss = loss.evaluate(output, targets, gradient);
        // 3 backward
        run.backward(gradient);
        // 4 penalty
        updates.addPenaltyGradients(run.gradients());
        // 5 check
        updates.checkFinite(run.gradients(), step, dataLoss);
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
    /// history has the columns `loss`, `data_loss`, `penalty` (that of the weights at the epoch's end, and part of
    /// the loss) and the metric, and the same beginning with `val_`.
    ///
    /// @param train what to learn from
    /// @param validation what to evaluate after every epoch
    /// @return what was reported
    public History fit(Dataset train, Dataset validation, Fit fit) {
        var history = new History();
        var order = new int[train.size()];
        int steps = (train.size() + fit.batchSize() - 1) / fit.batchSize();
        tell(fit, new Event.FitStarted(model, fit.epochs(), steps));
        for (int i = 0; i < fit.epochs(); i++) {
            shuffle(order);
            boolean stop = !trainEpoch(train, order, fit, i, history);
            var evaluation = evaluate(validation);
            history.add("val_loss", evaluation.loss());
            history.add("val_data_loss", evaluation.dataLoss());
            history.add("val_penalty", evaluation.penalty());
            history.add("val_" + metric.name(), evaluation.metric());
            epoch++;
            if (!tell(fit, new Event.EpochEnded(model, i, history)) || stop) {
                break;
            }
        }
        tell(fit, new Event.FitEnded(model));
        return history;
    }

    private boolean trainEpoch(Dataset train, int[] order, Fit fit, int index, History history) {
        int size = Math.min(fit.batchSize(), train.size());
        var batch = new Dataset(
                Tensor.zeros(train.features().shape().row().batch(size)),
                Tensor.zeros(train.targets().shape().row().batch(size)));
        double sum = 0;
        double metricSum = 0;
        boolean go = true;
        int from = 0;
        for (int i = 0; from < train.size() && go; i++) {
            int rows = Math.min(size, train.size() - from);
            var part = rows == batch.size() ? batch : batch.rows(0, rows);
            train.gather(order, from, part);
            sum += rows * step(part.features(), part.targets());
            metricSum += metric.sum(outputOfLastStep(), part.targets());
            from += rows;
            go = tell(fit, new Event.StepEnded(model, index, i, sum / from));
        }
        double penalty = updates.penalty();
        history.add("loss", sum / from + penalty);
        history.add("data_loss", sum / from);
        history.add("penalty", penalty);
        history.add(metric.name(), metricSum / from);
        return go;
    }

    private Tensor outputOfLastStep() {
        return workspaceFor(1).value(model.layers().size());
    }

    private void shuffle(int[] order) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        IntArrays.shuffle(order, Random.from(CounterRandom.of(model.seed(), SHUFFLE, epoch)));
    }

    private static boolean tell(Fit fit, Event event) {
        boolean go = true;
        for (var callback : fit.callbacks()) {
            go &= callback.on(event) == Callback.Answer.CONTINUE;
        }
        return go;
    }

    /// Returns data loss, penalty and metric of a data set in inference mode.
    public Evaluation evaluate(Dataset data) {
        double sum = 0;
        double metricSum = 0;
        for (int from = 0; from < data.size(); from += EVALUATION_ROWS) {
            int to = Math.min(from + EVALUATION_ROWS, data.size());
            var part = data.rows(from, to);
            var output = workspaceFor(EVALUATION_ROWS).forward(part.features(), Mode.INFERENCE, 0, from);
            sum += (to - from) * loss.evaluate(output, part.targets(), gradientFor(output));
            metricSum += metric.sum(output, part.targets());
        }
        return new Evaluation(sum / data.size(), updates.penalty(), metricSum / data.size());
    }

    private Workspace workspaceFor(int rows) {
        if (workspace == null || workspace.maximumRows() < rows) {
            workspace = new Workspace(model, engine, Math.max(rows, EVALUATION_ROWS));
        }
        return workspace;
    }

    private Tensor gradientFor(Tensor output) {
        if (outputGradient == null || !outputGradient.shape().equals(output.shape())) {
            outputGradient = Tensor.zeros(output.shape());
        }
        return outputGradient;
    }

    /// Returns the sum of all penalties of the weights as they are.
    public double penalty() {
        return updates.penalty();
    }

    /// Returns the number of steps made.
    public long steps() {
        return step;
    }
}

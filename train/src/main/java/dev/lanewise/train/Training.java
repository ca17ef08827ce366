package dev.lanewise.train;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Model;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Random;

/// A running [Trainer#fit]: the loop over epochs and batches, and what its callbacks may see of it.
public final class Training {
    private static final int SHUFFLE = 3;

    private final Trainer trainer;
    private final Fit fit;
    private final History history = new History();

    Training(Trainer trainer, Fit fit) {
        this.trainer = trainer;
        this.fit = fit;
    }

    /// Returns who makes the steps.
    public Trainer trainer() {
        return trainer;
    }

    /// Returns the model that is trained.
    public Model model() {
        return trainer.model();
    }

    /// Returns everything reported so far, a row an epoch.
    public History history() {
        return history;
    }

    /// Goes through all epochs.
    History run(Dataset train, Dataset validation) {
        var order = new int[train.size()];
        int steps = (train.size() + fit.batchSize() - 1) / fit.batchSize();
        tell(new Event.FitStarted(this, fit.epochs(), steps));
        boolean go = true;
        for (int epoch = 0; epoch < fit.epochs() && go; epoch++) {
            shuffle(order);
            go = trainEpoch(train, order, epoch);
            report(trainer.evaluate(validation));
            trainer.countEpoch();
            go &= tell(new Event.EpochEnded(this, epoch, history));
        }
        tell(new Event.FitEnded(this));
        return history;
    }

    /// Goes through the training data once; returns whether to go on.
    private boolean trainEpoch(Dataset train, int[] order, int epoch) {
        int size = Math.min(fit.batchSize(), train.size());
        var batch = new Dataset(
                Tensor.zeros(train.features().shape().row().batch(size)),
                Tensor.zeros(train.targets().shape().row().batch(size)));
        var sums = new EpochSums();
        boolean go = true;
        int from = 0;
        for (int step = 0; from < train.size() && go; step++) {
            int rows = Math.min(size, train.size() - from);
            var part = rows == batch.size() ? batch : batch.rows(0, rows);
            train.gather(order, from, part);
            double dataLoss = trainer.step(part.features(), part.targets());
            sums.add(rows, dataLoss, trainer.metricOfLastStep(part.targets()));
            from += rows;
            go = tell(new Event.StepEnded(this, epoch, step, sums.meanDataLoss()));
        }
        sums.report(history, trainer.metric().name(), trainer.penalty());
        return go;
    }

    private void shuffle(int[] order) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        IntArrays.shuffle(order, Random.from(CounterRandom.of(model().seed(), SHUFFLE, trainer.epochs())));
    }

    private void report(Evaluation evaluation) {
        history.add("val_loss", evaluation.loss());
        history.add("val_data_loss", evaluation.dataLoss());
        history.add("val_penalty", evaluation.penalty());
        history.add("val_" + trainer.metric().name(), evaluation.metric());
    }

    /// Tells all callbacks in their order; returns whether to go on.
    private boolean tell(Event event) {
        boolean go = true;
        for (var callback : fit.callbacks()) {
            go &= callback.on(event) == Callback.Answer.CONTINUE;
        }
        return go;
    }
}

package dev.lanewise.examples.chapter;

import dev.lanewise.layers.Model;
import dev.lanewise.train.Callback;
import dev.lanewise.train.Dataset;
import dev.lanewise.train.Event;
import dev.lanewise.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Looks at a network after every epoch: the first fifth of the training rows in inference mode and the norms of the
/// first layer's units.
final class EpochWatch implements Callback {
    /// One in so many training rows is enough for a curve.
    private static final int SHARE = 5;

    private final Trainer trainer;
    private final Dataset rows;
    private final IntConsumer told;
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> accuracies = new ArrayList<>();
    private final List<Result.Spread> norms = new ArrayList<>();
    private long nanos;

    /// @param told of the number of epochs made
    EpochWatch(Trainer trainer, Dataset train, IntConsumer told) {
        this.trainer = trainer;
        this.told = told;
        rows = train.rows(0, Math.max(1, train.size() / SHARE));
    }

    @Override
    public Answer on(Event event) {
        switch (event) {
            case Event.FitStarted started -> norms.add(norms(started.model()));
            case Event.EpochEnded ended -> look(ended);
            case Event.StepEnded _, Event.StepFailed _, Event.FitEnded _ -> {}
        }
        return Answer.CONTINUE;
    }

    private void look(Event.EpochEnded ended) {
        long began = TrainingRun.nanos();
        var evaluation = trainer.evaluate(rows);
        losses.add(evaluation.dataLoss());
        accuracies.add(evaluation.metric());
        norms.add(norms(ended.model()));
        told.accept(ended.epoch() + 1);
        nanos += TrainingRun.nanos() - began;
    }

    private static Result.Spread norms(Model model) {
        return WeightNumbers.norms(WeightNumbers.weights(model).getFirst().value());
    }

    double[] losses() {
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double[] accuracies() {
        return accuracies.stream().mapToDouble(Double::doubleValue).toArray();
    }

    List<Result.Spread> norms() {
        return List.copyOf(norms);
    }

    /// Returns the time that looking took.
    double seconds() {
        return nanos * 1e-9;
    }
}

package dev.lanewise.examples.chapter;

import dev.lanewise.layers.Schedule;
import dev.lanewise.train.OneCycle;
import dev.lanewise.train.Optimizer;
import dev.lanewise.train.Sgd;

/// How a network is trained: gradient descent, with momentum or without.
///
/// @param epochs how often through the data
/// @param batch examples a step
/// @param rate the learning rate, or the peak of a 1cycle
/// @param momentum 0 for none
/// @param pace how the rate changes
/// @param patience of early stopping in epochs, with the best weights at the end; 0 for none
record Training(int epochs, int batch, double rate, double momentum, Pace pace, int patience) {
    /// How the learning rate changes.
    enum Pace {
        CONSTANT,
        /// The textbook's 1cycle over all steps.
        ONE_CYCLE,
        /// The same with the peak that a search for the learning rate finds before.
        ONE_CYCLE_AFTER_SEARCH
    }

    /// Returns momentum 0.9 and a constant rate of 0.01 on batches of 32, 10 epochs.
    static Training standard() {
        return new Training(10, 32, 0.01, 0.9, Pace.CONSTANT, 0);
    }

    Training withEpochs(int other) {
        return new Training(other, batch, rate, momentum, pace, patience);
    }

    Training withBatch(int other) {
        return new Training(epochs, other, rate, momentum, pace, patience);
    }

    Training withRate(double other) {
        return new Training(epochs, batch, other, momentum, pace, patience);
    }

    Training withoutMomentum() {
        return new Training(epochs, batch, rate, 0, pace, patience);
    }

    Training withPace(Pace other) {
        return new Training(epochs, batch, rate, momentum, other, patience);
    }

    Training withPatience(int other) {
        return new Training(epochs, batch, rate, momentum, pace, other);
    }

    /// Returns the optimizer with a constant rate, for a search.
    Optimizer constant() {
        return optimizer(Schedule.constant(rate));
    }

    /// Returns the optimizer.
    ///
    /// @param peak the greatest rate
    /// @param steps of the whole training
    Optimizer optimizer(double peak, long steps) {
        return optimizer(pace == Pace.CONSTANT ? Schedule.constant(peak) : OneCycle.book(peak, Math.max(2, steps)));
    }

    private Optimizer optimizer(Schedule schedule) {
        var sgd = Sgd.learningRate(rate).withLearningRate(schedule);
        return momentum == 0 ? sgd : sgd.withMomentum(momentum);
    }

    @Override
    public String toString() {
        var text = new StringBuilder()
                .append(epochs)
                .append(epochs == 1 ? " epoch" : " epochs")
                .append(", batch ")
                .append(batch)
                .append(", SGD ");
        text.append(
                switch (pace) {
                    case CONSTANT -> Double.toString(rate);
                    case ONE_CYCLE -> "1cycle up to " + rate;
                    case ONE_CYCLE_AFTER_SEARCH -> "1cycle up to what a search finds";
                });
        text.append(momentum == 0 ? "" : ", momentum " + momentum);
        return text.append(patience == 0 ? "" : ", early stopping with patience " + patience)
                .toString();
    }
}

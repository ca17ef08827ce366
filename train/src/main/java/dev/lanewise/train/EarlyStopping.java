package dev.lanewise.train;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// Stops when a column of the history has not improved for a number of epochs, and gives the model the weights of its
/// best epoch back at the end, whatever ended the training: all of [dev.lanewise.layers.Model#values()], with the
/// moving statistics, but not what the optimizer remembers.
///
/// Lower is better, except for metrics whose direction is up. An epoch improves on the best so far if it is better by
/// more than the least change; NaN is worse than anything. As in Keras, an improvement ends the wait only if it beats
/// the baseline too, where there is one, and epochs before the first to count are as if they were not. Holds state: one
/// object for one training at a time.
public final class EarlyStopping implements Callback {
    /// @param baseline what an improvement must beat to count; NaN for none
    private record Options(
            String column, int patience, double leastChange, double baseline, int firstEpoch, boolean restoring) {
        private Options {
            if (patience < 1) {
                throw new IllegalArgumentException("the patience must be at least 1 epoch, but is " + patience);
            }
            if (firstEpoch < 0) {
                throw new IllegalArgumentException("the first epoch must be at least 0, but is " + firstEpoch);
            }
        }
    }

    private final Options options;
    private final Monitor monitor;
    private int bestEpoch = -1;
    private int waited;
    private float[] values = {};
    private float[] bestValues = {};

    private EarlyStopping(Options options) {
        this.options = options;
        monitor = new Monitor(options.column, options.leastChange);
    }

    /// Returns a callback that watches `val_loss`.
    ///
    /// @param epochs how many epochs without improvement end the training, at least 1
    public static EarlyStopping patience(int epochs) {
        return new EarlyStopping(new Options("val_loss", epochs, 0, Double.NaN, 0, true));
    }

    /// Returns a callback that watches another column.
    public EarlyStopping monitoring(String other) {
        var o = options;
        return new EarlyStopping(new Options(other, o.patience, o.leastChange, o.baseline, o.firstEpoch, o.restoring));
    }

    /// Returns a callback that asks for a greater change.
    public EarlyStopping withLeastChange(double other) {
        var o = options;
        return new EarlyStopping(new Options(o.column, o.patience, other, o.baseline, o.firstEpoch, o.restoring));
    }

    /// Returns a callback for which only an epoch that beats this value as well ends the wait.
    ///
    /// @throws IllegalArgumentException if it is not finite
    public EarlyStopping withBaseline(double other) {
        if (!Double.isFinite(other)) {
            throw new IllegalArgumentException("a baseline must be finite, but is " + other);
        }
        var o = options;
        return new EarlyStopping(new Options(o.column, o.patience, o.leastChange, other, o.firstEpoch, o.restoring));
    }

    /// Returns a callback that overlooks the epochs before this one.
    public EarlyStopping startingAt(int epoch) {
        var o = options;
        return new EarlyStopping(new Options(o.column, o.patience, o.leastChange, o.baseline, epoch, o.restoring));
    }

    /// Returns a callback that leaves the model the weights of its last epoch.
    public EarlyStopping keepingLastWeights() {
        var o = options;
        return new EarlyStopping(new Options(o.column, o.patience, o.leastChange, o.baseline, o.firstEpoch, false));
    }

    /// Returns the epoch with the best value, from 0, or −1 before there is one.
    public int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public Answer on(Event event) {
        return switch (event) {
            case Event.FitStarted started -> {
                monitor.begin();
                bestEpoch = -1;
                waited = 0;
                values = started.model().values();
                yield Answer.CONTINUE;
            }
            case Event.EpochEnded ended -> judge(ended);
            case Event.FitEnded _ -> {
                if (bestEpoch >= 0 && options.restoring) {
                    System.arraycopy(bestValues, 0, values, 0, values.length);
                }
                yield Answer.CONTINUE;
            }
            case Event.StepEnded _, Event.StepFailed _ -> Answer.CONTINUE;
        };
    }

    private Answer judge(Event.EpochEnded ended) {
        if (ended.epoch() < options.firstEpoch || !monitor.sees(ended)) {
            return Answer.CONTINUE;
        }
        waited++;
        if (monitor.improves(ended)) {
            bestEpoch = ended.epoch();
            bestValues = options.restoring ? values.clone() : bestValues;
            if (Double.isNaN(options.baseline) || monitor.betters(ended, options.baseline)) {
                waited = 0;
            }
            return Answer.CONTINUE;
        }
        return waited >= options.patience ? Answer.STOP : Answer.CONTINUE;
    }

    @Override
    public void save(State state) {
        monitor.save(state);
        state.put("best_epoch", bestEpoch);
        state.put("waited", waited);
        if (bestEpoch >= 0 && options.restoring) {
            state.put("best_values", Tensor.wrap(bestValues, 0, Shape.of(bestValues.length)));
        }
    }

    @Override
    public void load(State state) {
        monitor.load(state);
        bestEpoch = (int) state.number("best_epoch");
        waited = (int) state.number("waited");
        if (bestEpoch >= 0 && options.restoring) {
            bestValues = state.tensor("best_values").array();
            if (bestValues.length != values.length) {
                throw new IllegalArgumentException(
                        "the best weights have " + bestValues.length + " numbers, but the model has " + values.length);
            }
        }
    }
}

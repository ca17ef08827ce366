package dev.lanewise.train;

/// Stops when a column of the history has not improved for a number of epochs, and gives the model the weights of its
/// best epoch back at the end, whatever ended the training.
///
/// Lower is better, except for metrics whose direction is up. An epoch improves on the best so far if it is
/// better by more than the least change; NaN is worse than anything. Holds state: one object for one training at a
/// time.
public final class EarlyStopping implements Callback {
    private final String column;
    private final int patience;
    private final double leastChange;
    private double best;
    private int bestEpoch;
    private float[] bestValues = {};

    private EarlyStopping(String column, int patience, double leastChange) {
        if (patience < 1) {
            throw new IllegalArgumentException("the patience must be at least 1 epoch, but is " + patience);
        }
        if (!(leastChange >= 0 && Double.isFinite(leastChange))) {
            throw new IllegalArgumentException("the least change must be finite and at least 0, but is " + leastChange);
        }
        this.column = column;
        this.patience = patience;
        this.leastChange = leastChange;
    }

    /// Returns a callback that watches `val_loss`.
    ///
    /// @param epochs how many epochs without improvement end the training, at least 1
    public static EarlyStopping patience(int epochs) {
        return new EarlyStopping("val_loss", epochs, 0);
    }

    /// Returns a callback that watches another column.
    public EarlyStopping monitoring(String other) {
        return new EarlyStopping(other, patience, leastChange);
    }

    /// Returns a callback that asks for a greater change.
    public EarlyStopping withLeastChange(double other) {
        return new EarlyStopping(column, patience, other);
    }

    /// Returns the epoch with the best value, from 0, or −1 before there is one.
    public int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public Answer on(Event event) {
        return switch (event) {
            case Event.FitStarted _ -> {
                best = Double.POSITIVE_INFINITY;
                bestEpoch = -1;
                yield Answer.CONTINUE;
            }
            case Event.EpochEnded(var training, int epoch, var history, boolean _) -> {
                double value =
                        history.last(column) * (training.trainer().direction(column) == Metric.Direction.UP ? -1 : 1);
                if (value + leastChange < best) {
                    best = value;
                    bestEpoch = epoch;
                    bestValues = training.model().values().clone();
                }
                yield epoch - bestEpoch >= patience ? Answer.STOP : Answer.CONTINUE;
            }
            case Event.FitEnded(var training) -> {
                if (bestEpoch >= 0) {
                    System.arraycopy(bestValues, 0, training.model().values(), 0, bestValues.length);
                }
                yield Answer.CONTINUE;
            }
            case Event.StepEnded _, Event.StepFailed _ -> Answer.CONTINUE;
        };
    }
}

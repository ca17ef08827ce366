package dev.lanewise.train;

import org.jspecify.annotations.Nullable;

/// The best value so far of a column of the history.
///
/// Lower is better, except for metrics whose direction is up. A value improves on the best if it is better by
/// more than the least change; NaN is worse than anything. Epochs that were not validated have no value of a column
/// that begins with `val_`.
final class Monitor {
    private final String column;
    private final double leastChange;
    private final Metric.@Nullable Direction direction;
    private double best = Double.POSITIVE_INFINITY;

    /// Watches a column.
    ///
    /// @throws IllegalArgumentException unless the least change is finite and at least 0
    Monitor(String column, double leastChange) {
        this(column, leastChange, null);
    }

    /// Watches a column.
    ///
    /// @param direction which way is better; null for that of the trainer's metric
    Monitor(String column, double leastChange, Metric.@Nullable Direction direction) {
        if (!(leastChange >= 0 && Double.isFinite(leastChange))) {
            throw new IllegalArgumentException("the least change must be finite and at least 0, but is " + leastChange);
        }
        this.column = column;
        this.leastChange = leastChange;
        this.direction = direction;
    }

    /// Returns whether the epoch has a value.
    boolean sees(Event.EpochEnded event) {
        return event.validated() || !column.startsWith("val_");
    }

    /// Returns whether the epoch's value is better than another by more than the least change.
    boolean betters(Event.EpochEnded event, double other) {
        return valueOf(event) + leastChange < sign(event) * other;
    }

    /// Takes the epoch's value for the best if it is better; returns whether it is.
    boolean improves(Event.EpochEnded event) {
        double value = valueOf(event);
        boolean better = value + leastChange < best;
        best = better ? value : best;
        return better;
    }

    private double valueOf(Event.EpochEnded event) {
        return sign(event) * event.history().last(column);
    }

    private int sign(Event event) {
        var way = direction == null ? event.training().trainer().direction(column) : direction;
        return way == Metric.Direction.UP ? -1 : 1;
    }

    /// Forgets the best.
    void begin() {
        best = Double.POSITIVE_INFINITY;
    }

    void save(State state) {
        state.put("best", best);
    }

    void load(State state) {
        best = state.number("best");
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// Schedules that are only a formula.
public final class Schedules {
    private record Constant(double value) implements Schedule {
        @Override
        public double at(long step) {
            return value;
        }
    }

    private Schedules() {}

    /// Returns the same value for every step.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public static Schedule constant(double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("a learning rate must be finite and at least 0, but is " + value);
        }
        return new Constant(value);
    }
}

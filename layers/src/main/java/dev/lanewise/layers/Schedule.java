package dev.lanewise.layers;

/// A number that depends on the step of training alone, such as a learning rate.
@FunctionalInterface
public interface Schedule {
    /// Returns the value for a step, counted from 0.
    double at(long step);

    /// Returns the schedule with the same value at every step; two with the same value are equal.
    static Schedule constant(double value) {
        return new ConstantSchedule(value);
    }
}

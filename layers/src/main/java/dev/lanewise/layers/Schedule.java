package dev.lanewise.layers;

/// A number that depends on the step of training alone, such as a learning rate.
@FunctionalInterface
public interface Schedule {
    /// Returns the value for a step, counted from 0.
    double at(long step);
}

package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Tensor;

/// The same value everywhere.
///
/// @param value finite; rounded to float32
public record Constant(double value) implements Initializer {
    /// Checks the value.
    ///
    /// @throws IllegalArgumentException unless it is finite
    public Constant {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a constant must be finite, but is " + value);
        }
    }

    /// Returns the initializer.
    public static Constant of(double value) {
        return new Constant(value);
    }

    @Override
    public void initialize(Tensor target, CounterRandom random) {
        target.fill((float) value);
    }
}

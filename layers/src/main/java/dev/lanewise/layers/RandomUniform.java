package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Tensor;

/// The uniform distribution on [low, high), as Keras' `RandomUniform`.
///
/// @param low finite; −0.05 by default
/// @param high finite and at least low; 0.05 by default
public record RandomUniform(double low, double high) implements Initializer {
    /// Checks the bounds.
    ///
    /// @throws IllegalArgumentException unless both are finite and low ≤ high
    public RandomUniform {
        if (!(low <= high && Double.isFinite(high - low))) {
            throw new IllegalArgumentException(
                    "a uniform distribution needs finite bounds low ≤ high, but they are " + low + " and " + high);
        }
    }

    /// Returns the distribution with Keras' defaults.
    public static RandomUniform standard() {
        return new RandomUniform(-0.05, 0.05);
    }

    @Override
    public void initialize(Tensor target, CounterRandom random) {
        random.uniform(target, low, high);
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Tensor;

/// The normal distribution cut off at two standard deviations from the mean, as Keras' `TruncatedNormal`. The deviation
/// is that before the cut; afterwards it is 0.8796 times as large.
///
/// @param mean finite; 0 by default
/// @param deviation finite and at least 0; 0.05 by default
public record TruncatedNormal(double mean, double deviation) implements Initializer {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException unless both are finite and the deviation is at least 0
    public TruncatedNormal {
        RandomNormal.checkNormal(mean, deviation);
    }

    /// Returns the distribution with Keras' defaults.
    public static TruncatedNormal standard() {
        return new TruncatedNormal(0, 0.05);
    }

    @Override
    public void initialize(Tensor target, CounterRandom random) {
        random.truncatedNormal(target, deviation);
        RandomNormal.shift(target, mean);
    }
}

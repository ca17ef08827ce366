package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Tensor;

/// The normal distribution with a mean and a standard deviation, as Keras' `RandomNormal`.
///
/// @param mean finite; 0 by default
/// @param deviation finite and at least 0; 0.05 by default
public record RandomNormal(double mean, double deviation) implements Initializer {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException unless both are finite and the deviation is at least 0
    public RandomNormal {
        checkNormal(mean, deviation);
    }

    /// Returns the distribution with Keras' defaults.
    public static RandomNormal standard() {
        return new RandomNormal(0, 0.05);
    }

    static void checkNormal(double mean, double deviation) {
        if (!Double.isFinite(mean) || !(deviation >= 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException("a normal distribution needs a finite mean and a finite deviation of at"
                    + " least 0, but they are " + mean + " and " + deviation);
        }
    }

    static void shift(Tensor target, double mean) {
        if (mean != 0) {
            for (int i = 0; i < target.size(); i++) {
                target.set(i, (float) (target.get(i) + mean));
            }
        }
    }

    @Override
    public void initialize(Tensor target, CounterRandom random) {
        random.normal(target, deviation);
        shift(target, mean);
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Tensor;

/// Random weights with variance scale / n, where n follows from the shape (inputs, units) of the weight.
///
/// - `TRUNCATED_NORMAL`: a normal distribution cut off at ±2σ, with σ = √(scale / n) / 0.87962566103423978, so that the
///   deviation after the cut is √(scale / n);
/// - `NORMAL`: a normal distribution with deviation √(scale / n);
/// - `UNIFORM`: uniform on [−√(3·scale / n), √(3·scale / n)).
///
/// As Keras' `VarianceScaling`. A vector counts its length as inputs and as units.
///
/// @param scale above 0
/// @param fan what n is
/// @param distribution the distribution
public record VarianceScaling(double scale, Fan fan, Distribution distribution) implements Initializer {
    private static final double DEVIATION_AFTER_CUT = 0.87962566103423978;

    /// What the variance is divided by.
    public enum Fan {
        /// The number of inputs.
        IN,
        /// The number of units.
        OUT,
        /// The mean of both.
        AVERAGE
    }

    /// The shape of the distribution.
    public enum Distribution {
        /// Normal, cut off at two standard deviations.
        TRUNCATED_NORMAL,
        /// Normal, not cut off; Keras' `untruncated_normal`.
        NORMAL,
        /// Uniform around 0.
        UNIFORM
    }

    /// Returns Keras' default: a truncated normal distribution with variance 1 / inputs.
    public static VarianceScaling standard() {
        return new VarianceScaling(1, Fan.IN, Distribution.TRUNCATED_NORMAL);
    }

    /// Checks the scale.
    ///
    /// @throws IllegalArgumentException unless the scale is finite and above 0
    public VarianceScaling {
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException(
                    "the scale of an initializer must be finite and above 0, but is " + scale);
        }
    }

    @Override
    public void initialize(Tensor target, CounterRandom random) {
        double in = target.rows();
        double out = target.shape().rank() < 2 ? in : target.columns();
        double n = Math.max(
                1,
                switch (fan) {
                    case IN -> in;
                    case OUT -> out;
                    case AVERAGE -> (in + out) / 2;
                });
        switch (distribution) {
            case TRUNCATED_NORMAL -> random.truncatedNormal(target, Math.sqrt(scale / n) / DEVIATION_AFTER_CUT);
            case NORMAL -> random.normal(target, Math.sqrt(scale / n));
            case UNIFORM -> random.uniform(target, -Math.sqrt(3 * scale / n), Math.sqrt(3 * scale / n));
        }
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Penalty;

/// The penalty strength·Σ|w|, with gradient strength·sign(w) and sign(0) = 0.
///
/// @param strength finite and at least 0; Keras has 0.01 as its default
public record L1(double strength) implements Penalty {
    /// Checks the strength.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public L1 {
        Strengths.check("L1", strength);
    }

    /// Returns the penalty with this strength.
    public static L1 of(double strength) {
        return new L1(strength);
    }

    @Override
    public double value(Tensor parameter) {
        return L1L2.of(strength, 0).value(parameter);
    }

    @Override
    public void addGradient(Tensor parameter, Tensor gradient) {
        L1L2.of(strength, 0).addGradient(parameter, gradient);
    }

    @Override
    public boolean elementwise() {
        return true;
    }
}

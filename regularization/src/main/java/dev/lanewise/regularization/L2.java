package dev.lanewise.regularization;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Penalty;

/// The penalty strength·Σw², with gradient 2·strength·w: no half, as in Keras.
///
/// @param strength finite and at least 0; Keras has 0.01 as its default
public record L2(double strength) implements Penalty {
    /// Checks the strength.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public L2 {
        Strengths.check("L2", strength);
    }

    /// Returns the penalty with this strength.
    public static L2 of(double strength) {
        return new L2(strength);
    }

    @Override
    public double value(Tensor parameter) {
        return L1L2.of(0, strength).value(parameter);
    }

    @Override
    public void addGradient(Tensor parameter, Tensor gradient) {
        Functions.addScaled((float) (2 * strength), parameter, gradient);
    }

    @Override
    public boolean elementwise() {
        return true;
    }
}

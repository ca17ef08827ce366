package dev.lanewise.regularization;

import dev.lanewise.core.Sums;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Schedule;

/// The penalty strength·Σ|w|, with gradient strength·sign(w) and sign(0) = 0, as Keras' `L1`.
///
/// @param strength finite and at least 0 at every step; Keras has 0.01 as its default
public record L1(Schedule strength) implements Penalty {
    /// Checks the strength of the first step.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public L1 {
        Strengths.at("L1", strength, 0);
    }

    /// Returns the penalty with this strength.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public static L1 of(double strength) {
        return new L1(Schedule.constant(strength));
    }

    @Override
    public double value(Tensor parameter, long step) {
        return Strengths.at("L1", strength, step) * Sums.absolutes(parameter);
    }

    @Override
    public double addGradient(Tensor parameter, Tensor gradient, long step) {
        double now = Strengths.at("L1", strength, step);
        return now * Sums.addSigns((float) now, parameter, gradient);
    }

    @Override
    public double gradientBound(double value, long step) {
        return Strengths.at("L1", strength, step);
    }

    @Override
    public boolean elementwise() {
        return true;
    }
}

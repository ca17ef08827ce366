package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Schedule;
import java.util.List;

/// The penalty l1·Σ|w| + l2·Σw², with gradient l1·sign(w) + 2·l2·w and sign(0) = 0, as Keras' `L1L2`: the sum of an
/// [L1] and an [L2], which are reported apart.
///
/// @param l1 the strength of Σ|w|, finite and at least 0 at every step
/// @param l2 the strength of Σw², finite and at least 0 at every step
public record L1L2(Schedule l1, Schedule l2) implements Penalty {
    /// Checks the strengths of the first step.
    ///
    /// @throws IllegalArgumentException unless both are finite and at least 0
    public L1L2 {
        Strengths.at("L1", l1, 0);
        Strengths.at("L2", l2, 0);
    }

    /// Returns the penalty with these strengths.
    ///
    /// @throws IllegalArgumentException unless both are finite and at least 0
    public static L1L2 of(double l1, double l2) {
        return new L1L2(Schedule.constant(l1), Schedule.constant(l2));
    }

    @Override
    public double value(Tensor parameter, long step) {
        return new L1(l1).value(parameter, step) + new L2(l2).value(parameter, step);
    }

    @Override
    public double addGradient(Tensor parameter, Tensor gradient, long step) {
        return new L1(l1).addGradient(parameter, gradient, step) + new L2(l2).addGradient(parameter, gradient, step);
    }

    @Override
    public boolean elementwise() {
        return true;
    }

    @Override
    public List<Penalty> terms() {
        return List.of(new L1(l1), new L2(l2));
    }
}

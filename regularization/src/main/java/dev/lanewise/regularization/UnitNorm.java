package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Constraint;

/// Keeps the euclidean norm of every unit's incoming weights at 1.
///
/// A unit is a column of a weight of (inputs, units); a vector, such as a bias, is one column. Membership is decided as
/// [MinMaxNorm] says, so what is inside stays as it is, bit for bit, and a unit of zeros stays zero.
///
/// @param axis the axis that a norm sums over, see [MinMaxNorm#axis()]
/// @param kerasCompatible whether to compute as Keras does, see [MinMaxNorm#kerasCompatible()]
public record UnitNorm(int axis, boolean kerasCompatible) implements Constraint {
    /// Checks the axis.
    ///
    /// @throws IllegalArgumentException unless it is at least 0
    public UnitNorm {
        Lines.checkAxis(axis);
    }

    /// Returns the constraint on every unit's incoming weights.
    public static UnitNorm perUnit() {
        return new UnitNorm(0, false);
    }

    /// Returns a copy whose norms sum over another axis.
    public UnitNorm withAxis(int other) {
        return new UnitNorm(other, kerasCompatible);
    }

    /// Returns a copy that computes as Keras does.
    public UnitNorm asKeras() {
        return new UnitNorm(axis, true);
    }

    @Override
    public void project(Tensor parameter) {
        Lines.of(parameter, axis).clip(parameter, 1, 1, 1, Lines.epsilon(kerasCompatible));
    }

    @Override
    public void project(Tensor parameter, Clipping clipping) {
        Lines.of(parameter, axis).note(parameter, 1, 1, clipping);
        project(parameter);
    }

    @Override
    public boolean holdsAtBuild() {
        return !kerasCompatible;
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Constraint;

/// Keeps the euclidean norm of every unit's incoming weights at 1.
///
/// A unit is a column of a weight of (inputs, units); a vector, such as a bias, is one column. Membership is decided as
/// [MinMaxNorm] says, so what is inside stays as it is, bit for bit, and a unit of zeros stays zero.
///
/// @param kerasCompatible whether to compute as Keras does, see [MinMaxNorm#kerasCompatible()]
public record UnitNorm(boolean kerasCompatible) implements Constraint {
    /// Returns the constraint on every unit's incoming weights.
    public static UnitNorm perUnit() {
        return new UnitNorm(false);
    }

    /// Returns a copy that computes as Keras does.
    public UnitNorm asKeras() {
        return new UnitNorm(true);
    }

    @Override
    public void project(Tensor parameter) {
        new MinMaxNorm(1, 1, 1, kerasCompatible).project(parameter);
    }

    @Override
    public boolean holdsAtBuild() {
        return !kerasCompatible;
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Constraint;

/// Keeps the euclidean norm of every unit's incoming weights at or below a maximum (Srivastava et al., 2014): a unit
/// above it is scaled by maximum / norm.
///
/// A unit is a column of a weight of (inputs, units); a vector, such as a bias, is one column. Membership is decided as
/// [MinMaxNorm] says, so what is inside stays as it is, bit for bit, and a unit of zeros stays zero.
///
/// @param maximum the greatest norm, finite and above 0; Keras has 2 as its default
/// @param kerasCompatible whether to compute as Keras does, see [MinMaxNorm#kerasCompatible()]
public record MaxNorm(double maximum, boolean kerasCompatible) implements Constraint {
    /// Checks the norm.
    ///
    /// @throws IllegalArgumentException unless it is finite and above 0
    public MaxNorm {
        Strengths.checkNorm("the greatest norm", maximum);
    }

    /// Returns the constraint on every unit's incoming weights.
    public static MaxNorm perUnit(double maximum) {
        return new MaxNorm(maximum, false);
    }

    /// Returns a copy that computes as Keras does.
    public MaxNorm asKeras() {
        return new MaxNorm(maximum, true);
    }

    @Override
    public void project(Tensor parameter) {
        new MinMaxNorm(0, maximum, 1, kerasCompatible).project(parameter);
    }

    @Override
    public boolean holdsAtBuild() {
        return !kerasCompatible;
    }
}

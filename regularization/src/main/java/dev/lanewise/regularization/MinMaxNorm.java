package dev.lanewise.regularization;

import dev.lanewise.core.Columns;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Constraint;

/// Keeps the euclidean norm of every unit's incoming weights in an interval: a unit outside is scaled to
/// rate·(the nearest end) + (1 − rate)·norm. With a rate below 1 this is a pull towards the set, not a projection.
///
/// A unit is a column of a weight of (inputs, units). A vector, such as a bias, is one column, as for axis 0 in Keras.
/// A unit of zeros stays zero. Norms are summed in double; a unit counts as inside within 2⁻²² of the ends, relatively.
///
/// @param minimum the least norm, at least 0
/// @param maximum the greatest norm, above 0 and at least the minimum
/// @param rate how far a unit outside is moved, in (0, 1]
/// @param kerasCompatible whether to compute as Keras does: every unit, inside or not, is multiplied by
///     desired / (norm + 1e-7), and nothing happens at build
public record MinMaxNorm(double minimum, double maximum, double rate, boolean kerasCompatible) implements Constraint {
    private static final double KERAS_EPSILON = 1e-7;

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if they are not as described
    public MinMaxNorm {
        Strengths.checkNorm("the greatest norm", maximum);
        if (!(minimum >= 0 && minimum <= maximum)) {
            throw new IllegalArgumentException("the least norm must be in [0, " + maximum + "], but is " + minimum);
        }
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("the rate of a norm constraint must be in (0, 1], but is " + rate);
        }
    }

    /// Returns the constraint on the norm of every unit's incoming weights.
    public static MinMaxNorm perUnit(double minimum, double maximum) {
        return new MinMaxNorm(minimum, maximum, 1, false);
    }

    /// Returns a copy with another rate.
    public MinMaxNorm withRate(double other) {
        return new MinMaxNorm(minimum, maximum, other, kerasCompatible);
    }

    /// Returns a copy that computes as Keras does.
    public MinMaxNorm asKeras() {
        return new MinMaxNorm(minimum, maximum, rate, true);
    }

    @Override
    public void project(Tensor parameter) {
        // A vector reads as one column: rows() is its length and columns() is 1.
        if (kerasCompatible) {
            Columns.clipNormsWithEpsilon(parameter, minimum, maximum, rate, KERAS_EPSILON);
        } else {
            Columns.clipNorms(parameter, minimum, maximum, rate);
        }
    }

    @Override
    public boolean holdsAtBuild() {
        return !kerasCompatible;
    }
}

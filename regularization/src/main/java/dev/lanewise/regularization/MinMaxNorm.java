package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Constraint;

/// Keeps the euclidean norm of every unit's incoming weights in an interval: a unit outside is scaled to
/// rate·(the nearest end) + (1 − rate)·norm. With a rate below 1 this is a pull towards the set, not a projection, and
/// doing it twice is not doing it once.
///
/// A unit is a column of a weight of (inputs, units). A vector, such as a bias, is one column, as for axis 0 in Keras.
/// A unit of zeros stays zero. Norms are summed in double; a unit counts as inside within 2⁻²² of the ends, relatively.
///
/// @param minimum the least norm, at least 0
/// @param maximum the greatest norm, above 0 and at least the minimum
/// @param rate how far a unit outside is moved, in (0, 1]
/// @param axis the axis that a norm sums over, as in Keras: 0 for the incoming weights of a dense layer's unit, 1 for
///     the outgoing weights of an input
/// @param kerasCompatible whether to compute as Keras does: every unit, inside or not, is multiplied by
///     desired / (norm + 1e-7), which shrinks it a little more every time, and nothing happens at build
public record MinMaxNorm(double minimum, double maximum, double rate, int axis, boolean kerasCompatible)
        implements Constraint {
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
        Lines.checkAxis(axis);
    }

    /// Returns the constraint on the norm of every unit's incoming weights.
    public static MinMaxNorm perUnit(double minimum, double maximum) {
        return new MinMaxNorm(minimum, maximum, 1, 0, false);
    }

    /// Returns a copy with another rate.
    public MinMaxNorm withRate(double other) {
        return new MinMaxNorm(minimum, maximum, other, axis, kerasCompatible);
    }

    /// Returns a copy whose norms sum over another axis.
    public MinMaxNorm withAxis(int other) {
        return new MinMaxNorm(minimum, maximum, rate, other, kerasCompatible);
    }

    /// Returns a copy that computes as Keras does.
    public MinMaxNorm asKeras() {
        return new MinMaxNorm(minimum, maximum, rate, axis, true);
    }

    @Override
    public void project(Tensor parameter) {
        Lines.of(parameter, axis).clip(parameter, minimum, maximum, rate, Lines.epsilon(kerasCompatible));
    }

    @Override
    public void project(Tensor parameter, Clipping clipping) {
        Lines.of(parameter, axis).note(parameter, minimum, maximum, clipping);
        project(parameter);
    }

    @Override
    public boolean holdsAtBuild() {
        return !kerasCompatible;
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Constraint;

/// Keeps the euclidean norm of every unit's incoming weights at or below a maximum (Srivastava et al., 2014): a unit
/// above it is scaled by maximum / norm.
///
/// A unit is a column of a weight of (inputs, units); a vector, such as a bias, is one column. Membership is decided as
/// [MinMaxNorm] says, so what is inside stays as it is, bit for bit, and a unit of zeros stays zero.
///
/// Whether the momentum-aware form matters: on Fashion-MNIST (300 and 100 ELU units, maximum 1, SGD 0.01 with momentum
/// 0.9, 3 epochs, one seed) a step clipped 23 instead of 137 units of the first layer, and they overshot by 5e-4
/// instead of 7e-4, but the test accuracy was 0.8508 either way and the test loss 0.4031.
///
/// @param maximum the greatest norm, finite and above 0; Keras has 2 as its default
/// @param axis the axis that a norm sums over, see [MinMaxNorm#axis()]
/// @param kerasCompatible whether to compute as Keras does, see [MinMaxNorm#kerasCompatible()]
/// @param momentumAware whether a unit on the sphere loses the outward part of its velocity, v − max(0, v·w)/(w·w)·w,
///     where the optimizer has one, so that momentum does not push against the constraint for steps to come
public record MaxNorm(double maximum, int axis, boolean kerasCompatible, boolean momentumAware) implements Constraint {
    /// Checks the norm and the axis.
    ///
    /// @throws IllegalArgumentException unless the norm is finite and above 0 and the axis at least 0
    public MaxNorm {
        Strengths.checkNorm("the greatest norm", maximum);
        Lines.checkAxis(axis);
    }

    /// Returns the constraint on every unit's incoming weights.
    public static MaxNorm perUnit(double maximum) {
        return new MaxNorm(maximum, 0, false, false);
    }

    /// Returns a copy whose norms sum over another axis.
    public MaxNorm withAxis(int other) {
        return new MaxNorm(maximum, other, kerasCompatible, momentumAware);
    }

    /// Returns a copy that computes as Keras does.
    public MaxNorm asKeras() {
        return new MaxNorm(maximum, axis, true, momentumAware);
    }

    /// Returns a copy that takes the outward part from the velocity as well.
    public MaxNorm withVelocity() {
        return new MaxNorm(maximum, axis, kerasCompatible, true);
    }

    @Override
    public void project(Tensor parameter) {
        Lines.of(parameter, axis).clip(parameter, 0, maximum, 1, Lines.epsilon(kerasCompatible));
    }

    @Override
    public void project(Tensor parameter, Clipping clipping) {
        Lines.of(parameter, axis).note(parameter, 0, maximum, clipping);
        project(parameter);
    }

    @Override
    public void projectVelocity(Tensor parameter, Tensor velocity) {
        if (momentumAware) {
            Lines.of(parameter, axis).removeOutward(parameter, velocity, maximum);
        }
    }

    @Override
    public boolean holdsAtBuild() {
        return !kerasCompatible;
    }
}

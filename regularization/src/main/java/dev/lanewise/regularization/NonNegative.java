package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Constraint;

/// Keeps every element at or above 0: w becomes max(w, 0), as Keras' `NonNeg`. Its [Clipping] counts elements, and its
/// norm is the greatest |w|.
public record NonNegative() implements Constraint {
    /// Returns the constraint.
    public static NonNegative elements() {
        return new NonNegative();
    }

    @Override
    public void project(Tensor parameter, Clipping clipping) {
        new Box(0, Float.MAX_VALUE).project(parameter, clipping);
    }

    @Override
    public void project(Tensor parameter) {
        Box.clamp(parameter, 0f, Float.POSITIVE_INFINITY);
    }
}

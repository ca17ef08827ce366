package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Constraint;

/// Keeps every element at or above 0: w becomes max(w, 0), as Keras' `NonNeg`.
public record NonNegative() implements Constraint {
    /// Returns the constraint.
    public static NonNegative elements() {
        return new NonNegative();
    }

    @Override
    public void project(Tensor parameter) {
        float[] w = parameter.array();
        for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
            w[i] = w[i] < 0f ? 0f : w[i];
        }
    }
}

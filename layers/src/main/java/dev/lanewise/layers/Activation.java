package dev.lanewise.layers;

import dev.lanewise.core.Tensor;

/// A function applied to every element of a batch, or to every row as softmax is.
public interface Activation {
    /// Computes y = f(x); y has the shape of x and may be x.
    void apply(Tensor x, Tensor y);

    /// Computes dx = f'(x)·dy.
    ///
    /// @param x the operand, not overwritten since
    /// @param y the result
    /// @param dy the gradient of the loss with respect to y
    /// @param dx overwritten; may be dy
    void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx);
}

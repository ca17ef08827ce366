package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// How wrong a batch of outputs is: one mean over its rows, and the gradient of that mean.
public interface Loss {
    /// Returns the mean loss of the batch, summed in double, and writes its gradient.
    ///
    /// @param output one row an example
    /// @param targets one row an example
    /// @param gradient of the output's shape, overwritten; must not be the output
    /// @throws IllegalArgumentException if the targets do not fit the output
    double evaluate(Tensor output, Tensor targets, Tensor gradient);

    /// Returns the loss of the logits that equals this loss of their softmax, or this loss where there is none; the
    /// trainer then leaves a final softmax out.
    default Loss fromLogits() {
        return this;
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activation;

/// How wrong a batch of outputs is: a weighted sum over its rows, and the gradient of that sum.
public interface Loss {
    /// Returns Σ factor·loss over the rows, summed in double, and writes its gradient. A mean has the factor 1 /
    /// rows everywhere; weights of examples and what they are divided by are in the factors too.
    ///
    /// @param output one row an example
    /// @param targets one row an example
    /// @param factors what the loss of each row counts; there may be more than rows. A row with the factor 0 adds
    ///     nothing and has the gradient 0, whatever its output and target are
    /// @param gradient of the output's shape, overwritten; must not be the output
    /// @throws IllegalArgumentException if the targets do not fit the output
    double evaluate(Tensor output, Tensor targets, double[] factors, Tensor gradient);

    /// Returns whether a row counts at all; one that does not is left out of sum and divisor. True unless
    /// overridden.
    default boolean counts(Tensor targets, int row) {
        return true;
    }

    /// Returns the loss of what enters this last activation that equals this loss of what comes out, or this loss
    /// where there is none; the trainer then leaves the activation out.
    ///
    /// @param last the activation at the end of the network
    default Loss before(Activation last) {
        return this;
    }
}

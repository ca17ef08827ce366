package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Tensor;

/// A gain on the diagonal of a weight and 0 elsewhere, as Keras' `Identity` initializer: a dense layer with as many
/// units as inputs then begins as x·gain.
///
/// @param gain finite; 1 by default
public record IdentityMatrix(double gain) implements Initializer {
    /// Checks the gain.
    ///
    /// @throws IllegalArgumentException unless it is finite
    public IdentityMatrix {
        if (!Double.isFinite(gain)) {
            throw new IllegalArgumentException("the gain of an identity matrix must be finite, but is " + gain);
        }
    }

    /// Returns the identity matrix.
    public static IdentityMatrix standard() {
        return new IdentityMatrix(1);
    }

    /// Fills a weight.
    ///
    /// @throws IllegalArgumentException unless it has two axes
    @Override
    public void initialize(Tensor target, CounterRandom random) {
        if (target.shape().rank() != 2) {
            throw new IllegalArgumentException(
                    "an identity matrix has two axes, but the parameter has shape " + target.shape());
        }
        target.fill(0);
        for (int i = 0; i < Math.min(target.rows(), target.columns()); i++) {
            target.set(i * target.columns() + i, (float) gain);
        }
    }
}

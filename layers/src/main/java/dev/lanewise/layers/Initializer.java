package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Tensor;

/// Gives a new parameter its values.
@FunctionalInterface
public interface Initializer {
    /// Fills `target`.
    ///
    /// @param target a weight of (inputs, units), or a vector
    /// @param random the random numbers of this parameter alone
    void initialize(Tensor target, CounterRandom random);
}

package dev.lanewise.layers;

import dev.lanewise.core.Tensor;

/// A penalty with a corner, such as λ·Σ|w| at 0, that acts by a step of its own after the optimizer's instead of by a
/// gradient (proximal gradient descent; Parikh and Boyd, 2014): w becomes the u that minimizes penalty(u) + Σ (u − w)²
/// / (2·stepSize), element by element. Weights then become exactly 0.
///
/// [Penalty#addGradient] adds nothing and returns the value.
public interface ProximalPenalty extends Penalty {
    /// Makes the step in place.
    ///
    /// @param parameter the values after the optimizer's update
    /// @param stepSizes how far the optimizer moves each element for a gradient of 1, of the parameter's shape
    /// @param step the step of training, from 0
    void shrink(Tensor parameter, Tensor stepSizes, long step);
}

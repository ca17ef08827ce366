package dev.lanewise.layers;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Tensor;

/// The leaky rectifier f(x) = x for x > 0, else slope·x; [Activations#LEAKY_RELU] has Keras' slope of 0.2, while Keras'
/// layer has 0.3 and PyTorch 0.01.
///
/// @param slope the slope for x < 0, in [0, 1)
public record LeakyRelu(double slope) implements Activation {
    /// Checks the slope.
    ///
    /// @throws IllegalArgumentException unless 0 ≤ slope < 1
    public LeakyRelu {
        if (!(slope >= 0 && slope < 1)) {
            throw new IllegalArgumentException("the slope of leaky ReLU must be in [0, 1), but is " + slope);
        }
    }

    /// Returns the rectifier with a given slope.
    public static LeakyRelu slope(double slope) {
        return new LeakyRelu(slope);
    }

    @Override
    public void apply(Tensor x, Tensor y) {
        Functions.leakyRelu(x, y, (float) slope);
    }

    @Override
    public void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx) {
        Functions.leakyReluGradient(y, dy, dx, (float) slope);
    }
}

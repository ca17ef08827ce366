package dev.lanewise.layers;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Tensor;

/// The exponential linear unit f(x) = x for x > 0, else α·(eˣ − 1) (Clevert et al., 2015); [Activations#ELU] has α = 1.
///
/// @param alpha α, finite and at least 0
public record Elu(double alpha) implements Activation {
    /// Checks α.
    ///
    /// @throws IllegalArgumentException unless α is finite and at least 0
    public Elu {
        if (!(alpha >= 0 && (float) alpha <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("the alpha of ELU must be finite and at least 0, but is " + alpha);
        }
    }

    /// Returns the unit with a given α.
    public static Elu alpha(double alpha) {
        return new Elu(alpha);
    }

    @Override
    public void apply(Tensor x, Tensor y) {
        Functions.elu(x, y, (float) alpha);
    }

    @Override
    public void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx) {
        Functions.eluGradient(y, dy, dx, (float) alpha);
    }
}

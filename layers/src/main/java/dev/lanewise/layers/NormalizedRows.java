package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.jspecify.annotations.Nullable;

/// The parameters γ and β, along the last axis, with which normalizing layers compute y = γ·x̂ + β.
final class NormalizedRows {
    private static final int ONES = 8;
    private static final int ZEROS = 9;

    private NormalizedRows() {}

    /// Returns the shape of what there is one of for every position along the last axis.
    static Shape features(Shape input) {
        return Shape.of(input.rank() == 0 ? 1 : input.length(input.rank() - 1));
    }

    static void declare(
            @Nullable ParameterSpec gamma, @Nullable ParameterSpec beta, Shape input, Layer.Declarations declarations) {
        if (gamma != null) {
            declarations.parameter("gamma", features(input), gamma);
        }
        if (beta != null) {
            declarations.parameter("beta", features(input), beta);
        }
    }

    /// Returns γ, the first parameter if there is one and else ones.
    static Tensor gamma(Slot slot, @Nullable ParameterSpec gamma, int features) {
        if (gamma != null) {
            return slot.parameter(0);
        }
        var ones = slot.vector(ONES, features);
        ones.fill(1);
        return ones;
    }

    /// Returns β, the parameter after γ if there is one and else zeros.
    static Tensor beta(Slot slot, @Nullable ParameterSpec gamma, @Nullable ParameterSpec beta, int features) {
        return beta == null ? slot.vector(ZEROS, features) : slot.parameter(gamma == null ? 0 : 1);
    }
}

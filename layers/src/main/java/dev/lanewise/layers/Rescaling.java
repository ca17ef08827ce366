package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// Multiplies by a factor and adds an offset: y = scale·x + offset, as Keras' `Rescaling`. Pixels from 0 to 255 come
/// into [0, 1] by `Rescaling.of(1.0 / 255)` and into [−1, 1] by `new Rescaling(1 / 127.5, -1)`.
///
/// @param scale the factor, finite; rounded to float32
/// @param offset what is added, finite; rounded to float32
public record Rescaling(double scale, double offset) implements Layer {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException unless both are finite
    public Rescaling {
        if (!Double.isFinite(scale) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException(
                    "scale and offset of a rescaling must be finite, but are " + scale + " and " + offset);
        }
    }

    /// Returns the layer that multiplies by a factor.
    public static Rescaling of(double scale) {
        return new Rescaling(scale, 0);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        return scale(input, (float) offset, slot.output());
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        return scale(outputGradient, 0, slot.inputGradient());
    }

    private Tensor scale(Tensor x, float shift, Tensor y) {
        float factor = (float) scale;
        float[] from = x.array();
        float[] to = y.array();
        int fromOffset = x.offset();
        int toOffset = y.offset();
        for (int i = 0; i < y.size(); i++) {
            to[toOffset + i] = Math.fma(factor, from[fromOffset + i], shift);
        }
        return y;
    }
}

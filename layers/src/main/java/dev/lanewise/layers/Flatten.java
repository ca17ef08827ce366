package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// Reads every example as one row of its elements, in row-major order; nothing is copied.
public record Flatten() implements Layer {
    /// Returns the layer.
    public static Flatten layer() {
        return new Flatten();
    }

    @Override
    public Shape outputShape(Shape input) {
        return Shape.of(input.size());
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        return slot.reshaped(input);
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        return slot.needsInputGradient() ? slot.reshapedBack(outputGradient) : outputGradient;
    }
}

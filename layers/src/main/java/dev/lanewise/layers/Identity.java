package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// Gives what it gets: y = x. It stands for a branch without layers, and for noise in a network that only predicts.
public record Identity() implements Layer {
    /// Returns the layer.
    public static Identity layer() {
        return new Identity();
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        return input;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        return outputGradient;
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// An activation as a layer of its own, as after batch norm: y = f(x).
///
/// @param activation f
public record ActivationLayer(Activation activation) implements Layer {
    /// Returns the layer that applies an activation.
    public static ActivationLayer of(Activation activation) {
        return new ActivationLayer(activation);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        activation.apply(input, slot.output());
        return slot.output();
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        activation.gradient(input, output, outputGradient, slot.inputGradient());
        return slot.inputGradient();
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// A layer, or a stack of them, that stays as it is in training, as with Keras' `trainable = False`.
///
/// Its parameters are not trained, their penalties are not part of the loss, and batch norm inside uses its moving
/// statistics and keeps them. Noise stays on in training, and gradients flow through. Parameters keep the names that
/// they have without this wrapper, so [Model#withLayers] freezes and thaws layers of a built network.
///
/// @param layer what is frozen
public record Frozen(Layer layer) implements Layer {
    /// Returns the frozen form of a layer.
    public static Frozen of(Layer layer) {
        return new Frozen(layer);
    }

    @Override
    public Shape outputShape(Shape input) {
        return layer.outputShape(input);
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        declarations.freeze();
        layer.declare(input, declarations);
    }

    @Override
    public boolean random(Mode mode) {
        return layer.random(mode);
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        return layer.forward(slot, input);
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        return layer.backward(slot, input, output, outputGradient);
    }

    @Override
    public Penalty outputPenalty() {
        return layer.outputPenalty();
    }

    @Override
    public Layer forInference() {
        return layer.forInference();
    }
}

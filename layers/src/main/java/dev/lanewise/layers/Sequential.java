package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.List;

/// A stack of layers for examples of one shape: the description of a network, or of a part of one.
///
/// @param input the shape of one example
/// @param layers the layers in the order in which a batch runs through them
public record Sequential(Shape input, List<Layer> layers) implements Layer {
    /// Copies the layers and checks that every one can take what the one before it gives.
    ///
    /// @throws IllegalArgumentException if there is no layer, or one cannot take its input's shape
    public Sequential {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network needs at least 1 layer, but has none");
        }
        layers = List.copyOf(layers);
        Stack.outputShape(layers, input);
    }

    /// Returns the stack of these layers.
    public static Sequential of(Shape input, Layer... layers) {
        return new Sequential(input, List.of(layers));
    }

    /// Returns the network with new parameters.
    ///
    /// @param seed all initial values, and all noise of its runs, follow from it
    public Model build(long seed) {
        return Model.build(this, seed);
    }

    /// Returns the shape of an example's output.
    ///
    /// @throws IllegalArgumentException if the examples have another shape than this stack is for
    @Override
    public Shape outputShape(Shape shape) {
        if (!shape.equals(input)) {
            throw new IllegalArgumentException(
                    "this stack is for examples of shape " + input + ", but gets " + shape + ": " + this);
        }
        return Stack.outputShape(layers, input);
    }

    @Override
    public void declare(Shape shape, Declarations declarations) {
        layers.forEach(declarations::chain);
    }

    @Override
    public boolean random(Mode mode) {
        return Stack.random(layers, mode);
    }

    @Override
    public Tensor forward(Slot slot, Tensor batch) {
        return Stack.forward(slot, layers.size(), batch);
    }

    @Override
    public Tensor backward(Slot slot, Tensor batch, Tensor output, Tensor outputGradient) {
        return Stack.backward(slot, layers.size(), outputGradient);
    }

    @Override
    public Sequential forInference() {
        return new Sequential(input, Stack.forInference(layers));
    }
}

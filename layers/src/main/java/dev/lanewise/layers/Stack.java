package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Layers one after another, as one layer: y = fₙ(… f₁(x)). A branch of [Concatenate] is often one.
///
/// @param layers the layers in the order in which a batch runs through them, at least one
public record Stack(List<Layer> layers) implements Layer {
    /// Copies the layers.
    ///
    /// @throws IllegalArgumentException if there is none
    public Stack {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a stack needs at least 1 layer, but has none");
        }
    }

    /// Returns the stack of these layers.
    public static Stack of(Layer... layers) {
        return new Stack(List.of(layers));
    }

    @Override
    public Shape outputShape(Shape input) {
        return outputShape(layers, input);
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        layers.forEach(declarations::chain);
    }

    @Override
    public boolean random(Mode mode) {
        return random(layers, mode);
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        return forward(slot, layers.size(), input);
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        return backward(slot, layers.size(), outputGradient);
    }

    @Override
    public Layer forInference() {
        return new Stack(forInference(layers));
    }

    static Shape outputShape(List<Layer> layers, Shape input) {
        var shape = input;
        for (var layer : layers) {
            shape = layer.outputShape(shape);
        }
        return shape;
    }

    static boolean random(List<Layer> layers, Mode mode) {
        return layers.stream().anyMatch(layer -> layer.random(mode));
    }

    /// Runs the first `count` layers inside a slot one after another.
    static Tensor forward(Slot slot, int count, Tensor input) {
        var value = input;
        for (int i = 0; i < count; i++) {
            value = slot.forward(i, value);
        }
        return value;
    }

    /// Runs a gradient back through the first `count` layers inside a slot.
    static Tensor backward(Slot slot, int count, Tensor outputGradient) {
        var gradient = outputGradient;
        for (int i = count - 1; i >= 0; i--) {
            gradient = slot.backward(i, gradient);
        }
        return gradient;
    }

    /// Returns what is left of the layers in inference, without those that do nothing; one stays.
    static List<Layer> forInference(List<Layer> layers) {
        var left = new ArrayList<Layer>();
        for (var layer : layers) {
            var reduced = layer.forInference();
            if (!(reduced instanceof Identity)) {
                left.add(reduced);
            }
        }
        return left.isEmpty() ? List.of(Identity.layer()) : left;
    }
}

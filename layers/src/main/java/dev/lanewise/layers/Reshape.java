package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// Reads every example with another shape, in row-major order; nothing is copied.
///
/// @param shape the shape of an example afterwards
public record Reshape(Shape shape) implements Layer {
    /// Returns the layer that gives examples of these lengths.
    public static Reshape of(int... lengths) {
        return new Reshape(Shape.of(lengths));
    }

    /// Returns the shape.
    ///
    /// @throws IllegalArgumentException if it has another number of elements than the input
    @Override
    public Shape outputShape(Shape input) {
        if (input.size() != shape.size()) {
            throw new IllegalArgumentException("examples of shape " + input + " have " + input.size()
                    + " elements and cannot be read as " + shape + ", which has " + shape.size());
        }
        return shape;
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

package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import java.util.ArrayList;
import java.util.List;

/// A stack of layers for examples of one shape: the description of a network.
///
/// @param input the shape of one example
/// @param layers the layers in the order in which a batch runs through them
public record Sequential(Shape input, List<Layer> layers) {
    /// Copies the layers and checks that every one can take what the one before it gives.
    ///
    /// @throws IllegalArgumentException if there is no layer, or one cannot take its input's shape
    public Sequential {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network needs at least 1 layer, but has none");
        }
        layers = List.copyOf(layers);
        shapes(input, layers);
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

    /// Returns the shape of an example before every layer and, last, of the output.
    List<Shape> shapes() {
        return shapes(input, layers);
    }

    private static List<Shape> shapes(Shape input, List<Layer> layers) {
        var shapes = new ArrayList<Shape>();
        shapes.add(input);
        for (var layer : layers) {
            shapes.add(layer.outputShape(shapes.getLast()));
        }
        return shapes;
    }
}

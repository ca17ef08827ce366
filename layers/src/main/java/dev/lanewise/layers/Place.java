package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import java.util.ArrayList;
import java.util.List;

/// One place in a built network: the layer that stands there, its parameters, and the places inside it.
///
/// @param layer what stands here
/// @param name the names of the places around it and its own, as `residual_1/dense_2`; empty for the network itself
/// @param input the shape of an example before the layer
/// @param output the shape of an example after it
/// @param parameters its own, in the order in which it declared them
/// @param inner the places inside, in the order in which it declared them
/// @param chained whether it reads the output of the place before it, not the input of the place around it
/// @param frozen whether it is kept as it is in training
/// @param number counts the places of the network; random numbers follow from it
record Place(
        Layer layer,
        String name,
        Shape input,
        Shape output,
        List<Parameter> parameters,
        List<Place> inner,
        boolean chained,
        boolean frozen,
        int number) {

    /// Returns whether a parameter here or inside is trained.
    boolean trained() {
        return parameters.stream().anyMatch(Parameter::trainable)
                || inner.stream().anyMatch(Place::trained);
    }

    /// Returns whether a layer here or inside has a penalty on its output.
    boolean penalizesOutput() {
        return layer.outputPenalty() != Penalty.NONE || inner.stream().anyMatch(Place::penalizesOutput);
    }

    /// Returns the parameters here and then those inside, in order.
    List<Parameter> allParameters() {
        var all = new ArrayList<>(parameters);
        inner.forEach(place -> all.addAll(place.allParameters()));
        return all;
    }
}

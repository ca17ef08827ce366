package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Codecs;
import dev.lanewise.layers.Model;
import java.util.LinkedHashMap;
import java.util.Map;

/// The part of a checkpoint that is the network: its description as JSON, its seed, and every parameter under its name.
final class ModelState {
    private ModelState() {}

    /// @param values those of all parameters
    static void save(Model model, float[] values, Codecs codecs, State state) {
        state.put("network", codecs.describe(model.description()));
        state.put("seed", Long.toString(model.seed()));
        for (var parameter : model.parameters()) {
            var value = parameter.value();
            state.put(parameter.name(), Tensor.wrap(values, value.offset(), value.shape()));
        }
    }

    /// Returns the change of the model to what was saved.
    ///
    /// @throws IllegalArgumentException if the model has another description, another seed or other parameters
    static Runnable restored(Model model, Codecs codecs, State state) {
        var difference = Codecs.difference(state.text("network"), codecs.describe(model.description()));
        if (difference != null) {
            throw new IllegalArgumentException("it is of another network: " + difference + " in this one");
        }
        var seed = state.text("seed");
        if (!seed.equals(Long.toString(model.seed()))) {
            throw new IllegalArgumentException("it is of a model with seed " + seed + ", but this has " + model.seed());
        }
        Map<Tensor, Tensor> saved = new LinkedHashMap<>();
        for (var parameter : model.parameters()) {
            var value = state.tensor(parameter.name());
            if (!value.shape().equals(parameter.value().shape())) {
                throw new IllegalArgumentException(parameter.name() + " has shape " + value.shape()
                        + ", but the model needs " + parameter.value().shape());
            }
            saved.put(parameter.value(), value);
        }
        return () -> saved.forEach(Tensor::copyFrom);
    }
}

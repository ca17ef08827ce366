package dev.lanewise.train;

import dev.lanewise.layers.Codecs;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Parameter;
import java.util.List;

/// The part of a checkpoint that says how the parameters are moved: the loss, the optimizer of each, as JSON, with its
/// schedules, clipping and accumulation of gradients, the average of weights and the divisor. It is there to be
/// compared: the training that goes on brings its own.
final class SetupState {
    private SetupState() {}

    static void save(Model model, Setup setup, State state) {
        state.put("loss", setup.codecs().describe(setup.loss()));
        var chosen = optimizers(model, setup.optimizer());
        var distinct = chosen.stream().distinct().toList();
        state.put("optimizers", setup.codecs().describe(distinct));
        state.put(
                "optimizer_of_parameters",
                setup.codecs().describe(chosen.stream().map(distinct::indexOf).toList()));
        state.put("clipping", setup.clipping().toString());
        state.put("average", String.valueOf(setup.average()));
        state.put("accumulation", "" + setup.accumulation());
        state.put("divisor", setup.divisor().name());
    }

    /// @throws IllegalArgumentException if the loss was another one, or the parameters were moved otherwise
    static void require(Model model, Setup setup, State state) {
        var given = new State();
        save(model, setup, given);
        var difference = Codecs.difference(state.text("loss"), given.text("loss"));
        if (difference != null) {
            throw new IllegalArgumentException("it is of another loss: " + difference + " here");
        }
        difference = Codecs.difference(state.text("optimizers"), given.text("optimizers"));
        if (difference == null) {
            difference =
                    Codecs.difference(state.text("optimizer_of_parameters"), given.text("optimizer_of_parameters"));
            difference = difference == null ? null : "the index of the optimizer of parameter " + difference;
        }
        if (difference != null) {
            throw new IllegalArgumentException("it is of other optimizers or schedules: " + difference + " here");
        }
        for (var name : List.of("clipping", "average", "accumulation", "divisor")) {
            var saved = state.text(name);
            if (!saved.equals(given.text(name))) {
                throw new IllegalArgumentException(
                        "it is of a training with " + name + " " + saved + ", but here it is " + given.text(name));
            }
        }
    }

    private static List<Optimizer> optimizers(Model model, Optimizer optimizer) {
        return model.parameters().stream()
                .filter(Parameter::trainable)
                .map(optimizer::forParameter)
                .toList();
    }
}

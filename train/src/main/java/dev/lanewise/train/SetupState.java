package dev.lanewise.train;

import dev.lanewise.layers.Codecs;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Parameter;
import java.util.List;

/// The part of a checkpoint that says how the parameters are moved: the optimizer of each, as JSON, with its schedules,
/// and the clipping of gradients. It is there to be compared: the training that goes on brings its own.
final class SetupState {
    private SetupState() {}

    static void save(Model model, Setup setup, State state) {
        var chosen = optimizers(model, setup.optimizer());
        var distinct = chosen.stream().distinct().toList();
        state.put("optimizers", setup.codecs().describe(distinct));
        state.put(
                "optimizer_of_parameters",
                setup.codecs().describe(chosen.stream().map(distinct::indexOf).toList()));
        state.put("clipping", setup.clipping().toString());
    }

    /// @throws IllegalArgumentException if the parameters were moved otherwise
    static void require(Model model, Setup setup, State state) {
        var given = new State();
        save(model, setup, given);
        var difference = Codecs.difference(state.text("optimizers"), given.text("optimizers"));
        if (difference == null) {
            difference =
                    Codecs.difference(state.text("optimizer_of_parameters"), given.text("optimizer_of_parameters"));
            difference = difference == null ? null : "the index of the optimizer of parameter " + difference;
        }
        if (difference != null) {
            throw new IllegalArgumentException("it is of other optimizers or schedules: " + difference + " here");
        }
        var clipping = state.text("clipping");
        if (!clipping.equals(setup.clipping().toString())) {
            throw new IllegalArgumentException(
                    "it is of a training with " + clipping + ", but this one has " + setup.clipping());
        }
    }

    private static List<Optimizer> optimizers(Model model, Optimizer optimizer) {
        return model.parameters().stream()
                .filter(Parameter::trainable)
                .map(optimizer::forParameter)
                .toList();
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Activation;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Model;
import java.util.ArrayList;

/// Leaves the activation at the end of a network out where the loss can be computed from what enters it: that is
/// faster, and exact where probabilities would be 0 or 1 in float32.
///
/// @param model the model over the same parameters that is run, without its last activation where that is left out
/// @param loss the loss of what it gives
/// @param leftOut the activation that was left out, or [Activations#LINEAR]
record ActivationFusion(Model model, Loss loss, Activation leftOut) {
    /// Returns how to run a model under a loss.
    static ActivationFusion of(Model model, Loss loss) {
        var last = model.layers().getLast();
        var activation = switch (last) {
            case Dense dense -> dense.activation();
            case ActivationLayer(var alone) -> alone;
            default -> Activations.LINEAR;
        };
        var before = loss.before(activation);
        if (before == loss) {
            return new ActivationFusion(model, loss, Activations.LINEAR);
        }
        Layer linear = last instanceof Dense dense
                ? dense.withActivation(Activations.LINEAR)
                : ActivationLayer.of(Activations.LINEAR);
        var layers = new ArrayList<>(model.layers());
        layers.set(layers.size() - 1, linear);
        return new ActivationFusion(model.withLayers(layers), before, activation);
    }
}

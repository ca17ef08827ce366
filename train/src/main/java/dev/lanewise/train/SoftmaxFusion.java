package dev.lanewise.train;

import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Model;
import java.util.ArrayList;

/// Leaves the softmax at the end of a network out where the loss can be computed from the logits: that is faster, and
/// exact where probabilities would be 0 or 1 in float32.
final class SoftmaxFusion {
    private SoftmaxFusion() {}

    /// Returns the model over the same parameters that ends in logits, or the model itself if the loss does not
    /// want them or there is no softmax.
    static Model modelFor(Model model, Loss loss) {
        var last = model.layers().getLast();
        Layer linear = switch (last) {
            case Dense dense when dense.activation() == Activations.SOFTMAX -> dense.withActivation(Activations.LINEAR);
            case ActivationLayer(var activation)
            when activation == Activations.SOFTMAX -> ActivationLayer.of(Activations.LINEAR);
            default -> last;
        };
        if (linear == last || loss.fromLogits() == loss) {
            return model;
        }
        var layers = new ArrayList<>(model.layers());
        layers.set(layers.size() - 1, linear);
        return model.withLayers(layers);
    }
}

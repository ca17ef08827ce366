package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Slot;

/// Alpha dropout of whole features: all elements of an example that differ only in the axes before the last are kept or
/// dropped together, with the numbers of [AlphaDropout].
///
/// The last axis counts the features, as everywhere in Keras; in PyTorch's layer of this name it is the first. Identity
/// in inference mode and for a rate of 0, zeros for a rate of 1; masks as in [Dropout].
///
/// @param rate the fraction of features dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
public record FeatureAlphaDropout(double rate) implements Layer {
    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException if it is not as described
    public FeatureAlphaDropout {
        Rates.check("feature alpha dropout", rate);
    }

    /// Returns the layer.
    ///
    /// @param rate the fraction of features dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
    public static FeatureAlphaDropout rate(double rate) {
        return new FeatureAlphaDropout(rate);
    }

    /// Returns the input's shape.
    ///
    /// @throws IllegalArgumentException if an example has fewer than 2 axes
    @Override
    public Shape outputShape(Shape input) {
        Masks.checkFeatures("feature alpha dropout", input);
        return input;
    }

    @Override
    public boolean random(Mode mode) {
        return Rates.random(mode, rate, null);
    }

    @Override
    public Layer forInference() {
        return Identity.layer();
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        return random(slot.mode()) ? AlphaDropout.forward(slot, input, Masks.allButLast(slot), rate) : input;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        return random(slot.mode())
                ? Masks.backward(slot, outputGradient, Masks.allButLast(slot), rate, AlphaDropout.slope(rate))
                : outputGradient;
    }
}

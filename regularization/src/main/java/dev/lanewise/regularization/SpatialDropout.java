package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Slot;

/// Drops whole features: all elements of an example that differ only in the axes before the last are kept, times
/// 1/(1 − rate), or set to 0 together (Tompson et al., 2015).
///
/// The last axis counts the features, as in Keras' `SpatialDropout1D`, `2D` and `3D`, which this layer is for examples
/// of 2, 3 and 4 axes. Where the first axis counts them, as in PyTorch, use [Dropout#withSharedAxes(int...)]. Identity
/// in inference mode and for a rate of 0, zeros for a rate of 1; masks as in [Dropout].
///
/// @param rate the fraction of features dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
public record SpatialDropout(double rate) implements Layer {
    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException if it is not as described
    public SpatialDropout {
        Rates.check("spatial dropout", rate);
    }

    /// Returns the layer.
    ///
    /// @param rate the fraction of features dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
    public static SpatialDropout rate(double rate) {
        return new SpatialDropout(rate);
    }

    /// Returns the input's shape.
    ///
    /// @throws IllegalArgumentException if an example has fewer than 2 axes
    @Override
    public Shape outputShape(Shape input) {
        Masks.checkFeatures("spatial dropout", input);
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
        return random(slot.mode())
                ? Masks.forward(slot, input, Masks.allButLast(slot), rate, Dropout.factor(rate), 0, 0)
                : input;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        return random(slot.mode())
                ? Masks.backward(slot, outputGradient, Masks.allButLast(slot), rate, Dropout.factor(rate))
                : outputGradient;
    }
}

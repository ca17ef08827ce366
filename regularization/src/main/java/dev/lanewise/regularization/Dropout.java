package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Slot;

/// Sets a random fraction of the elements to 0 and multiplies the others by 1/(1 − rate), so that the expectation stays
/// (inverted dropout; Srivastava et al., 2014). Identity in inference mode and for a rate of 0; zeros for a rate of 1.
///
/// The mask of an element follows from the model's seed, the place of this layer, step, global row and column alone.
/// Backward makes it again. The fraction is a multiple of 2⁻¹⁶.
///
/// @param rate the fraction dropped, in [0, 1]
public record Dropout(double rate) implements Layer {
    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException unless it is in [0, 1]
    public Dropout {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(
                    "the rate of dropout is the fraction dropped and must be in [0, 1], but is " + rate);
        }
    }

    /// Returns the layer.
    ///
    /// @param rate the fraction dropped, in [0, 1]
    public static Dropout rate(double rate) {
        return new Dropout(rate);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public boolean random(Mode mode) {
        return mode != Mode.INFERENCE && rate > 0;
    }

    @Override
    public Layer forInference() {
        return Identity.layer();
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        return random(slot.mode()) ? mask(slot, input, slot.output()) : input;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        return random(slot.mode()) ? mask(slot, outputGradient, slot.inputGradient()) : outputGradient;
    }

    private Tensor mask(Slot slot, Tensor x, Tensor y) {
        float scale = rate == 1 ? 0 : (float) (1 / (1 - rate));
        slot.random().mask(x, y, slot.step(), slot.firstRow(), rate, scale, 0, 0);
        return y;
    }
}

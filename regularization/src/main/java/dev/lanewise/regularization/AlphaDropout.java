package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Slot;

/// Dropout for self-normalizing networks (Klambauer et al., 2017): a dropped element becomes α' = −λα of SELU, then
/// all are mapped by a·x + b so that mean 0 and variance 1 are kept for standardized inputs.
///
/// a = ((1 − rate)·(1 + rate·α'²))^(−½), b = −a·α'·rate, α' = −1.7580993408473766; a dropped element ends as a·α' + b.
/// The gradient of a kept element is a. Identity in inference mode and for a rate of 0; with a rate of 1 every element
/// is dropped and becomes 0, the mean. Masks follow as in [Dropout].
///
/// @param rate the fraction dropped, in [0, 1]
public record AlphaDropout(double rate) implements Layer {
    private static final double ALPHA = -1.7580993408473766;

    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException unless it is in [0, 1]
    public AlphaDropout {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(
                    "the rate of alpha dropout is the fraction dropped and must be in [0, 1], but is " + rate);
        }
    }

    /// Returns the layer.
    ///
    /// @param rate the fraction dropped, in [0, 1]
    public static AlphaDropout rate(double rate) {
        return new AlphaDropout(rate);
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
        if (!random(slot.mode())) {
            return input;
        }
        double shift = -slope() * ALPHA * rate;
        mask(slot, input, slot.output(), shift, slope() * ALPHA + shift);
        return slot.output();
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        if (!random(slot.mode())) {
            return outputGradient;
        }
        mask(slot, outputGradient, slot.inputGradient(), 0, 0);
        return slot.inputGradient();
    }

    private void mask(Slot slot, Tensor x, Tensor y, double shift, double dropped) {
        slot.random().mask(x, y, slot.step(), slot.firstRow(), rate, (float) slope(), (float) shift, (float) dropped);
    }

    /// Returns a, the factor of a kept element.
    double slope() {
        return rate == 1 ? 0 : 1 / Math.sqrt((1 - rate) * (1 + rate * ALPHA * ALPHA));
    }
}

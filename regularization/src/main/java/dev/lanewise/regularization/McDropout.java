package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Slot;

/// [Dropout] that is on in every mode, the textbook's `MCDropout`: a single prediction then is one draw of the passes
/// of [MonteCarlo].
///
/// A prediction draws the masks of step 0 and its global rows, so asking again gives the same answer; other draws come
/// from another step given to [dev.lanewise.layers.Workspace#forward], or all at once from [MonteCarlo]. For a network
/// that is not always random use [Dropout] and let [MonteCarlo] switch it on.
///
/// @param rate the fraction dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
public record McDropout(double rate) implements Layer {
    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException if it is not as described
    public McDropout {
        Rates.check("Monte-Carlo dropout", rate);
    }

    /// Returns the layer.
    ///
    /// @param rate the fraction dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
    public static McDropout rate(double rate) {
        return new McDropout(rate);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public boolean random(Mode mode) {
        return rate > 0;
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        return rate > 0 ? Masks.forward(slot, input, 0, rate, Dropout.factor(rate), 0, 0) : input;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        return rate > 0 ? Masks.backward(slot, outputGradient, 0, rate, Dropout.factor(rate)) : outputGradient;
    }
}

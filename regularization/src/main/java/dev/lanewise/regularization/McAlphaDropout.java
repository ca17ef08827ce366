package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Slot;

/// [AlphaDropout] that is on in every mode, the textbook's `MCAlphaDropout`: a single prediction then is one draw of
/// the passes of [MonteCarlo].
///
/// A prediction draws the masks of step 0 and its global rows, so asking again gives the same answer; other draws come
/// from another step given to [dev.lanewise.layers.Workspace#forward], or all at once from [MonteCarlo]. For a network
/// that is not always random use [AlphaDropout] and let [MonteCarlo] switch it on.
///
/// @param rate the fraction dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
public record McAlphaDropout(double rate) implements Layer {
    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException if it is not as described
    public McAlphaDropout {
        Rates.check("Monte-Carlo alpha dropout", rate);
    }

    /// Returns the layer.
    ///
    /// @param rate the fraction dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
    public static McAlphaDropout rate(double rate) {
        return new McAlphaDropout(rate);
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
        return rate > 0 ? AlphaDropout.forward(slot, input, 0, rate) : input;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        return rate > 0 ? Masks.backward(slot, outputGradient, 0, rate, AlphaDropout.slope(rate)) : outputGradient;
    }
}

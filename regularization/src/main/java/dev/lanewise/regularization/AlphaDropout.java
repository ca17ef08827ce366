package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Slot;
import org.jspecify.annotations.Nullable;

/// Dropout for self-normalizing networks (Klambauer et al., 2017): a dropped element becomes α' = −λα of SELU, then
/// all are mapped by a·x + b so that mean 0 and variance 1 are kept for standardized inputs.
///
/// a = ((1 − rate)·(1 + rate·α'²))^(−½), b = −a·α'·rate, α' = −1.7580993408473766; a dropped element ends as a·α' + b.
/// The gradient of a kept element is a. Identity in inference mode and for a rate of 0; with a rate of 1, for which a
/// is not defined, every element is dropped and becomes 0, the mean that is to be kept (the variance is not). Masks and
/// rates are as in [Dropout].
///
/// @param rate the fraction dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
/// @param schedule the rates of the steps of training; null for always `rate`, which Monte-Carlo runs take in any case
public record AlphaDropout(double rate, @Nullable Schedule schedule) implements Layer {
    private static final double ALPHA = -1.7580993408473766;

    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException if it is not as described
    public AlphaDropout {
        Rates.check("alpha dropout", rate);
    }

    /// Returns the layer.
    ///
    /// @param rate the fraction dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
    public static AlphaDropout rate(double rate) {
        return new AlphaDropout(rate, null);
    }

    /// Returns a copy whose rate follows a schedule in training, rounded to multiples of 2⁻¹⁶; a step for which it
    /// is not in [0, 1] is refused.
    public AlphaDropout withSchedule(Schedule other) {
        return new AlphaDropout(rate, other);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public boolean random(Mode mode) {
        return Rates.random(mode, rate, schedule);
    }

    @Override
    public Layer forInference() {
        return Identity.layer();
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        double now = Rates.of(slot, rate, schedule);
        return Rates.active(slot, now) ? forward(slot, input, 0, now) : input;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        double now = Rates.of(slot, rate, schedule);
        return Rates.active(slot, now) ? Masks.backward(slot, outputGradient, 0, now, slope(now)) : outputGradient;
    }

    static Tensor forward(Slot slot, Tensor input, int sharedAxes, double rate) {
        double slope = slope(rate);
        double shift = -slope * ALPHA * rate;
        return Masks.forward(slot, input, sharedAxes, rate, slope, shift, slope * ALPHA + shift);
    }

    /// Returns a, the factor of a kept element.
    static double slope(double rate) {
        return rate == 1 ? 0 : 1 / Math.sqrt((1 - rate) * (1 + rate * ALPHA * ALPHA));
    }

    @Override
    public String toString() {
        return Rates.print("AlphaDropout", rate, schedule, "");
    }
}

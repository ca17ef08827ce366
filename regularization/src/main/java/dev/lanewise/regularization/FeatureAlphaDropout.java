package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Slot;
import org.jspecify.annotations.Nullable;

/// Alpha dropout of whole features: all elements of an example that differ only in the axes before the last are kept or
/// dropped together, with the numbers of [AlphaDropout].
///
/// The last axis counts the features, as everywhere in Keras; in PyTorch's layer of this name it is the first. Identity
/// in inference mode and for a rate of 0, zeros for a rate of 1; masks as in [Dropout].
///
/// @param rate the fraction of features dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
/// @param schedule the rates of the steps of training; null for always `rate`, which Monte-Carlo runs take in any case
public record FeatureAlphaDropout(double rate, @Nullable Schedule schedule) implements Layer {
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
        return new FeatureAlphaDropout(rate, null);
    }

    /// Returns a copy whose rate follows a schedule in training, rounded to multiples of 2⁻¹⁶; a step for which it
    /// is not in [0, 1] is refused.
    public FeatureAlphaDropout withSchedule(Schedule other) {
        return new FeatureAlphaDropout(rate, other);
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
        return Rates.random(mode, rate, schedule);
    }

    @Override
    public Layer forInference() {
        return Identity.layer();
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        double now = Rates.of(slot, rate, schedule);
        return Rates.active(slot, now) ? AlphaDropout.forward(slot, input, Masks.allButLast(slot), now) : input;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        double now = Rates.of(slot, rate, schedule);
        return Rates.active(slot, now)
                ? Masks.backward(slot, outputGradient, Masks.allButLast(slot), now, AlphaDropout.slope(now))
                : outputGradient;
    }

    @Override
    public String toString() {
        return Rates.print("FeatureAlphaDropout", rate, schedule, "");
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Slot;
import org.jspecify.annotations.Nullable;

/// Drops whole examples: a row is kept, times 1/(1 − rate), or set to 0 (Huang et al., 2016, in the inverted form).
///
/// As the last layer inside a residual connection it skips the connection's layers for a random fraction of the
/// examples. Identity in inference mode and for a rate of 0, zeros for a rate of 1; masks as in [Dropout].
///
/// @param rate the fraction of examples dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
/// @param schedule the rates of the steps of training; null for always `rate`, which Monte-Carlo runs take in any case
public record StochasticDepth(double rate, @Nullable Schedule schedule) implements Layer {
    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException if it is not as described
    public StochasticDepth {
        Rates.check("stochastic depth", rate);
    }

    /// Returns the layer.
    ///
    /// @param rate the fraction of examples dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
    public static StochasticDepth rate(double rate) {
        return new StochasticDepth(rate, null);
    }

    /// Returns a copy whose rate follows a schedule in training, rounded to multiples of 2⁻¹⁶; a step for which it
    /// is not in [0, 1] is refused.
    public StochasticDepth withSchedule(Schedule other) {
        return new StochasticDepth(rate, other);
    }

    @Override
    public Shape outputShape(Shape input) {
        Masks.checkSize(input);
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
        return Rates.active(slot, now) ? Masks.forward(slot, input, -1, now, Dropout.factor(now), 0, 0) : input;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        double now = Rates.of(slot, rate, schedule);
        return Rates.active(slot, now)
                ? Masks.backward(slot, outputGradient, -1, now, Dropout.factor(now))
                : outputGradient;
    }

    @Override
    public String toString() {
        return Rates.print("StochasticDepth", rate, schedule, "");
    }
}

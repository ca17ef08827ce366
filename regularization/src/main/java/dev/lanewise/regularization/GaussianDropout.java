package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Slot;
import org.jspecify.annotations.Nullable;

/// Multiplies every element by a normal number of mean 1 and deviation σ = √(rate/(1 − rate)), which is the deviation
/// of [Dropout]'s factor (Srivastava et al., 2014), as Keras' `GaussianDropout`; the expectation stays.
///
/// Identity in inference mode and for a rate of 0. The factors follow from the model's seed, the place of this layer,
/// step, global row and column alone.
///
/// @param rate in [0, 1); for 1, which Keras lets pass, the deviation would be infinite
/// @param schedule the rates of the steps of training; null for always `rate`, which Monte-Carlo runs take in any case
public record GaussianDropout(double rate, @Nullable Schedule schedule) implements Layer {
    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException unless it is in [0, 1)
    public GaussianDropout {
        check(rate);
    }

    /// Returns the layer.
    ///
    /// @param rate in [0, 1)
    public static GaussianDropout rate(double rate) {
        return new GaussianDropout(rate, null);
    }

    /// Returns a copy whose rate follows a schedule in training; a step for which it is not in [0, 1) is refused.
    public GaussianDropout withSchedule(Schedule other) {
        return new GaussianDropout(rate, other);
    }

    private static double check(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("the rate of Gaussian dropout must be in [0, 1), but is " + rate);
        }
        return rate;
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
        float deviation = deviation(slot);
        if (deviation == 0) {
            return input;
        }
        slot.random().normal(slot.buffer(0), slot.step(), slot.firstRow());
        return multiply(input, slot.buffer(0), deviation, slot.output());
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        float deviation = deviation(slot);
        return deviation == 0
                ? outputGradient
                : multiply(outputGradient, slot.buffer(0), deviation, slot.inputGradient());
    }

    private float deviation(Slot slot) {
        double now = random(slot.mode()) ? check(Rates.of(slot, rate, schedule)) : 0;
        return (float) Math.sqrt(now / (1 - now));
    }

    private static Tensor multiply(Tensor x, Tensor normal, float deviation, Tensor y) {
        float[] from = x.array();
        float[] factors = normal.array();
        float[] to = y.array();
        int source = x.offset();
        int noise = normal.offset();
        int target = y.offset();
        for (int i = 0; i < y.size(); i++) {
            to[target + i] = from[source + i] * Math.fma(deviation, factors[noise + i], 1f);
        }
        return y;
    }

    @Override
    public String toString() {
        return Rates.print("GaussianDropout", rate, schedule, "");
    }
}

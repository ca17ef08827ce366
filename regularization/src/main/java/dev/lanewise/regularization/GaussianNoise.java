package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Slot;
import org.jspecify.annotations.Nullable;

/// Adds a normal number of mean 0 to every element, as Keras' `GaussianNoise`; the expectation stays and the gradient
/// passes unchanged.
///
/// Identity in inference mode and for a deviation of 0. The numbers follow from the model's seed, the place of this
/// layer, step, global row and column alone.
///
/// @param deviation the standard deviation of the noise, finite and at least 0; Keras refuses more than 1
/// @param schedule the deviations of the steps of training; null for always `deviation`, which Monte-Carlo runs take in
///     any case
public record GaussianNoise(double deviation, @Nullable Schedule schedule) implements Layer {
    /// Checks the deviation.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public GaussianNoise {
        check(deviation);
    }

    /// Returns the layer.
    ///
    /// @param deviation the standard deviation of the noise, finite and at least 0
    public static GaussianNoise deviation(double deviation) {
        return new GaussianNoise(deviation, null);
    }

    /// Returns a copy whose deviation follows a schedule in training; a step for which it is negative or not finite
    /// is refused.
    public GaussianNoise withSchedule(Schedule other) {
        return new GaussianNoise(deviation, other);
    }

    private static double check(double deviation) {
        if (!(deviation >= 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException(
                    "the deviation of Gaussian noise must be finite and at least 0, but is " + deviation);
        }
        return deviation;
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public boolean random(Mode mode) {
        return Rates.random(mode, deviation, schedule);
    }

    @Override
    public Layer forInference() {
        return Identity.layer();
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        double now = random(slot.mode()) ? check(Rates.of(slot, deviation, schedule)) : 0;
        if (now == 0) {
            return input;
        }
        var noise = slot.buffer(0);
        slot.random().normal(noise, slot.step(), slot.firstRow());
        return add(input, noise, (float) now, slot.output());
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        return outputGradient;
    }

    private static Tensor add(Tensor x, Tensor normal, float deviation, Tensor y) {
        float[] from = x.array();
        float[] noise = normal.array();
        float[] to = y.array();
        int source = x.offset();
        int at = normal.offset();
        int target = y.offset();
        for (int i = 0; i < y.size(); i++) {
            to[target + i] = Math.fma(deviation, noise[at + i], from[source + i]);
        }
        return y;
    }

    @Override
    public String toString() {
        return "GaussianNoise[deviation=" + deviation + (schedule == null ? "" : ", schedule=" + schedule) + ']';
    }
}

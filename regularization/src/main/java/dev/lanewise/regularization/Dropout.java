package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Rescaling;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sets a random fraction of the elements to 0 (Srivastava et al., 2014).
///
/// Two forms keep the expectation the same in training and inference:
///
/// | form | training and Monte-Carlo | inference |
/// |---|---|---|
/// | inverted, the default, as in Keras and PyTorch | kept elements times 1/(1 − rate) | identity |
/// | original | kept elements as they are | all times 1 − rate |
///
/// The original form is the textbook's: there the weights that read this output are multiplied by 1 − rate after
/// training, which is the same. A rate of 0 is the identity and draws nothing, a rate of 1 gives zeros.
///
/// The mask of an element follows from the model's seed, the place of this layer, step, global row and column alone.
/// Backward takes the same mask, kept or made again. It is made of 16 bits, so the fraction dropped is the rate rounded
/// to a multiple of 2⁻¹⁶ (0.000015), off by half of that at most, while the factor is that of the rate itself. A fixed
/// rate that would be rounded to 0 or 1 without being it is refused; a scheduled one is rounded.
///
/// @param rate the fraction dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
/// @param schedule the rates of the steps of training; null for always `rate`, which Monte-Carlo runs take in any case
/// @param sharedAxes the axes of an example, from 0, along which one decision serves all elements, like the ones in
///     Keras' `noise_shape`; none by default
/// @param original whether this is the original form
public record Dropout(double rate, @Nullable Schedule schedule, List<Integer> sharedAxes, boolean original)
        implements Layer {
    /// Checks rate and axes.
    ///
    /// @throws IllegalArgumentException if they are not as described
    public Dropout {
        Rates.check("dropout", rate);
        sharedAxes = List.copyOf(sharedAxes);
        Masks.checkAxes(sharedAxes);
    }

    /// Returns the layer in its inverted form.
    ///
    /// @param rate the fraction dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
    public static Dropout rate(double rate) {
        return new Dropout(rate, null, List.of(), false);
    }

    /// Returns a copy whose rate follows a schedule in training, rounded to multiples of 2⁻¹⁶; a step for which it
    /// is not in [0, 1] is refused.
    public Dropout withSchedule(Schedule other) {
        return new Dropout(rate, other, sharedAxes, original);
    }

    /// Returns a copy that drops along these axes of an example together.
    public Dropout withSharedAxes(int... axes) {
        var list = new ArrayList<Integer>();
        for (int axis : axes) {
            list.add(axis);
        }
        return new Dropout(rate, schedule, list, original);
    }

    /// Returns a copy in the original form.
    public Dropout inOriginalForm() {
        return new Dropout(rate, schedule, sharedAxes, true);
    }

    @Override
    public Shape outputShape(Shape input) {
        Masks.checkShape(sharedAxes, input);
        return input;
    }

    @Override
    public boolean random(Mode mode) {
        return Rates.random(mode, rate, schedule);
    }

    /// Returns the identity, or for the original form the rescaling by 1 − rate, which a network that only predicts
    /// knows without this module.
    @Override
    public Layer forInference() {
        return original ? Rescaling.of(1 - rate) : Identity.layer();
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        double now = Rates.of(slot, rate, schedule);
        if (slot.mode() == Mode.INFERENCE && original) {
            return scaled(input, slot.output());
        }
        return Rates.active(slot, now)
                ? Masks.forward(slot, input, Masks.axes(sharedAxes), now, scale(now), 0, 0)
                : input;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        double now = Rates.of(slot, rate, schedule);
        if (slot.mode() == Mode.INFERENCE && original) {
            return scaled(outputGradient, slot.inputGradient());
        }
        return Rates.active(slot, now)
                ? Masks.backward(slot, outputGradient, Masks.axes(sharedAxes), now, scale(now))
                : outputGradient;
    }

    private double scale(double now) {
        return original ? 1 : factor(now);
    }

    /// Returns what a kept element is multiplied by so that the expectation stays: 1/(1 − rate).
    static double factor(double rate) {
        return rate == 1 ? 0 : 1 / (1 - rate);
    }

    private Tensor scaled(Tensor x, Tensor y) {
        float share = (float) (1 - rate);
        for (int i = 0; i < x.size(); i++) {
            y.set(i, Math.fma(share, x.get(i), 0f));
        }
        return y;
    }

    @Override
    public String toString() {
        return Rates.print(
                "Dropout",
                rate,
                schedule,
                (sharedAxes.isEmpty() ? "" : ", sharedAxes=" + sharedAxes) + (original ? ", original form" : ""));
    }
}

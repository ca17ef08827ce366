package dev.lanewise.regularization;

import dev.lanewise.core.Columns;
import dev.lanewise.core.Products;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Slot;
import org.jspecify.annotations.Nullable;

/// A dense layer whose weights are dropped instead of its inputs (Wan et al., 2013): y = f(x·(M∘W)/(1 − rate) + b) with
/// a mask M of zeros and ones, so that the expectation of the operand of f stays. The bias is not dropped.
///
/// One mask serves all rows of a step, or of a Monte-Carlo pass: it follows from the model's seed, the place of this
/// layer, the step and the weight's row and column, as in the weight-dropped networks of Merity et al. (2018). (Wan et
/// al. draw one for every example, which needs the weights of every row; the expectation is the same, but the rows of a
/// step share their noise.) In inference, where the paper samples from a normal distribution, the layer is the dense
/// layer itself, with the mean weights. A rate of 0 is the dense layer, with a rate of 1 y = f(b).
///
/// @param dense the layer whose weights are dropped
/// @param rate the fraction of the weights dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
/// @param schedule the rates of the steps of training; null for always `rate`, which Monte-Carlo runs take in any case
public record DropConnect(
        Dense dense, double rate, @Nullable Schedule schedule) implements Layer {
    private static final int WEIGHT = 0;
    private static final int BIAS = 1;

    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException if it is not as described
    public DropConnect {
        Rates.check("DropConnect", rate);
    }

    /// Returns the layer.
    ///
    /// @param rate the fraction of the weights dropped, 0, 1 or in [2⁻¹⁶, 1 − 2⁻¹⁶]
    public static DropConnect of(Dense dense, double rate) {
        return new DropConnect(dense, rate, null);
    }

    /// Returns a copy whose rate follows a schedule in training, rounded to multiples of 2⁻¹⁶; a step for which it
    /// is not in [0, 1] is refused.
    public DropConnect withSchedule(Schedule other) {
        return new DropConnect(dense, rate, other);
    }

    @Override
    public Shape outputShape(Shape input) {
        return dense.outputShape(input);
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        dense.declare(input, declarations);
    }

    @Override
    public boolean random(Mode mode) {
        return Rates.random(mode, rate, schedule);
    }

    @Override
    public Layer forInference() {
        return dense.forInference();
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        double now = Rates.of(slot, rate, schedule);
        if (!Rates.active(slot, now)) {
            return dense.forward(slot, input);
        }
        boolean linear = dense.activation() == Activations.LINEAR;
        var operand = linear ? slot.output() : slot.buffer(0);
        var masked = mask(slot, now, slot.parameter(WEIGHT), slot.likeParameter(WEIGHT));
        Products.multiply(slot.engine(), input, masked, dense.bias() == null ? null : slot.parameter(BIAS), operand);
        if (!linear) {
            dense.activation().apply(operand, slot.output());
        }
        return slot.output();
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        double now = Rates.of(slot, rate, schedule);
        if (!Rates.active(slot, now)) {
            return dense.backward(slot, input, output, outputGradient);
        }
        var dz = outputGradient;
        if (dense.activation() != Activations.LINEAR) {
            dz = slot.buffer(1);
            dense.activation().gradient(slot.buffer(0), output, outputGradient, dz);
        }
        if (!slot.frozen()) {
            Products.multiplyTransposedLeft(slot.engine(), input, dz, slot.gradient(WEIGHT));
            mask(slot, now, slot.gradient(WEIGHT), slot.gradient(WEIGHT));
            if (dense.bias() != null) {
                Columns.sum(slot.engine(), dz, slot.gradient(BIAS));
            }
        }
        if (slot.needsInputGradient()) {
            Products.multiplyTransposedRight(slot.engine(), dz, slot.likeParameter(WEIGHT), slot.inputGradient());
        }
        return slot.needsInputGradient() ? slot.inputGradient() : dz;
    }

    private static Tensor mask(Slot slot, double now, Tensor weight, Tensor masked) {
        slot.random()
                .mask(slot.engine(), weight, masked, slot.step(), 0, now, (float) Dropout.factor(now), 0, 0, false);
        return masked;
    }

    @Override
    public String toString() {
        return Rates.print("DropConnect", rate, schedule, ", dense=" + dense);
    }
}

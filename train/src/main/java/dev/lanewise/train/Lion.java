package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// Lion (Chen et al., 2023), as Keras 3 writes it: w ← w − η·sign(β₁·m + (1 − β₁)·g), then m ← β₂·m + (1 − β₂)·g.
///
/// Every step has the length η in every direction but 0, so rates are smaller than Adam's by three to ten times.
///
/// @param learningRate η as a function of the step
/// @param beta1 β₁ in [0, 1); 0.9 by default
/// @param beta2 β₂ in [0, 1); 0.99 by default
public record Lion(Schedule learningRate, double beta1, double beta2) implements Optimizer {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Lion {
        Ranges.share("beta1 of Lion", beta1);
        Ranges.share("beta2 of Lion", beta2);
    }

    /// Returns the optimizer with Keras' defaults and a constant rate; Keras' default is 0.001.
    ///
    /// @throws IllegalArgumentException unless the rate is finite and at least 0
    public static Lion learningRate(double learningRate) {
        return new Lion(Schedules.constant(learningRate), 0.9, 0.99);
    }

    /// Returns a copy whose rate follows a schedule.
    public Lion withLearningRate(Schedule other) {
        return new Lion(other, beta1, beta2);
    }

    /// Returns a copy with other betas.
    public Lion withBetas(double first, double second) {
        return new Lion(learningRate, first, second);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public int coefficients() {
        return 1;
    }

    @Override
    public void prepare(long step, double rate, double[] coefficients) {
        coefficients[0] = -rate;
    }

    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        float rate = (float) coefficients[0];
        float keep1 = (float) beta1;
        float take1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float take2 = (float) (1 - beta2);
        float[] moment = slots[0];
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float m = moment[i];
            value[i] = Math.fma(rate, Math.signum(Math.fma(keep1, m, take1 * g)), value[i]);
            moment[i] = Math.fma(keep2, m, take2 * g);
        }
    }

    /// Lion moves by the rate whatever the gradient is, so a gradient of 1 counts as the share of its moment that
    /// it is.
    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        float rate = (float) -coefficients[0];
        for (int i = from; i < to; i++) {
            stepSizes[i] = rate / Math.max(Math.abs(slots[0][i]), Float.MIN_NORMAL);
        }
    }
}

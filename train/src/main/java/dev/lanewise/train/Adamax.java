package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// Adamax (Kingma and Ba, 2015), Adam by the infinity norm, as Keras 3 writes it. With t counted from 1:
///
/// ```
/// m ← β₁·m + (1 − β₁)·g                u ← max(β₂·u, |g|)
/// w ← w − η / (1 − β₁ᵗ) · m / (u + ε)
/// ```
///
/// PyTorch has ε inside: u ← max(β₂·u, |g| + ε), then w ← w − η / (1 − β₁ᵗ) · m / u, with 1e-8.
///
/// @param learningRate η as a function of the step
/// @param beta1 β₁ in [0, 1); 0.9 by default
/// @param beta2 β₂ in [0, 1); 0.999 by default
/// @param epsilon ε above 0; 1e-7 by default
/// @param form where ε stands
public record Adamax(Schedule learningRate, double beta1, double beta2, double epsilon, Form form)
        implements Optimizer {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Adamax {
        Ranges.share("beta1 of Adamax", beta1);
        Ranges.share("beta2 of Adamax", beta2);
        Ranges.positive("epsilon of Adamax", epsilon);
    }

    /// Returns the optimizer with Keras' defaults and a constant rate; Keras' default is 0.001.
    ///
    /// @throws IllegalArgumentException unless the rate is finite and at least 0
    public static Adamax learningRate(double learningRate) {
        return new Adamax(Schedules.constant(learningRate), 0.9, 0.999, 1e-7, Form.KERAS);
    }

    /// Returns a copy whose rate follows a schedule.
    public Adamax withLearningRate(Schedule other) {
        return new Adamax(other, beta1, beta2, epsilon, form);
    }

    /// Returns a copy with other betas.
    public Adamax withBetas(double first, double second) {
        return new Adamax(learningRate, first, second, epsilon, form);
    }

    /// Returns a copy in PyTorch's form, with its ε of 1e-8.
    public Adamax asPyTorch() {
        return new Adamax(learningRate, beta1, beta2, 1e-8, Form.PYTORCH);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public int coefficients() {
        return 2;
    }

    @Override
    public void prepare(long step, double rate, double[] coefficients) {
        coefficients[0] = -rate / (1 - Powers.of(beta1, step + 1));
        coefficients[1] = rate;
    }

    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        float rate = (float) coefficients[0];
        float keep1 = (float) beta1;
        float take1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float inside = form == Form.KERAS ? 0 : (float) epsilon;
        float outside = form == Form.KERAS ? (float) epsilon : 0;
        float[] moment = slots[0];
        float[] norm = slots[1];
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float m = Math.fma(keep1, moment[i], take1 * g);
            float u = Math.max(keep2 * norm[i], Math.abs(g) + inside);
            moment[i] = m;
            norm[i] = u;
            value[i] += rate * m / (u + outside);
        }
    }

    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        float rate = (float) coefficients[1];
        float outside = form == Form.KERAS ? (float) epsilon : 0;
        for (int i = from; i < to; i++) {
            stepSizes[i] = rate / (slots[1][i] + outside);
        }
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// Adadelta (Zeiler, 2012), as Keras and PyTorch write it:
///
/// ```
/// s ← ρ·s + (1 − ρ)·g²
/// Δ = g·√(d + ε) / √(s + ε)               d ← ρ·d + (1 − ρ)·Δ²
/// w ← w − η·Δ
/// ```
///
/// The paper has no rate, which is η = 1; PyTorch's defaults are 1, ρ = 0.9 and 1e-6.
///
/// @param learningRate η as a function of the step
/// @param rho ρ in [0, 1); 0.95 by default
/// @param epsilon ε above 0; 1e-7 by default
public record Adadelta(Schedule learningRate, double rho, double epsilon) implements Optimizer {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Adadelta {
        Ranges.share("rho of Adadelta", rho);
        Ranges.positive("epsilon of Adadelta", epsilon);
    }

    /// Returns the optimizer with Keras' defaults and a constant rate; Keras' default is 0.001.
    ///
    /// @throws IllegalArgumentException unless the rate is finite and at least 0
    public static Adadelta learningRate(double learningRate) {
        return new Adadelta(Schedules.constant(learningRate), 0.95, 1e-7);
    }

    /// Returns a copy whose rate follows a schedule.
    public Adadelta withLearningRate(Schedule other) {
        return new Adadelta(other, rho, epsilon);
    }

    /// Returns a copy with another ρ.
    public Adadelta withRho(double other) {
        return new Adadelta(learningRate, other, epsilon);
    }

    /// Returns a copy with PyTorch's ρ of 0.9 and its ε of 1e-6; the rule is the same.
    public Adadelta asPyTorch() {
        return new Adadelta(learningRate, 0.9, 1e-6);
    }

    @Override
    public int slots() {
        return 2;
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
        float keep = (float) rho;
        float take = (float) (1 - rho);
        float floor = (float) epsilon;
        float[] square = slots[0];
        float[] squareOfSteps = slots[1];
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float s = Math.fma(keep, square[i], take * g * g);
            float moved = g * (float) Math.sqrt(squareOfSteps[i] + floor) / (float) Math.sqrt(s + floor);
            square[i] = s;
            squareOfSteps[i] = Math.fma(keep, squareOfSteps[i], take * moved * moved);
            value[i] = Math.fma(rate, moved, value[i]);
        }
    }

    /// The mean of the squared steps is that after the update; the update used the one before, which it nears.
    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        float rate = (float) -coefficients[0];
        float floor = (float) epsilon;
        for (int i = from; i < to; i++) {
            stepSizes[i] = rate * (float) Math.sqrt(slots[1][i] + floor) / (float) Math.sqrt(slots[0][i] + floor);
        }
    }
}

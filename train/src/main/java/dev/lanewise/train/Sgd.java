package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// Stochastic gradient descent with momentum, as Keras writes it: v ← μ·v − η·g, then w ← w + v, or with Nesterov's
/// momentum w ← w + μ·v − η·g. Without momentum w ← w − η·g.
///
/// The rate η is inside the velocity, unlike in PyTorch; the two differ when the rate changes.
///
/// @param learningRate η as a function of the step
/// @param momentum μ in [0, 1)
/// @param nesterov whether to look ahead
public record Sgd(Schedule learningRate, double momentum, boolean nesterov) implements Optimizer {
    /// Checks the momentum.
    ///
    /// @throws IllegalArgumentException unless it is in [0, 1), and above 0 for Nesterov's form
    public Sgd {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("the momentum must be in [0, 1), but is " + momentum);
        }
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("Nesterov's form needs a momentum above 0, but it is 0");
        }
    }

    /// Returns plain gradient descent with a constant rate.
    ///
    /// @throws IllegalArgumentException unless the rate is finite and at least 0
    public static Sgd learningRate(double learningRate) {
        return new Sgd(Schedules.constant(learningRate), 0, false);
    }

    /// Returns a copy whose rate follows a schedule.
    public Sgd withLearningRate(Schedule other) {
        return new Sgd(other, momentum, nesterov);
    }

    /// Returns a copy with momentum.
    public Sgd withMomentum(double other) {
        return new Sgd(learningRate, other, nesterov);
    }

    /// Returns a copy with Nesterov's momentum.
    public Sgd withNesterov() {
        return new Sgd(learningRate, momentum, true);
    }

    @Override
    public int slots() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public int coefficients() {
        return 1;
    }

    @Override
    public void prepare(long step, double[] coefficients) {
        coefficients[0] = learningRate.at(step);
    }

    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        float rate = (float) -coefficients[0];
        if (momentum == 0) {
            for (int i = from; i < to; i++) {
                value[i] = Math.fma(rate, gradient[i], value[i]);
            }
        } else if (nesterov) {
            lookAhead(value, gradient, slots[0], from, to, rate, (float) momentum);
        } else {
            move(value, gradient, slots[0], from, to, rate, (float) momentum);
        }
    }

    private static void move(
            float[] value, float[] gradient, float[] velocity, int from, int to, float rate, float momentum) {
        for (int i = from; i < to; i++) {
            float moved = Math.fma(momentum, velocity[i], rate * gradient[i]);
            velocity[i] = moved;
            value[i] += moved;
        }
    }

    private static void lookAhead(
            float[] value, float[] gradient, float[] velocity, int from, int to, float rate, float momentum) {
        for (int i = from; i < to; i++) {
            float pull = rate * gradient[i];
            float moved = Math.fma(momentum, velocity[i], pull);
            velocity[i] = moved;
            value[i] += Math.fma(momentum, moved, pull);
        }
    }
}

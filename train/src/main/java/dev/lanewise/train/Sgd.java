package dev.lanewise.train;

import dev.lanewise.layers.Schedule;
import java.util.Arrays;

/// Stochastic gradient descent with momentum, as Keras writes it: v ← μ·v − η·g, then w ← w + v, or with Nesterov's
/// momentum w ← w + μ·v − η·g. Without momentum w ← w − η·g.
///
/// The rate η is inside the velocity. PyTorch has it outside: v ← μ·v + g, then w ← w − η·v, or with Nesterov's
/// momentum w ← w − η·(g + μ·v). The two are the same until the rate changes.
///
/// @param learningRate η as a function of the step
/// @param momentum μ in [0, 1) as a function of the step; 0 by default
/// @param nesterov whether to look ahead; false by default
/// @param form where the rate stands
public record Sgd(Schedule learningRate, Schedule momentum, boolean nesterov, Form form) implements Optimizer {
    private static final Schedule NO_MOMENTUM = Schedules.constant(0);
    private static final int INTO_VELOCITY = 0;
    private static final int OUT_OF_VELOCITY = 1;
    private static final int MOMENTUM = 2;

    /// Checks the choice.
    ///
    /// @throws IllegalArgumentException for Nesterov's form without momentum
    public Sgd {
        if (nesterov && momentum.equals(NO_MOMENTUM)) {
            throw new IllegalArgumentException("Nesterov's form needs a momentum above 0, but it is 0");
        }
    }

    /// Returns plain gradient descent with a constant rate; Keras' default is 0.01.
    ///
    /// @throws IllegalArgumentException unless the rate is finite and at least 0
    public static Sgd learningRate(double learningRate) {
        return new Sgd(Schedules.constant(learningRate), NO_MOMENTUM, false, Form.KERAS);
    }

    /// Returns a copy whose rate follows a schedule.
    public Sgd withLearningRate(Schedule other) {
        return new Sgd(other, momentum, nesterov, form);
    }

    /// Returns a copy with momentum.
    ///
    /// @throws IllegalArgumentException unless it is in [0, 1), and above 0 for Nesterov's form
    public Sgd withMomentum(double other) {
        return withMomentum(Schedules.constant(Ranges.share("the momentum", other)));
    }

    /// Returns a copy whose momentum follows a schedule, such as that of a 1cycle.
    public Sgd withMomentum(Schedule other) {
        return new Sgd(learningRate, other, nesterov, form);
    }

    /// Returns a copy with Nesterov's momentum.
    public Sgd withNesterov() {
        return new Sgd(learningRate, momentum, true, form);
    }

    /// Returns a copy in PyTorch's form.
    public Sgd asPyTorch() {
        return new Sgd(learningRate, momentum, nesterov, Form.PYTORCH);
    }

    @Override
    public int slots() {
        return momentum.equals(NO_MOMENTUM) ? 0 : 1;
    }

    @Override
    public int coefficients() {
        return 3;
    }

    @Override
    public void prepare(long step, double rate, double[] coefficients) {
        coefficients[INTO_VELOCITY] = form == Form.KERAS ? -rate : 1;
        coefficients[OUT_OF_VELOCITY] = form == Form.KERAS ? 1 : -rate;
        coefficients[MOMENTUM] = Ranges.share("the momentum", momentum.at(step));
    }

    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        float into = (float) coefficients[INTO_VELOCITY];
        float out = (float) coefficients[OUT_OF_VELOCITY];
        float keep = (float) coefficients[MOMENTUM];
        if (slots() == 0) {
            descend(value, gradient, from, to, into * out);
        } else if (nesterov) {
            lookAhead(value, gradient, slots[0], from, to, into, out, keep);
        } else {
            move(value, gradient, slots[0], from, to, into, out, keep);
        }
    }

    private static void descend(float[] value, float[] gradient, int from, int to, float rate) {
        for (int i = from; i < to; i++) {
            value[i] = Math.fma(rate, gradient[i], value[i]);
        }
    }

    private static void move(
            float[] value, float[] gradient, float[] velocity, int from, int to, float into, float out, float keep) {
        for (int i = from; i < to; i++) {
            float moved = Math.fma(keep, velocity[i], into * gradient[i]);
            velocity[i] = moved;
            value[i] = Math.fma(out, moved, value[i]);
        }
    }

    private static void lookAhead(
            float[] value, float[] gradient, float[] velocity, int from, int to, float into, float out, float keep) {
        for (int i = from; i < to; i++) {
            float pull = into * gradient[i];
            float moved = Math.fma(keep, velocity[i], pull);
            velocity[i] = moved;
            value[i] = Math.fma(out, Math.fma(keep, moved, pull), value[i]);
        }
    }

    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        double moved = coefficients[INTO_VELOCITY] * -coefficients[OUT_OF_VELOCITY];
        Arrays.fill(stepSizes, from, to, (float) (moved / (1 - coefficients[MOMENTUM])));
    }

    @Override
    public int velocity() {
        return slots() == 1 && form == Form.KERAS ? 0 : -1;
    }
}

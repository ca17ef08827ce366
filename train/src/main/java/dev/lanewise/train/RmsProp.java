package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// RMSProp (Tieleman and Hinton, 2012), as Keras 3 writes it:
///
/// ```
/// s ← ρ·s + (1 − ρ)·g²
/// w ← w − η·g / √(s + ε)                                       without momentum
/// b ← μ·b + η·g / √(s + ε)               w ← w − b             with momentum μ
/// ```
///
/// The centred form has s − ḡ² in place of s, where ḡ ← ρ·ḡ + (1 − ρ)·g: the variance of the gradient.
///
/// PyTorch has ε beside the root and the rate outside the momentum: b ← μ·b + g / (√s + ε), then w ← w − η·b, with ρ =
/// 0.99 and 1e-8.
///
/// @param learningRate η as a function of the step
/// @param rho ρ in [0, 1); 0.9 by default
/// @param momentum μ in [0, 1) as a function of the step; 0 by default
/// @param epsilon ε above 0; 1e-7 by default
/// @param centred whether the mean gradient is taken off; false by default
/// @param form where ε and the rate stand
public record RmsProp(Schedule learningRate, double rho, Schedule momentum, double epsilon, boolean centred, Form form)
        implements Optimizer {
    private static final Schedule NO_MOMENTUM = Schedules.constant(0);
    private static final int INTO_MOMENTUM = 0;
    private static final int OUT_OF_MOMENTUM = 1;
    private static final int MOMENTUM = 2;

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public RmsProp {
        Ranges.share("rho of RMSProp", rho);
        Ranges.positive("epsilon of RMSProp", epsilon);
    }

    /// Returns the optimizer with Keras' defaults and a constant rate; Keras' default is 0.001.
    ///
    /// @throws IllegalArgumentException unless the rate is finite and at least 0
    public static RmsProp learningRate(double learningRate) {
        return new RmsProp(Schedules.constant(learningRate), 0.9, NO_MOMENTUM, 1e-7, false, Form.KERAS);
    }

    /// Returns a copy whose rate follows a schedule.
    public RmsProp withLearningRate(Schedule other) {
        return new RmsProp(other, rho, momentum, epsilon, centred, form);
    }

    /// Returns a copy with another ρ.
    public RmsProp withRho(double other) {
        return new RmsProp(learningRate, other, momentum, epsilon, centred, form);
    }

    /// Returns a copy with momentum.
    ///
    /// @throws IllegalArgumentException unless it is in [0, 1)
    public RmsProp withMomentum(double other) {
        var constant = Schedules.constant(Ranges.share("the momentum", other));
        return new RmsProp(learningRate, rho, constant, epsilon, centred, form);
    }

    /// Returns a copy that takes the mean gradient off.
    public RmsProp withCentring() {
        return new RmsProp(learningRate, rho, momentum, epsilon, true, form);
    }

    /// Returns a copy in PyTorch's form, with its ρ of 0.99 and its ε of 1e-8.
    public RmsProp asPyTorch() {
        return new RmsProp(learningRate, 0.99, momentum, 1e-8, centred, Form.PYTORCH);
    }

    @Override
    public int slots() {
        return 1 + (hasMomentum() ? 1 : 0) + (centred ? 1 : 0);
    }

    private boolean hasMomentum() {
        return !momentum.equals(NO_MOMENTUM);
    }

    @Override
    public int coefficients() {
        return 3;
    }

    @Override
    public void prepare(long step, double rate, double[] coefficients) {
        coefficients[INTO_MOMENTUM] = form == Form.KERAS ? -rate : 1;
        coefficients[OUT_OF_MOMENTUM] = form == Form.KERAS ? 1 : -rate;
        coefficients[MOMENTUM] = Ranges.share("the momentum", momentum.at(step));
    }

    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        if (centred) {
            followVariance(slots[0], slots[slots() - 1], gradient, from, to);
        } else {
            followSquare(slots[0], gradient, from, to);
        }
        if (hasMomentum()) {
            moveWithMomentum(value, gradient, slots, from, to, coefficients);
        } else {
            move(value, gradient, slots[0], from, to, coefficients[INTO_MOMENTUM] * coefficients[OUT_OF_MOMENTUM]);
        }
    }

    private void followSquare(float[] square, float[] gradient, int from, int to) {
        float keep = (float) rho;
        float take = (float) (1 - rho);
        for (int i = from; i < to; i++) {
            square[i] = Math.fma(keep, square[i], take * gradient[i] * gradient[i]);
        }
    }

    /// s − ḡ² follows ρ·(s − ḡ²) + ρ·(1 − ρ)·(g − ḡ)² with the ḡ of before: the same number, which cannot cancel.
    private void followVariance(float[] variance, float[] mean, float[] gradient, int from, int to) {
        float keep = (float) rho;
        float take = (float) (1 - rho);
        float share = (float) (rho * (1 - rho));
        for (int i = from; i < to; i++) {
            float away = gradient[i] - mean[i];
            variance[i] = Math.fma(keep, variance[i], share * away * away);
            mean[i] = Math.fma(take, away, mean[i]);
        }
    }

    private void move(float[] value, float[] gradient, float[] square, int from, int to, double scale) {
        float inside = inside();
        float outside = outside();
        float rate = (float) scale;
        for (int i = from; i < to; i++) {
            value[i] += rate * gradient[i] / ((float) Math.sqrt(square[i] + inside) + outside);
        }
    }

    private void moveWithMomentum(
            float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        float inside = inside();
        float outside = outside();
        float into = (float) coefficients[INTO_MOMENTUM];
        float out = (float) coefficients[OUT_OF_MOMENTUM];
        float carry = (float) coefficients[MOMENTUM];
        float[] square = slots[0];
        float[] buffer = slots[1];
        for (int i = from; i < to; i++) {
            float pull = into * gradient[i] / ((float) Math.sqrt(square[i] + inside) + outside);
            float moved = Math.fma(carry, buffer[i], pull);
            buffer[i] = moved;
            value[i] = Math.fma(out, moved, value[i]);
        }
    }

    private float inside() {
        return form == Form.KERAS ? (float) epsilon : 0;
    }

    private float outside() {
        return form == Form.KERAS ? 0 : (float) epsilon;
    }

    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        float[] square = slots[0];
        double moved = coefficients[INTO_MOMENTUM] * -coefficients[OUT_OF_MOMENTUM];
        float rate = (float) (moved / (1 - (hasMomentum() ? coefficients[MOMENTUM] : 0)));
        for (int i = from; i < to; i++) {
            stepSizes[i] = rate / ((float) Math.sqrt(square[i] + inside()) + outside());
        }
    }

    @Override
    public int velocity() {
        return hasMomentum() && form == Form.KERAS ? 1 : -1;
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// Adam with Nesterov's momentum (Dozat, 2016), in Keras 3's form. With t counted from 1, μ_t = β₁·(1 −
/// ½·0.96^(t·decay)) and P_t = μ_1·…·μ_t:
///
/// ```
/// m ← β₁·m + (1 − β₁)·g                v ← β₂·v + (1 − β₂)·g²
/// m̂ = μ_{t+1}·m / (1 − P_{t+1}) + (1 − μ_t)·g / (1 − P_t)
/// w ← w − η·m̂ / (√(v / (1 − β₂ᵗ)) + ε)
/// ```
///
/// @param learningRate η as a function of the step
/// @param beta1 β₁ in [0, 1); 0.9 by default
/// @param beta2 β₂ in [0, 1); 0.999 by default
/// @param epsilon ε above 0; 1e-7 by default
/// @param momentumDecay `decay` above; 1 as in Keras 3 by default, 0.004 for Dozat's and PyTorch's
public record Nadam(Schedule learningRate, double beta1, double beta2, double epsilon, double momentumDecay)
        implements Optimizer {
    private static final double LOG_OF_DECAY = StrictMath.log(0.96);
    private static final int RATE = 0;
    private static final int PRODUCT = 1;
    private static final int SHARE_OF_MOMENT = 2;
    private static final int SHARE_OF_GRADIENT = 3;
    private static final int SHARE_OF_SQUARE = 4;
    private static final int SETTLED_RATE = 5;

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Nadam {
        Ranges.share("beta1 of Nadam", beta1);
        Ranges.share("beta2 of Nadam", beta2);
        Ranges.positive("epsilon of Nadam", epsilon);
        Ranges.notNegative("the momentum decay of Nadam", momentumDecay);
    }

    /// Returns the optimizer with Keras' defaults and a constant rate.
    ///
    /// @throws IllegalArgumentException unless the rate is finite and at least 0
    public static Nadam learningRate(double learningRate) {
        return new Nadam(Schedules.constant(learningRate), 0.9, 0.999, 1e-7, 1);
    }

    /// Returns a copy whose rate follows a schedule.
    public Nadam withLearningRate(Schedule other) {
        return new Nadam(other, beta1, beta2, epsilon, momentumDecay);
    }

    /// Returns a copy with another decay of the momentum's schedule.
    public Nadam withMomentumDecay(double other) {
        return new Nadam(learningRate, beta1, beta2, epsilon, other);
    }

    /// Returns a copy with PyTorch's momentum decay of 0.004 and its ε of 1e-8; the rule is the same.
    public Nadam asPyTorch() {
        return new Nadam(learningRate, beta1, beta2, 1e-8, 0.004);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public int coefficients() {
        return 6;
    }

    @Override
    public void prepare(long step, double rate, double[] coefficients) {
        double now = momentum(step + 1);
        double next = momentum(step + 2);
        double product = (step == 0 ? 1 : coefficients[PRODUCT]) * now;
        coefficients[RATE] = rate;
        coefficients[PRODUCT] = product;
        coefficients[SHARE_OF_MOMENT] = next / (1 - product * next);
        coefficients[SHARE_OF_GRADIENT] = (1 - now) / (1 - product);
        coefficients[SETTLED_RATE] = rate
                * (coefficients[SHARE_OF_MOMENT] * (1 - Powers.of(beta1, step + 1)) + coefficients[SHARE_OF_GRADIENT]);
        coefficients[SHARE_OF_SQUARE] = 1 / (1 - Powers.of(beta2, step + 1));
    }

    private double momentum(long t) {
        return beta1 * (1 - 0.5 * StrictMath.exp(t * momentumDecay * LOG_OF_DECAY));
    }

    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        float rate = (float) -coefficients[RATE];
        float momentShare = (float) coefficients[SHARE_OF_MOMENT];
        float gradientShare = (float) coefficients[SHARE_OF_GRADIENT];
        float squareShare = (float) coefficients[SHARE_OF_SQUARE];
        float keep1 = (float) beta1;
        float keep2 = (float) beta2;
        float take1 = (float) (1 - beta1);
        float take2 = (float) (1 - beta2);
        float floor = (float) epsilon;
        float[] moment = slots[0];
        float[] square = slots[1];
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float m = Math.fma(keep1, moment[i], take1 * g);
            float v = Math.fma(keep2, square[i], take2 * g * g);
            moment[i] = m;
            square[i] = v;
            float direction = Math.fma(momentShare, m, gradientShare * g);
            value[i] += rate * direction / ((float) Math.sqrt(v * squareShare) + floor);
        }
    }

    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        float rate = (float) coefficients[SETTLED_RATE];
        float squareShare = (float) coefficients[SHARE_OF_SQUARE];
        float floor = (float) epsilon;
        for (int i = from; i < to; i++) {
            stepSizes[i] = rate / ((float) Math.sqrt(slots[1][i] * squareShare) + floor);
        }
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// LAMB (You et al., 2020), Adam with a step length in proportion to each parameter's norm, as Keras 3 writes it. With
/// t counted from 1:
///
/// ```
/// m ← β₁·m + (1 − β₁)·g                v ← β₂·v + (1 − β₂)·g²
/// u = m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε)
/// w ← w − η·‖w‖ / ‖u‖·u                where a norm of 0 makes the ratio 1
/// ```
///
/// The norms go over a whole parameter and are summed in double in the order of its elements.
///
/// @param learningRate η as a function of the step
/// @param beta1 β₁ in [0, 1); 0.9 by default
/// @param beta2 β₂ in [0, 1); 0.999 by default
/// @param epsilon ε above 0; 1e-7 by default
public record Lamb(Schedule learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    private static final int RATE = 0;
    private static final int SHARE_OF_MOMENT = 1;
    private static final int SHARE_OF_SQUARE = 2;
    private static final int LAST_RATE = 3;

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Lamb {
        Ranges.share("beta1 of LAMB", beta1);
        Ranges.share("beta2 of LAMB", beta2);
        Ranges.positive("epsilon of LAMB", epsilon);
    }

    /// Returns the optimizer with Keras' defaults and a constant rate; Keras' default is 0.001.
    ///
    /// @throws IllegalArgumentException unless the rate is finite and at least 0
    public static Lamb learningRate(double learningRate) {
        return new Lamb(Schedules.constant(learningRate), 0.9, 0.999, 1e-7);
    }

    /// Returns a copy whose rate follows a schedule.
    public Lamb withLearningRate(Schedule other) {
        return new Lamb(other, beta1, beta2, epsilon);
    }

    /// Returns a copy with other betas.
    public Lamb withBetas(double first, double second) {
        return new Lamb(learningRate, first, second, epsilon);
    }

    /// Returns 3: two moments, and room for u.
    @Override
    public int slots() {
        return 3;
    }

    @Override
    public int coefficients() {
        return 4;
    }

    @Override
    public boolean wholeParameters() {
        return true;
    }

    @Override
    public void prepare(long step, double rate, double[] coefficients) {
        coefficients[RATE] = rate;
        coefficients[SHARE_OF_MOMENT] = 1 / (1 - Powers.of(beta1, step + 1));
        coefficients[SHARE_OF_SQUARE] = 1 / (1 - Powers.of(beta2, step + 1));
    }

    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        findDirection(gradient, slots, from, to, coefficients);
        float[] direction = slots[2];
        double length = norm(value, from, to);
        double directionLength = norm(direction, from, to);
        double ratio = length > 0 && directionLength > 0 ? length / directionLength : 1;
        coefficients[LAST_RATE] = coefficients[RATE] * ratio;
        float rate = (float) -coefficients[LAST_RATE];
        for (int i = from; i < to; i++) {
            value[i] = Math.fma(rate, direction[i], value[i]);
        }
    }

    private void findDirection(float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        float momentShare = (float) coefficients[SHARE_OF_MOMENT];
        float squareShare = (float) coefficients[SHARE_OF_SQUARE];
        float keep1 = (float) beta1;
        float keep2 = (float) beta2;
        float take1 = (float) (1 - beta1);
        float take2 = (float) (1 - beta2);
        float floor = (float) epsilon;
        float[] moment = slots[0];
        float[] square = slots[1];
        float[] direction = slots[2];
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float m = Math.fma(keep1, moment[i], take1 * g);
            float v = Math.fma(keep2, square[i], take2 * g * g);
            moment[i] = m;
            square[i] = v;
            direction[i] = m * momentShare / ((float) Math.sqrt(v * squareShare) + floor);
        }
    }

    private static double norm(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum = Math.fma((double) values[i], values[i], sum);
        }
        return Math.sqrt(sum);
    }

    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        float rate = (float) coefficients[LAST_RATE];
        float squareShare = (float) coefficients[SHARE_OF_SQUARE];
        float floor = (float) epsilon;
        for (int i = from; i < to; i++) {
            stepSizes[i] = rate / ((float) Math.sqrt(slots[1][i] * squareShare) + floor);
        }
    }
}

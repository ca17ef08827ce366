package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// Adam (Kingma and Ba, 2015), as Keras 3 writes it. With t counted from 1:
///
/// ```
/// m ← β₁·m + (1 − β₁)·g                v ← β₂·v + (1 − β₂)·g²
/// w ← w − η·√(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)
/// ```
///
/// The ε stands beside the uncorrected √v. PyTorch's form has it beside the corrected one, so that small gradients are
/// damped less at first: w ← w − η / (1 − β₁ᵗ) · m / (√(v / (1 − β₂ᵗ)) + ε), with 1e-8.
///
/// AMSGrad (Reddi, Kale and Kumar, 2018) takes the greatest v so far in its place.
///
/// @param learningRate η as a function of the step
/// @param beta1 β₁ in [0, 1) as a function of the step; 0.9 by default
/// @param beta2 β₂ in [0, 1); 0.999 by default
/// @param epsilon ε above 0; 1e-7 by default
/// @param amsgrad whether the greatest v counts; false by default
/// @param form where ε stands
public record Adam(Schedule learningRate, Schedule beta1, double beta2, double epsilon, boolean amsgrad, Form form)
        implements Optimizer {
    private static final int RATE = 0;
    private static final int FLOOR = 1;
    private static final int BETA1 = 2;
    private static final int SETTLED_RATE = 3;

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Adam {
        Ranges.share("beta2 of Adam", beta2);
        Ranges.positive("epsilon of Adam", epsilon);
    }

    /// Returns the optimizer with Keras' defaults and a constant rate; Keras' default is 0.001.
    ///
    /// @throws IllegalArgumentException unless the rate is finite and at least 0
    public static Adam learningRate(double learningRate) {
        return new Adam(Schedules.constant(learningRate), Schedules.constant(0.9), 0.999, 1e-7, false, Form.KERAS);
    }

    /// Returns a copy whose rate follows a schedule.
    public Adam withLearningRate(Schedule other) {
        return new Adam(other, beta1, beta2, epsilon, amsgrad, form);
    }

    /// Returns a copy whose β₁ follows a schedule, such as a 1cycle's momentum; the correction takes the power of
    /// the present β₁, as PyTorch does.
    public Adam withBeta1(Schedule other) {
        return new Adam(learningRate, other, beta2, epsilon, amsgrad, form);
    }

    /// Returns a copy with other constant betas.
    ///
    /// @throws IllegalArgumentException unless both are in [0, 1)
    public Adam withBetas(double first, double second) {
        var constant = Schedules.constant(Ranges.share("beta1 of Adam", first));
        return new Adam(learningRate, constant, second, epsilon, amsgrad, form);
    }

    /// Returns a copy with another ε.
    public Adam withEpsilon(double other) {
        return new Adam(learningRate, beta1, beta2, other, amsgrad, form);
    }

    /// Returns a copy in AMSGrad's form.
    public Adam withAmsgrad() {
        return new Adam(learningRate, beta1, beta2, epsilon, true, form);
    }

    /// Returns a copy in PyTorch's form, with its ε of 1e-8.
    public Adam asPyTorch() {
        return new Adam(learningRate, beta1, beta2, 1e-8, amsgrad, Form.PYTORCH);
    }

    @Override
    public int slots() {
        return amsgrad ? 3 : 2;
    }

    @Override
    public int coefficients() {
        return 4;
    }

    @Override
    public void prepare(long step, double rate, double[] coefficients) {
        double first = Ranges.share("beta1 of Adam", beta1.at(step));
        double root = Math.sqrt(1 - Powers.of(beta2, step + 1));
        // Both forms are η·root/(1 − β₁ᵗ)·m / (√v + floor): PyTorch's is multiplied by root above and below.
        coefficients[RATE] = rate * root / (1 - Powers.of(first, step + 1));
        coefficients[FLOOR] = form == Form.KERAS ? epsilon : epsilon * root;
        coefficients[BETA1] = first;
        coefficients[SETTLED_RATE] = rate * root;
    }

    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        if (amsgrad) {
            updateByGreatest(value, gradient, slots, from, to, coefficients);
            return;
        }
        float rate = (float) -coefficients[RATE];
        float floor = (float) coefficients[FLOOR];
        float keep1 = (float) coefficients[BETA1];
        float take1 = (float) (1 - coefficients[BETA1]);
        float keep2 = (float) beta2;
        float take2 = (float) (1 - beta2);
        float[] moment = slots[0];
        float[] square = slots[1];
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float m = Math.fma(keep1, moment[i], take1 * g);
            float v = Math.fma(keep2, square[i], take2 * g * g);
            moment[i] = m;
            square[i] = v;
            value[i] += rate * m / ((float) Math.sqrt(v) + floor);
        }
    }

    private void updateByGreatest(
            float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        float rate = (float) -coefficients[RATE];
        float floor = (float) coefficients[FLOOR];
        float keep1 = (float) coefficients[BETA1];
        float take1 = (float) (1 - coefficients[BETA1]);
        float keep2 = (float) beta2;
        float take2 = (float) (1 - beta2);
        float[] moment = slots[0];
        float[] square = slots[1];
        float[] greatest = slots[2];
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float m = Math.fma(keep1, moment[i], take1 * g);
            float v = Math.fma(keep2, square[i], take2 * g * g);
            float most = Math.max(greatest[i], v);
            moment[i] = m;
            square[i] = v;
            greatest[i] = most;
            value[i] += rate * m / ((float) Math.sqrt(most) + floor);
        }
    }

    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        float rate = (float) coefficients[SETTLED_RATE];
        float floor = (float) coefficients[FLOOR];
        float[] square = slots[amsgrad ? 2 : 1];
        for (int i = from; i < to; i++) {
            stepSizes[i] = rate / ((float) Math.sqrt(square[i]) + floor);
        }
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// Adagrad (Duchi, Hazan and Singer, 2011), as Keras 3 writes it: s ← s + g², then w ← w − η·g / √(s + ε), where s
/// begins at 0.1.
///
/// PyTorch has ε beside the root, w ← w − η·g / (√s + ε), with 1e-10 and an s that begins at 0.
///
/// @param learningRate η as a function of the step
/// @param initialAccumulator what s begins with, at least 0; 0.1 by default
/// @param epsilon ε above 0; 1e-7 by default
/// @param form where ε stands
public record Adagrad(Schedule learningRate, double initialAccumulator, double epsilon, Form form)
        implements Optimizer {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Adagrad {
        Ranges.notNegative("the initial accumulator of Adagrad", initialAccumulator);
        Ranges.positive("epsilon of Adagrad", epsilon);
    }

    /// Returns the optimizer with Keras' defaults and a constant rate; Keras' default is 0.001.
    ///
    /// @throws IllegalArgumentException unless the rate is finite and at least 0
    public static Adagrad learningRate(double learningRate) {
        return new Adagrad(Schedules.constant(learningRate), 0.1, 1e-7, Form.KERAS);
    }

    /// Returns a copy whose rate follows a schedule.
    public Adagrad withLearningRate(Schedule other) {
        return new Adagrad(other, initialAccumulator, epsilon, form);
    }

    /// Returns a copy whose s begins with another number.
    public Adagrad withInitialAccumulator(double other) {
        return new Adagrad(learningRate, other, epsilon, form);
    }

    /// Returns a copy in PyTorch's form, with its ε of 1e-10 and an s that begins at 0.
    public Adagrad asPyTorch() {
        return new Adagrad(learningRate, 0, 1e-10, Form.PYTORCH);
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

    /// The slot holds what was added to s since it began.
    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        float rate = (float) coefficients[0];
        float inside = (float) (initialAccumulator + (form == Form.KERAS ? epsilon : 0));
        float outside = form == Form.KERAS ? 0 : (float) epsilon;
        float[] added = slots[0];
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float sum = Math.fma(g, g, added[i]);
            added[i] = sum;
            value[i] += rate * g / ((float) Math.sqrt(sum + inside) + outside);
        }
    }

    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        float rate = (float) -coefficients[0];
        float inside = (float) (initialAccumulator + (form == Form.KERAS ? epsilon : 0));
        float outside = form == Form.KERAS ? 0 : (float) epsilon;
        for (int i = from; i < to; i++) {
            stepSizes[i] = rate / ((float) Math.sqrt(slots[0][i] + inside) + outside);
        }
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Parameter;
import dev.lanewise.layers.Schedule;

/// An optimizer at a multiple of its learning rate.
///
/// @param optimizer what moves the weights
/// @param factor what its rate is multiplied by
record RateFactor(Optimizer optimizer, double factor) implements Optimizer {
    RateFactor {
        Ranges.notNegative("the factor of a learning rate", factor);
    }

    @Override
    public Schedule learningRate() {
        return Schedules.scaled(optimizer.learningRate(), factor);
    }

    @Override
    public Optimizer forParameter(Parameter parameter) {
        return new RateFactor(optimizer.forParameter(parameter), factor);
    }

    @Override
    public int slots() {
        return optimizer.slots();
    }

    @Override
    public int coefficients() {
        return optimizer.coefficients();
    }

    @Override
    public void prepare(long step, double rate, double[] coefficients) {
        optimizer.prepare(step, rate, coefficients);
    }

    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        optimizer.update(value, gradient, slots, from, to, coefficients);
    }

    @Override
    public boolean wholeParameters() {
        return optimizer.wholeParameters();
    }

    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        optimizer.stepSizes(slots, from, to, coefficients, stepSizes);
    }

    @Override
    public int velocity() {
        return optimizer.velocity();
    }
}

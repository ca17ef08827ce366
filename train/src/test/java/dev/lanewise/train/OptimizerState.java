package dev.lanewise.train;

/// What whoever walks the parameters keeps for an optimizer.
record OptimizerState(Optimizer optimizer, float[] values, float[][] slots, double[] coefficients) {
    static OptimizerState of(Optimizer optimizer, float... values) {
        return new OptimizerState(
                optimizer,
                values.clone(),
                new float[optimizer.slots()][values.length],
                new double[optimizer.coefficients()]);
    }

    void prepare(long step) {
        optimizer.prepare(step, optimizer.learningRate().at(step), coefficients);
    }

    void step(long step, float... gradient) {
        prepare(step);
        optimizer.update(values, gradient, slots, 0, values.length, coefficients);
    }
}

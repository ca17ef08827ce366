package dev.lanewise.examples.tabular;

import dev.lanewise.core.Tensor;
import dev.lanewise.train.Metric;

/// The root of the mean of (μ − t)², for outputs μ and σ² and a target t, in units of the target.
///
/// @param unit what 1 stands for
record MeanErrorOfGaussian(double unit) implements Metric {
    @Override
    public String name() {
        return "rmse";
    }

    @Override
    public Direction direction() {
        return Direction.DOWN;
    }

    @Override
    public int sums(int columns) {
        return 2;
    }

    @Override
    public void add(Tensor output, Tensor targets, double[] weights, double[] sums) {
        for (int row = 0; row < output.rows(); row++) {
            double error = output.get(row * output.columns()) - targets.get(row);
            sums[0] += weights[row] * error * error;
            sums[1] += weights[row];
        }
    }

    @Override
    public double result(double[] sums) {
        return sums[1] == 0 ? 0 : unit * Math.sqrt(sums[0] / sums[1]);
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// A metric that is the mean of a number of every row.
interface MeanMetric extends Metric {
    /// Returns the number of a row.
    double ofRow(Tensor output, Tensor targets, int row);

    @Override
    default int sums(int columns) {
        return 2;
    }

    @Override
    default void add(Tensor output, Tensor targets, double[] weights, double[] sums) {
        for (int row = 0; row < output.rows(); row++) {
            sums[0] += weights[row] * ofRow(output, targets, row);
            sums[1] += weights[row];
        }
    }

    @Override
    default double result(double[] sums) {
        return sums[1] == 0 ? 0 : sums[0] / sums[1];
    }
}

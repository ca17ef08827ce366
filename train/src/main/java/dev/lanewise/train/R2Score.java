package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// The coefficient of determination, 1 − Σ (t − y)² / Σ (t − t̄)² of every column, and the mean over the columns: 1 is
/// perfect, 0 as good as the mean of the targets. A column whose targets are all the same counts 0, as in Keras.
///
/// @param name the name of its column
record R2Score(String name) implements Metric {
    private static final int KINDS = 4;

    @Override
    public Direction direction() {
        return Direction.UP;
    }

    @Override
    public int sums(int columns) {
        return KINDS * columns;
    }

    @Override
    public void add(Tensor output, Tensor targets, double[] weights, double[] sums) {
        Targets.oneForEveryOutput(output, targets);
        int columns = output.columns();
        for (int row = 0; row < output.rows(); row++) {
            for (int j = 0; j < columns; j++) {
                double y = output.get(row * columns + j);
                double t = targets.get(row * columns + j);
                double weight = weights[row];
                sums[KINDS * j] += weight;
                sums[KINDS * j + 1] += weight * t;
                sums[KINDS * j + 2] += weight * t * t;
                sums[KINDS * j + 3] += weight * (t - y) * (t - y);
            }
        }
    }

    @Override
    public double result(double[] sums) {
        double score = 0;
        for (int i = 0; i < sums.length; i += KINDS) {
            double total = sums[i + 2] - sums[i + 1] * sums[i + 1] / sums[i];
            score += total > 0 ? 1 - sums[i + 3] / total : 0;
        }
        return score * KINDS / sums.length;
    }
}

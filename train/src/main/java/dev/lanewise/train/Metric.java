package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// A number that is reported beside the loss, averaged over examples.
public interface Metric {
    /// Returns the name of its column in the history.
    String name();

    /// Returns the sum over the rows of a batch.
    double sum(Tensor output, Tensor targets);

    /// The share of examples whose greatest output is that of the target class.
    Metric SPARSE_CATEGORICAL_ACCURACY = new Metric() {
        @Override
        public String name() {
            return "accuracy";
        }

        @Override
        public double sum(Tensor output, Tensor targets) {
            int right = 0;
            for (int row = 0; row < output.rows(); row++) {
                right += Losses.argMax(output, row) == targets.get(row) ? 1 : 0;
            }
            return right;
        }
    };
}

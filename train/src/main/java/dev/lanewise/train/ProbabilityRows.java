package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// Rows of outputs as probabilities: divided by their sum.
final class ProbabilityRows {
    private ProbabilityRows() {}

    /// Returns the sum of a row's outputs.
    static double total(Tensor output, int row) {
        int columns = output.columns();
        double total = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            total += output.get(i);
        }
        return total;
    }

    /// Returns ln Σ exp(z) of a row of logits, given their softmax: it is z_max − ln softmax(z)_max, and that
    /// softmax is at least 1 / columns.
    static double logPartition(Tensor logits, Tensor softmax, int row) {
        int greatest = row * logits.columns() + argMax(logits, row);
        return logits.get(greatest) - StrictMath.log(softmax.get(greatest));
    }

    /// Returns the index of the greatest output of a row, the first of several.
    static int argMax(Tensor output, int row) {
        int columns = output.columns();
        float[] values = output.array();
        int at = output.offset() + row * columns;
        int greatest = 0;
        for (int j = 1; j < columns; j++) {
            greatest = values[at + j] > values[at + greatest] ? j : greatest;
        }
        return greatest;
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// The share of examples with fewer than k outputs strictly greater than that of the target class: of equal outputs
/// none stands before another. A target is the class as a number, or a row whose greatest element stands for it. An
/// output that is not a number is never right.
///
/// @param k at least 1
record TopKAccuracy(int k) implements MeanMetric {
    TopKAccuracy {
        if (k < 1) {
            throw new IllegalArgumentException("the k of a top-k accuracy must be at least 1, but is " + k);
        }
    }

    @Override
    public String name() {
        return "top_" + k + "_accuracy";
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }

    @Override
    public double ofRow(Tensor output, Tensor targets, int row) {
        int columns = output.columns();
        int target =
                targets.columns() == 1 ? Targets.classOf(targets, row, columns) : ProbabilityRows.argMax(targets, row);
        float score = output.get(row * columns + target);
        int before = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            before += output.get(i) > score ? 1 : 0;
        }
        return before < k && !Float.isNaN(score) ? 1 : 0;
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// The share of what was predicted right, of the kind that follows from the shapes, as Keras' `"accuracy"` does:
///
/// - targets of one column and outputs of several: examples whose greatest output is that of the target class, which is
///   given as a number;
/// - targets and outputs of several columns: examples whose greatest output stands where the greatest target stands;
/// - outputs of one column: examples whose output is above the threshold where the target is 1, and not above it where
///   it is 0.
///
/// Of several greatest outputs the first counts.
///
/// @param name the name of its column
/// @param threshold what an output alone must be above for a yes; 0.5 by default
/// @param everyElement whether several columns are a yes or no each, of which the mean over a row counts; false by
///     default
record Accuracy(String name, double threshold, boolean everyElement) implements MeanMetric {
    @Override
    public Direction direction() {
        return Direction.UP;
    }

    @Override
    public double ofRow(Tensor output, Tensor targets, int row) {
        int columns = output.columns();
        if (columns > 1 && !everyElement) {
            int predicted = ProbabilityRows.argMax(output, row);
            float target = targets.columns() == 1 ? targets.get(row) : ProbabilityRows.argMax(targets, row);
            return predicted == target ? 1 : 0;
        }
        int right = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            right += (output.get(i) > threshold ? 1 : 0) == targets.get(i) ? 1 : 0;
        }
        return (double) right / columns;
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// The mean over the examples of a loss of elements, or its root.
///
/// @param name the name of its column
/// @param loss of which the mean is taken over the elements of a row
/// @param root whether the root of the mean is reported
record MeanError(String name, ElementLoss loss, boolean root) implements MeanMetric {
    @Override
    public Direction direction() {
        return Direction.DOWN;
    }

    @Override
    public double ofRow(Tensor output, Tensor targets, int row) {
        int columns = output.columns();
        double sum = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            sum += loss.value(output.get(i), targets.get(i));
        }
        return sum / columns;
    }

    @Override
    public double result(double[] sums) {
        double mean = MeanMetric.super.result(sums);
        return root ? Math.sqrt(mean) : mean;
    }
}

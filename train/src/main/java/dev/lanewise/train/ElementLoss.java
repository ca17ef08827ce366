package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// A loss that is the mean over the elements of a row. A loss of one's own needs two formulas.
public interface ElementLoss extends RowLoss {
    /// Returns the loss of one element.
    double value(double output, double target);

    /// Returns the derivative of [#value(double, double)] with respect to the output.
    double slope(double output, double target);

    @Override
    default double evaluate(Tensor output, Tensor targets, double[] factors, Tensor gradient) {
        Targets.oneForEveryOutput(output, targets);
        return RowLoss.super.evaluate(output, targets, factors, gradient);
    }

    @Override
    default double evaluateRow(Tensor output, Tensor targets, int row, double factor, Tensor gradient) {
        int columns = output.columns();
        double sum = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            double y = output.get(i);
            double t = targets.get(i);
            sum += value(y, t);
            gradient.set(i, (float) (slope(y, t) / columns * factor));
        }
        return sum / columns;
    }
}

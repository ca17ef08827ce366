package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// A loss that is a sum over rows, each by itself.
public interface RowLoss extends Loss {
    /// Returns the loss of one row and writes its gradient times the factor.
    ///
    /// @param factor not 0
    double evaluateRow(Tensor output, Tensor targets, int row, double factor, Tensor gradient);

    @Override
    default double evaluate(Tensor output, Tensor targets, double[] factors, Tensor gradient) {
        int columns = output.columns();
        double sum = 0;
        for (int row = 0; row < output.rows(); row++) {
            if (factors[row] != 0) {
                sum += factors[row] * evaluateRow(output, targets, row, factors[row], gradient);
            } else {
                for (int j = 0; j < columns; j++) {
                    gradient.set(row * columns + j, 0f);
                }
            }
        }
        return sum;
    }
}

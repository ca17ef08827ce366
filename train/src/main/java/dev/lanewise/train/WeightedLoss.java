package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import org.jspecify.annotations.Nullable;

/// A loss with its divisor: the mean over a batch whose examples may have weights.
final class WeightedLoss {
    private final Loss loss;
    private final Divisor divisor;
    private double[] factors = {};
    private double divided;

    WeightedLoss(Loss loss, Divisor divisor) {
        this.loss = loss;
        this.divisor = divisor;
    }

    /// Returns the mean loss of a batch and writes its gradient; a mean over nothing is 0.
    ///
    /// @param weights one for every row; all 1 where there are none
    /// @throws IllegalArgumentException if targets or weights do not fit the output
    double evaluate(Tensor output, Tensor targets, @Nullable Tensor weights, Tensor gradient) {
        int rows = output.rows();
        if (targets.rows() != rows || (weights != null && weights.size() != rows)) {
            throw new IllegalArgumentException("every example needs a target and, if any has one, a weight, but there"
                    + " are outputs " + output.shape() + ", targets " + targets.shape()
                    + (weights == null ? "" : " and weights " + weights.shape()));
        }
        if (factors.length < rows) {
            factors = new double[rows];
        }
        divided = 0;
        for (int row = 0; row < rows; row++) {
            boolean counts = loss.counts(targets, row);
            double weight = weights == null ? 1 : weights.get(row);
            factors[row] = counts ? weight : 0;
            divided += !counts ? 0 : divisor == Divisor.EXAMPLES ? 1 : weight;
        }
        for (int row = 0; row < rows; row++) {
            factors[row] = divided == 0 ? 0 : factors[row] / divided;
        }
        return loss.evaluate(output, targets, factors, gradient);
    }

    /// Returns what the last batch was divided by, which is what its mean counts in a mean over batches.
    double divided() {
        return divided;
    }
}

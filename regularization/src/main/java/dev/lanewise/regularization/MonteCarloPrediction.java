package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What several passes gave for every row: those of a Monte-Carlo prediction, or the members of an ensemble.
///
/// With p_t the output of pass t and p̄ the mean over the T passes. Entropies are in nats, with 0·ln 0 = 0, for outputs
/// that are probabilities; they are NaN where an output is negative.
///
/// @param samples T; 1 for a model without noise
/// @param mean p̄, of shape (rows, outputs)
/// @param standardDeviation the deviation of every output over the passes, with divisor T, of shape (rows, outputs)
/// @param predictiveEntropy −Σ p̄·ln p̄ of every row: all uncertainty
/// @param expectedEntropy the mean over the passes of −Σ p_t·ln p_t: what would be left if the weights were known
/// @param variationRatio 1 − (how many passes chose the class that most of them chose)/T
/// @param levels the levels of the quantiles
/// @param quantiles of shape (levels, rows, outputs): the quantiles of every output over the passes, interpolated
///     linearly between the sorted samples as numpy does; null if there are no levels
/// @param stack of shape (samples, rows, outputs): what every pass gave; null unless asked for
public record MonteCarloPrediction(
        int samples,
        Tensor mean,
        Tensor standardDeviation,
        Tensor predictiveEntropy,
        Tensor expectedEntropy,
        Tensor variationRatio,
        List<Double> levels,
        @Nullable Tensor quantiles,
        @Nullable Tensor stack) {
    /// Returns room for the results.
    ///
    /// @throws IllegalArgumentException if quantiles or stack need more elements than a tensor can have
    static MonteCarloPrediction allocate(int samples, Shape outputs, List<Double> levels, boolean stackKept) {
        var row = Shape.of(outputs.length(0));
        if (!levels.isEmpty() && (long) samples * (outputs.size() / outputs.length(0)) > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("quantiles need all samples of a row at once, but " + samples
                    + " samples of the shape " + outputs.row() + " do not fit into an array");
        }
        return new MonteCarloPrediction(
                samples,
                Tensor.zeros(outputs),
                Tensor.zeros(outputs),
                Tensor.zeros(row),
                Tensor.zeros(row),
                Tensor.zeros(row),
                levels,
                levels.isEmpty() ? null : Tensor.zeros(outputs.batch(levels.size())),
                stackKept ? Tensor.zeros(outputs.batch(samples)) : null);
    }

    /// Returns the predictive entropy of one row.
    public double predictiveEntropy(int row) {
        return predictiveEntropy.get(row);
    }

    /// Returns the mutual information of the output and the weights, BALD: predictive minus expected entropy, at
    /// least 0. It is what more data could remove; 0 without noise.
    public double mutualInformation(int row) {
        return Math.max(0.0, (double) predictiveEntropy.get(row) - expectedEntropy.get(row));
    }

    /// Returns the class of the greatest mean of one row, the first of several.
    public int choice(int row) {
        return Rows.greatest(mean, row);
    }

    /// Returns the greatest mean of one row minus the second greatest, 0 for a single output.
    public double margin(int row) {
        int choice = choice(row);
        double second = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < mean.columns(); j++) {
            second = j == choice ? second : Math.max(second, mean.get(row * mean.columns() + j));
        }
        return mean.columns() == 1 ? 0 : mean.get(row * mean.columns() + choice) - second;
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;

/// What the passes of a Monte-Carlo prediction gave, of shape (rows, outputs).
///
/// @param samples the number of passes; 1 for a model without noise
/// @param mean the mean over the passes
/// @param standardDeviation the deviation over the passes, with divisor `samples`
public record MonteCarloPrediction(int samples, Tensor mean, Tensor standardDeviation) {
    /// Returns −Σ p·ln p of the mean of one row: the predictive entropy in nats, for outputs that are
    /// probabilities.
    public double predictiveEntropy(int row) {
        double entropy = 0;
        for (int j = 0; j < mean.columns(); j++) {
            double p = mean.get(row * mean.columns() + j);
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        return entropy;
    }
}

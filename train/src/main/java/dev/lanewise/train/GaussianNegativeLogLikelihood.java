package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// The loss of a regression that says how sure it is (Nix and Weigend, 1994): the mean over the k targets of a row of
/// ½·(ln σ² + (μ − t)²/σ²), for rows of k means μ and then k variances σ², as the head `MeanAndVariance` of the
/// regularization module gives them; as PyTorch's `GaussianNLLLoss`.
///
/// A variance counts at least as the least one; like PyTorch's, the gradient takes no notice of that bound.
///
/// The layer before the head should begin with weights of 0, and targets should be standardized: the gradient of a mean
/// is (μ − t)/σ², and where the variances begin scattered over orders of magnitude some steps are many times too large,
/// up to gradients that are not finite, while elsewhere the error is taken for noise and the mean hardly learns. With
/// weights of 0 every variance begins as 1 and the loss as that of squared errors. The head's page has the figures.
///
/// @param leastVariance finite and above 0; 1e-6 by default, as in PyTorch
/// @param full whether the constant ½·ln 2π is added, which makes it the full likelihood; not by default
public record GaussianNegativeLogLikelihood(double leastVariance, boolean full) implements RowLoss {
    /// Checks the bound.
    ///
    /// @throws IllegalArgumentException unless it is finite and above 0
    public GaussianNegativeLogLikelihood {
        if (!(leastVariance > 0 && Double.isFinite(leastVariance))) {
            throw new IllegalArgumentException(
                    "the least variance must be finite and above 0, but is " + leastVariance);
        }
    }

    /// Returns the loss with PyTorch's defaults.
    public static GaussianNegativeLogLikelihood loss() {
        return new GaussianNegativeLogLikelihood(1e-6, false);
    }

    /// Returns a copy with the constant.
    public GaussianNegativeLogLikelihood asFullLikelihood() {
        return new GaussianNegativeLogLikelihood(leastVariance, true);
    }

    @Override
    public double evaluate(Tensor output, Tensor targets, double[] factors, Tensor gradient) {
        if (targets.rows() != output.rows() || 2L * targets.size() != output.size()) {
            throw new IllegalArgumentException("a Gaussian likelihood needs a mean and a variance for every target, but"
                    + " there are outputs " + output.shape() + " and targets " + targets.shape());
        }
        return RowLoss.super.evaluate(output, targets, factors, gradient);
    }

    @Override
    public double evaluateRow(Tensor output, Tensor targets, int row, double factor, Tensor gradient) {
        int k = targets.columns();
        double share = factor / k;
        double sum = 0;
        for (int j = 0; j < k; j++) {
            int mean = row * 2 * k + j;
            double variance = Math.max(leastVariance, output.get(mean + k));
            double error = (double) output.get(mean) - targets.get(row * k + j);
            sum += 0.5 * (StrictMath.log(variance) + error * error / variance);
            gradient.set(mean, (float) (error / variance * share));
            gradient.set(mean + k, (float) (0.5 * (1 - error * error / variance) / variance * share));
        }
        return sum / k + (full ? 0.5 * StrictMath.log(2 * Math.PI) : 0);
    }
}

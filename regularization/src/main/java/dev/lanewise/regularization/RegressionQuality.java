package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;

/// How good normal distributions are as predictions of numbers.
///
/// @param rootMeanSquaredError √(mean (y − μ)²)
/// @param negativeLogLikelihood the mean of ½(ln 2πσ² + (y − μ)²/σ²)
/// @param meanDeviation the mean of σ
/// @param coverage50 the share of targets in the central interval that should have half of them
/// @param coverage90 the same for 90 %
/// @param coverage95 the same for 95 %
public record RegressionQuality(
        double rootMeanSquaredError,
        double negativeLogLikelihood,
        double meanDeviation,
        double coverage50,
        double coverage90,
        double coverage95) {
    /// Quantiles of the standard normal distribution at 0.75, 0.95 and 0.975.
    private static final double[] HALF_WIDTHS = {0.6744897501960817, 1.6448536269514722, 1.959963984540054};

    /// Returns the quality of these predictions.
    ///
    /// @param mean μ
    /// @param variance σ², each above 0, of as many elements
    /// @param targets y, of as many elements
    /// @throws IllegalArgumentException if the sizes differ or a variance is not above 0
    public static RegressionQuality of(Tensor mean, Tensor variance, Tensor targets) {
        if (variance.size() != mean.size() || targets.size() != mean.size()) {
            throw new IllegalArgumentException("means, variances and targets must be equally many: " + mean.shape()
                    + ", " + variance.shape() + ", " + targets.shape());
        }
        int n = mean.size();
        double squares = 0;
        double likelihood = 0;
        double deviations = 0;
        int[] inside = new int[HALF_WIDTHS.length];
        for (int i = 0; i < n; i++) {
            double v = variance.get(i);
            if (!(v > 0)) {
                throw new IllegalArgumentException("a variance must be above 0, but element " + i + " is " + v);
            }
            double error = (double) targets.get(i) - mean.get(i);
            squares += error * error;
            likelihood += 0.5 * (StrictMath.log(2 * Math.PI * v) + error * error / v);
            deviations += Math.sqrt(v);
            for (int level = 0; level < inside.length; level++) {
                inside[level] += Math.abs(error) <= HALF_WIDTHS[level] * Math.sqrt(v) ? 1 : 0;
            }
        }
        return new RegressionQuality(
                Math.sqrt(squares / n),
                likelihood / n,
                deviations / n,
                (double) inside[0] / n,
                (double) inside[1] / n,
                (double) inside[2] / n);
    }
}

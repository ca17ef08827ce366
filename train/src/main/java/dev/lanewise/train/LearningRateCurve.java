package dev.lanewise.train;

/// The loss over the learning rate, as [LearningRateFinder] found it; all arrays have an element a step.
///
/// @param rates the rate of each step, ascending
/// @param losses the mean data loss of each batch before its update
/// @param smoothed the same, averaged
public record LearningRateCurve(double[] rates, double[] losses, double[] smoothed) {
    /// Returns the rate at which the smoothed loss falls most steeply over the logarithm of the rate: a good rate
    /// to train with. It is the first rate if the loss never falls.
    public double suggestion() {
        int steepest = 0;
        double least = 0;
        for (int i = 1; i < smoothed.length - 1; i++) {
            double slope = smoothed[i + 1] - smoothed[i - 1];
            if (slope < least) {
                least = slope;
                steepest = i;
            }
        }
        return rates[steepest];
    }

    /// Returns a tenth of the rate with the least smoothed loss: a careful choice of the greatest rate of a 1cycle.
    public double tenthOfLeastLoss() {
        int least = 0;
        for (int i = 1; i < smoothed.length; i++) {
            least = smoothed[i] < smoothed[least] ? i : least;
        }
        return rates[least] / 10;
    }
}

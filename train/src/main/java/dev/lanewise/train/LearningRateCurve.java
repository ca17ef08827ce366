package dev.lanewise.train;

/// The loss over the learning rate, as [LearningRateFinder] found it; all arrays have an element a step.
///
/// Only a part of the curve counts for what it suggests, the one that a reader of its plot would look at. It begins
/// behind the first tenth of the steps, where few losses are averaged and a single batch can look like a fall; fastai's
/// `lr_find` leaves out the same. It ends at the least smoothed loss before the training diverges, which it does where
/// that loss, after at least half of its whole fall, has risen half of the way back: dips behind that are noise. fastai
/// leaves out the last five steps instead.
///
/// @param rates the rate of each step, ascending
/// @param losses the mean data loss of each batch before its update
/// @param smoothed the same, averaged
public record LearningRateCurve(double[] rates, double[] losses, double[] smoothed) {
    /// Returns the rate r at which the smoothed loss s falls most steeply over the logarithm of the rate: a good
    /// rate to train with. The slope at step i is (s(i+k) − s(i−k)) / ln(r(i+k) / r(i−k)), where both ends lie in
    /// the part that counts, and k is a twentieth of the steps, but at least 1 and at most half of that part: over
    /// a few steps alone, the noise of a batch would be steeper than any fall. It is the first rate if the loss
    /// falls nowhere there.
    ///
    /// It is `steep` of fastai's `lr_find`, which takes the slope between neighbours.
    ///
    /// @throws IllegalStateException if there is no step, since the first gradient was not finite
    public double suggestion() {
        int end = leastLoss();
        int k = Math.clamp((end - begin()) / 2, 1, Math.max(1, rates.length / 20));
        int steepest = 0;
        double least = 0;
        for (int i = begin() + k; i + k <= end; i++) {
            double slope = (smoothed[i + k] - smoothed[i - k]) / StrictMath.log(rates[i + k] / rates[i - k]);
            if (slope < least) {
                least = slope;
                steepest = i;
            }
        }
        return rates[steepest];
    }

    /// Returns a tenth of the rate at the end of the part that counts, where the smoothed loss is least: a careful
    /// choice of the greatest rate of a 1cycle, and `minimum` of fastai's `lr_find`.
    ///
    /// @throws IllegalStateException if there is no step, since the first gradient was not finite
    public double tenthOfLeastLoss() {
        return rates[leastLoss()] / 10;
    }

    private int begin() {
        return rates.length / 10;
    }

    /// Returns the step with the least smoothed loss before the training diverges.
    private int leastLoss() {
        if (rates.length == 0) {
            throw new IllegalStateException("the search has no step, since the first gradient was not finite");
        }
        double first = smoothed[begin()];
        double overall = first;
        for (int i = begin(); i < smoothed.length; i++) {
            overall = smoothed[i] < overall ? smoothed[i] : overall;
        }
        int least = begin();
        for (int i = begin(); i < smoothed.length; i++) {
            if (smoothed[i] < smoothed[least]) {
                least = i;
            }
            boolean fallen = smoothed[least] <= (first + overall) / 2;
            if (fallen && smoothed[i] > (first + smoothed[least]) / 2) {
                break;
            }
        }
        return least;
    }
}

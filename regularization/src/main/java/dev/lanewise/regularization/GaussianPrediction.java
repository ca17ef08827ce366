package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// What several passes of a network with a [MeanAndVariance] head say of every row: the mixture's mean, and its
/// variance in two parts (Kendall and Gal, 2017).
///
/// @param mean the mean over the passes of the means, of shape (rows, k)
/// @param modelVariance the variance over the passes of the means: what more data could remove
/// @param noiseVariance the mean over the passes of the variances: what the data itself scatters
public record GaussianPrediction(Tensor mean, Tensor modelVariance, Tensor noiseVariance) {
    /// Returns what these passes say.
    ///
    /// @param passes of a network whose outputs are k means and k variances
    /// @throws IllegalArgumentException if the number of outputs is odd
    public static GaussianPrediction of(MonteCarloPrediction passes) {
        int columns = passes.mean().columns();
        if (columns % 2 != 0) {
            throw new IllegalArgumentException(
                    "means and variances need an even number of outputs, but there are " + columns);
        }
        var shape = Shape.of(passes.mean().rows(), columns / 2);
        var result = new GaussianPrediction(Tensor.zeros(shape), Tensor.zeros(shape), Tensor.zeros(shape));
        for (int i = 0; i < result.mean.size(); i++) {
            int at = i / (columns / 2) * columns + i % (columns / 2);
            float deviation = passes.standardDeviation().get(at);
            result.mean.set(i, passes.mean().get(at));
            result.modelVariance.set(i, deviation * deviation);
            result.noiseVariance.set(i, passes.mean().get(at + columns / 2));
        }
        return result;
    }

    /// Returns the variance of the mixture of all passes: the sum of both parts.
    public Tensor variance() {
        var sum = Tensor.zeros(mean.shape());
        for (int i = 0; i < sum.size(); i++) {
            sum.set(i, modelVariance.get(i) + noiseVariance.get(i));
        }
        return sum;
    }
}

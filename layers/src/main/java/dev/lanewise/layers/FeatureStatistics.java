package dev.lanewise.layers;

import dev.lanewise.core.Tensor;

/// Mean and variance of every position along the last axis, gathered batch by batch from data of any size.
///
/// Sums run in double, one example after another (Welford, 1962), so the result does not depend on how the examples are
/// split into batches. For one thread at a time.
public final class FeatureStatistics {
    private double[] mean = {};
    private double[] squares = {};
    private long count;

    /// Creates statistics of nothing yet.
    public FeatureStatistics() {}

    /// Takes a batch in.
    ///
    /// @param examples one a row
    /// @throws IllegalArgumentException if they have another last length than those before
    public void add(Tensor examples) {
        var shape = examples.shape();
        int features = shape.rank() < 2 ? 1 : shape.length(shape.rank() - 1);
        if (count == 0) {
            mean = new double[features];
            squares = new double[features];
        }
        if (features != mean.length) {
            throw new IllegalArgumentException("the examples have " + features
                    + " features along the last axis, but those before had " + mean.length);
        }
        float[] x = examples.array();
        int end = examples.offset() + examples.size();
        for (int at = examples.offset(); at < end; at += features) {
            count++;
            for (int j = 0; j < features; j++) {
                double deviation = x[at + j] - mean[j];
                mean[j] += deviation / count;
                squares[j] = Math.fma(deviation, x[at + j] - mean[j], squares[j]);
            }
        }
    }

    /// Returns the means.
    ///
    /// @throws IllegalStateException if nothing was taken in
    public float[] mean() {
        return floats(mean, 1);
    }

    /// Returns the variances: mean squared deviations, divided by the number of examples.
    ///
    /// @throws IllegalStateException if nothing was taken in
    public float[] variance() {
        return floats(squares, count);
    }

    private float[] floats(double[] values, long divisor) {
        if (count == 0) {
            throw new IllegalStateException("there are no statistics without examples");
        }
        float[] result = new float[values.length];
        for (int j = 0; j < values.length; j++) {
            result[j] = (float) (values[j] / divisor);
        }
        return result;
    }
}

package dev.lanewise.examples.chapter;

/// A mean and its 95 % confidence interval: mean ± t·s/√n, with s the deviation with divisor n − 1 and t the two-sided
/// 95 % quantile of Student's distribution with n − 1 degrees of freedom. With one value the interval is unbounded.
///
/// @param mean of the values
/// @param half half the width of the interval
/// @param count n
record Interval(double mean, double half, int count) {
    private static final double LEVEL = 0.95;

    static Interval of(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        int degrees = values.length - 1;
        double half = degrees == 0
                ? Double.POSITIVE_INFINITY
                : StudentT.twoSided(degrees, LEVEL) * Math.sqrt(squares / degrees / values.length);
        return new Interval(mean, half, values.length);
    }

    double lower() {
        return mean - half;
    }

    double upper() {
        return mean + half;
    }

    /// Returns whether the interval has an end.
    boolean bounded() {
        return Double.isFinite(half);
    }
}

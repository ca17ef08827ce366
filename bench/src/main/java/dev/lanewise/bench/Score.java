package dev.lanewise.bench;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.Arrays;

/// What a contestant reached in a case, over all rounds of all forks.
final class Score {
    final String contestant;
    final String caseName;
    final Contest contest;
    final DoubleArrayList nanoseconds = new DoubleArrayList();
    final DoubleArrayList ratios = new DoubleArrayList();
    final DoubleArrayList peaks = new DoubleArrayList();
    String version = "";
    double bytes = Double.NaN;

    Score(Contest contest, String contestant, String caseName) {
        this.contest = contest;
        this.contestant = contestant;
        this.caseName = caseName;
    }

    /// Returns the median time of an operation.
    double time() {
        return quantile(nanoseconds, 0.5);
    }

    /// Returns the distance of the quartiles over the median.
    double spread() {
        return (quantile(nanoseconds, 0.75) - quantile(nanoseconds, 0.25)) / time();
    }

    /// Returns the median over the rounds of this contestant's time over the baseline's.
    double ratio() {
        return quantile(ratios, 0.5);
    }

    /// Returns the median peak in GFLOP/s beside this score.
    double peak() {
        return quantile(peaks, 0.5);
    }

    /// Returns a quantile with linear interpolation, NaN of nothing.
    static double quantile(DoubleArrayList values, double q) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted = values.toDoubleArray();
        Arrays.sort(sorted);
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

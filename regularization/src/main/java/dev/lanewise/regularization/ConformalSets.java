package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// Sets of classes that hold the true one with a promised probability (split-conformal prediction; Vovk et al., 2005,
/// with the score 1 − p of Sadinle et al., 2019).
///
/// A set has all classes with 1 − p ≤ threshold. For rows exchangeable with the n calibration rows it misses the true
/// class with probability at most α on average, whatever the model is worth; a bad one gives large sets.
///
/// @param miscoverage α, in (0, 1)
/// @param threshold the ⌈(n + 1)(1 − α)⌉-th least score of the calibration rows; infinite if there are fewer, and then
///     every class is in every set
public record ConformalSets(double miscoverage, double threshold) {
    /// What sets turned out to be.
    ///
    /// @param coverage the share of rows whose set has the true class
    /// @param meanSize the mean number of classes in a set
    /// @param singletons the share of sets with one class
    /// @param empty the share of sets without a class
    public record Measured(double coverage, double meanSize, double singletons, double empty) {}

    /// Checks the promise.
    ///
    /// @throws IllegalArgumentException unless α is in (0, 1) and the threshold is a number
    public ConformalSets {
        if (!(miscoverage > 0 && miscoverage < 1)) {
            throw new IllegalArgumentException("the miscoverage must be in (0, 1), but is " + miscoverage);
        }
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("the threshold must be a number, but is NaN");
        }
    }

    /// Returns the sets for which rows that were not trained on are missed with probability α at most.
    ///
    /// @param probabilities of the calibration rows
    /// @param targets the class of every row, as a number
    /// @param miscoverage α, in (0, 1)
    /// @throws IllegalArgumentException if α is out of range, rows are no probabilities, or targets no classes
    public static ConformalSets fit(Tensor probabilities, Tensor targets, double miscoverage) {
        Rows.checkProbabilities(probabilities);
        Rows.checkTargets(probabilities, targets);
        int rows = probabilities.rows();
        int classes = probabilities.columns();
        var scores = Tensor.zeros(Shape.of(rows));
        for (int row = 0; row < rows; row++) {
            scores.set(row, score(probabilities, row, Rows.target(targets, row, classes)));
        }
        // A little less than a whole number is one: (n + 1)(1 − α) is rounded.
        double rank = Math.ceil((rows + 1) * (1 - miscoverage) - 1e-9);
        double threshold = rank > rows
                ? Double.POSITIVE_INFINITY
                : scores.get(Rows.ascending(scores)[Math.max(1, (int) rank) - 1]);
        return new ConformalSets(miscoverage, threshold);
    }

    /// Returns whether the set of a row has a class.
    public boolean contains(Tensor probabilities, int row, int candidate) {
        return score(probabilities, row, candidate) <= threshold;
    }

    /// Returns coverage and size of the sets of these rows.
    ///
    /// @param probabilities one row an example
    /// @param targets the class of every row, as a number
    /// @throws IllegalArgumentException if rows are no probabilities or targets no classes
    public Measured measure(Tensor probabilities, Tensor targets) {
        Rows.checkProbabilities(probabilities);
        Rows.checkTargets(probabilities, targets);
        int classes = probabilities.columns();
        long covered = 0;
        long total = 0;
        long singletons = 0;
        long empty = 0;
        for (int row = 0; row < probabilities.rows(); row++) {
            int size = 0;
            for (int j = 0; j < classes; j++) {
                size += contains(probabilities, row, j) ? 1 : 0;
            }
            covered += contains(probabilities, row, Rows.target(targets, row, classes)) ? 1 : 0;
            total += size;
            singletons += size == 1 ? 1 : 0;
            empty += size == 0 ? 1 : 0;
        }
        double rows = probabilities.rows();
        return new Measured(covered / rows, total / rows, singletons / rows, empty / rows);
    }

    private static float score(Tensor probabilities, int row, int candidate) {
        return 1f - probabilities.get(row * probabilities.columns() + candidate);
    }
}

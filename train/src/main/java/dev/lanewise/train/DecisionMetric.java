package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// Precision, recall or F-score of the decisions p > threshold, over all elements of all rows.
///
/// @param kind which
/// @param threshold what an output must be above for a yes
/// @param beta β of the F-score
record DecisionMetric(Kind kind, double threshold, double beta) implements Metric {
    /// What is divided by what.
    enum Kind {
        /// True among those called true.
        PRECISION,
        /// Called true among the true.
        RECALL,
        /// (1 + β²)·precision·recall / (β²·precision + recall).
        F_SCORE
    }

    private static final int TRUE_POSITIVE = 0;
    private static final int FALSE_POSITIVE = 1;
    private static final int FALSE_NEGATIVE = 2;

    DecisionMetric {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a threshold must be in [0, 1], but is " + threshold);
        }
        Ranges.positive("beta of an F-score", beta);
    }

    @Override
    public String name() {
        return switch (kind) {
            case PRECISION -> "precision";
            case RECALL -> "recall";
            case F_SCORE -> beta == 1 ? "f1_score" : "f_score";
        };
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }

    @Override
    public int sums(int columns) {
        return 3;
    }

    @Override
    public void add(Tensor output, Tensor targets, double[] weights, double[] sums) {
        Targets.oneForEveryOutput(output, targets);
        int columns = output.columns();
        for (int i = 0; i < output.size(); i++) {
            boolean called = output.get(i) > threshold;
            boolean right = targets.get(i) != 0;
            if (called || right) {
                int kind = !called ? FALSE_NEGATIVE : right ? TRUE_POSITIVE : FALSE_POSITIVE;
                sums[kind] += weights[i / columns];
            }
        }
    }

    @Override
    public double result(double[] sums) {
        double right = sums[TRUE_POSITIVE];
        double square = beta * beta;
        return switch (kind) {
            case PRECISION -> divide(right, right + sums[FALSE_POSITIVE]);
            case RECALL -> divide(right, right + sums[FALSE_NEGATIVE]);
            case F_SCORE ->
                divide(
                        (1 + square) * right,
                        (1 + square) * right + square * sums[FALSE_NEGATIVE] + sums[FALSE_POSITIVE]);
        };
    }

    private static double divide(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}

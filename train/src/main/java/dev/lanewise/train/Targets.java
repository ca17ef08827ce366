package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// Checks and reads what is to be predicted.
final class Targets {
    /// The ε of Keras: what probabilities and divisors are kept away from 0 by.
    static final double EPSILON = 1e-7;

    private Targets() {}

    /// Throws unless there is a target for every output.
    static void oneForEveryOutput(Tensor output, Tensor targets) {
        if (targets.rows() != output.rows() || targets.size() != output.size()) {
            throw new IllegalArgumentException("this loss needs a target for every output, but there are outputs "
                    + output.shape() + " and targets " + targets.shape());
        }
    }

    /// Throws unless there is one target for every row.
    static void oneForEveryRow(Tensor output, Tensor targets) {
        if (targets.rows() != output.rows() || targets.size() != output.rows()) {
            throw new IllegalArgumentException("this loss needs one class for every row, but there are outputs "
                    + output.shape() + " and targets " + targets.shape());
        }
    }

    /// Returns the class of a row.
    static int classOf(Tensor targets, int row, int classes) {
        float target = targets.get(row);
        if (!(target >= 0 && target < classes && target == (int) target)) {
            throw new IllegalArgumentException(
                    "a target class must be a whole number in [0, " + classes + "), but row " + row + " has " + target);
        }
        return (int) target;
    }

    /// Returns p within [ε, 1 − ε].
    static double clip(double p) {
        return Math.clamp(p, EPSILON, 1 - EPSILON);
    }

    /// Returns whether [#clip(double)] leaves p as it is, so that it has a slope there.
    static boolean inside(double p) {
        return p > EPSILON && p < 1 - EPSILON;
    }

    /// Returns a smoothed target y·(1 − s) + s / n, with n the number of classes.
    static double smooth(double y, double smoothing, int classes) {
        return y * (1 - smoothing) + smoothing / classes;
    }

    /// Returns 1 / (1 + e⁻ᶻ).
    static double sigmoid(double z) {
        double e = StrictMath.exp(-Math.abs(z));
        return (z >= 0 ? 1 : e) / (1 + e);
    }
}

package dev.lanewise.train;

/// Refuses hyper-parameters that are out of their ranges.
final class Ranges {
    private Ranges() {}

    /// Throws unless the value is in [0, 1).
    static double share(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(what + " must be in [0, 1), but is " + value);
        }
        return value;
    }

    /// Throws unless the value is finite and above 0.
    static double positive(String what, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(what + " must be finite and above 0, but is " + value);
        }
        return value;
    }

    /// Throws unless the value is finite and at least 0.
    static double notNegative(String what, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(what + " must be finite and at least 0, but is " + value);
        }
        return value;
    }
}

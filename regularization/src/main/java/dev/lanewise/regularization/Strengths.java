package dev.lanewise.regularization;

/// Checks of hyper-parameters, with the rule and the value in the message.
final class Strengths {
    private Strengths() {}

    static void check(String name, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "the strength of " + name + " must be finite and at least 0, but is " + value);
        }
    }

    static void checkNorm(String what, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(what + " must be finite and above 0, but is " + value);
        }
    }
}

package dev.lanewise.regularization;

import dev.lanewise.layers.Schedule;

/// Checks of hyper-parameters, with the rule and the value in the message.
final class Strengths {
    private Strengths() {}

    /// Returns the strength at a step.
    static double at(String name, Schedule strength, long step) {
        double value = strength.at(step);
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "the strength of " + name + " must be finite and at least 0, but is " + value + atStep(step));
        }
        return value;
    }

    private static String atStep(long step) {
        return step == 0 ? "" : " at step " + step;
    }

    static void checkNorm(String what, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(what + " must be finite and above 0, but is " + value);
        }
    }
}

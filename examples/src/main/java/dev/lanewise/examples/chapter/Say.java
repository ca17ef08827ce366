package dev.lanewise.examples.chapter;

import java.util.function.ToDoubleFunction;

/// Sentences with numbers from results.
///
/// @param results of the run
record Say(Results results) {
    /// Returns a variant's title.
    String title(String name) {
        return results.variant(name).title();
    }

    /// Returns "A 87.10 %, B 86.90 %: +0.20 [−0.10, +0.50] points".
    String accuracies(String name, String reference) {
        return compared(title(name), title(reference), mean(name, accuracy()), mean(reference, accuracy()))
                + points(results.difference(name, reference, accuracy()));
    }

    private static String compared(String name, String reference, double one, double other) {
        return "test accuracy " + Text.percent(one, 2) + " with " + name + ", " + Text.percent(other, 2) + " with "
                + reference + ": ";
    }

    /// Returns a difference of shares in percentage points, with its interval.
    static String points(Interval difference) {
        return Text.signed(100 * difference.mean(), 2) + interval(difference, 100, 2) + " points";
    }

    /// Returns a difference as a number, with its interval.
    static String number(Interval difference, int digits) {
        return Text.signed(difference.mean(), digits) + interval(difference, 1, digits);
    }

    private static String interval(Interval difference, double factor, int digits) {
        if (!difference.bounded()) {
            return " (one seed, no interval)";
        }
        return " [" + Text.signed(factor * difference.lower(), digits) + ", "
                + Text.signed(factor * difference.upper(), digits) + "]";
    }

    double mean(String name, ToDoubleFunction<Result> number) {
        return results.interval(name, number).mean();
    }

    static ToDoubleFunction<Result> accuracy() {
        return result -> result.test().accuracy();
    }
}

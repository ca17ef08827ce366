package dev.lanewise.examples.tabular;

/// Checks options.
final class Ranges {
    private Ranges() {}

    /// Checks a whole number.
    ///
    /// @throws IllegalArgumentException unless it is in [least, most]
    static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " must be in [" + least + ", " + most + "], but is " + value);
        }
    }

    /// Checks the share of the rows that goes to a part.
    ///
    /// @throws IllegalArgumentException unless it is in [0.01, 0.5]
    static void checkShare(String option, double value) {
        if (!(value >= 0.01 && value <= 0.5)) {
            throw new IllegalArgumentException(option + " must be in [0.01, 0.5], but is " + value);
        }
    }
}

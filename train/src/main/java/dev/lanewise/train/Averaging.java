package dev.lanewise.train;

import java.util.Locale;

/// How the numbers of several classes become one.
public enum Averaging {
    /// The number of all decisions taken together.
    MICRO,
    /// The mean over the classes.
    MACRO,
    /// The mean over the classes, each as often as it occurs.
    WEIGHTED;

    String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.lanewise.examples.tabular;

import java.util.Locale;

/// What a column is taken for.
enum Kind {
    /// Standardized; what is no number counts as missing.
    NUMBER,
    /// One input for each of its frequent values.
    CATEGORY,
    /// Left out.
    IGNORED;

    /// Returns the name as it stands on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

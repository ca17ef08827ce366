package dev.lanewise.examples.tabular;

import java.util.List;

/// How the cells of a column become inputs of the network.
///
/// | kind | inputs |
/// |---|---|
/// | number | (x − mean)/deviation, at most ±10, and 0 if missing; 1 if missing, else 0 |
/// | category | for each level 1 if it is the value, else 0; the same for all other values; the same if missing |
///
/// The second and later ones are there only if the training rows had such cells; what they never had, such as a new
/// category, leaves all inputs of the column at 0.
///
/// @param name its name in the file
/// @param kind number or category
/// @param mean of the training rows, for numbers
/// @param deviation of the training rows, with divisor n, for numbers; 0 leaves the value out
/// @param indicator whether there is an input for missing values
/// @param levels the values of a category with an input of their own
/// @param rare whether there is an input for all other values
record Column(
        String name, Kind kind, double mean, double deviation, boolean indicator, List<String> levels, boolean rare) {
    /// Numbers farther from the mean than this many deviations are moved there: where the network has seen next to
    /// nothing, its variance, an exponential, would grow without bound.
    private static final double FARTHEST = 10;

    /// What a cell turned out to be.
    enum Found {
        VALUE,
        MISSING,
        /// A text where a number should be.
        UNREADABLE,
        /// A value without an input of its own.
        OTHER
    }

    Column {
        if (kind == Kind.IGNORED || !(deviation >= 0 && Double.isFinite(deviation)) || !Double.isFinite(mean)) {
            throw new IllegalArgumentException("column '" + name + "' must be a number or a category with finite mean"
                    + " and deviation, but has " + kind + ", " + mean + ", " + deviation);
        }
        levels = List.copyOf(levels);
    }

    /// Returns the number of inputs.
    int width() {
        return values() + (indicator ? 1 : 0);
    }

    private int values() {
        return kind == Kind.NUMBER ? deviation > 0 ? 1 : 0 : levels.size() + (rare ? 1 : 0);
    }

    /// Sets the inputs of a cell, which are 0 before.
    ///
    /// @param inputs of the whole row
    /// @param at the first of this column
    Found encode(String cell, Cells cells, float[] inputs, int at) {
        double number = kind == Kind.NUMBER ? cells.number(cell) : 0;
        boolean missing = cells.isMissing(cell);
        if (missing || Double.isNaN(number)) {
            if (indicator) {
                inputs[at + values()] = 1;
            }
            return missing ? Found.MISSING : Found.UNREADABLE;
        }
        return kind == Kind.NUMBER ? encodeNumber(number, inputs, at) : encodeCategory(cell, inputs, at);
    }

    private Found encodeNumber(double number, float[] inputs, int at) {
        if (deviation > 0) {
            inputs[at] = (float) Math.clamp((number - mean) / deviation, -FARTHEST, FARTHEST);
        }
        return Found.VALUE;
    }

    private Found encodeCategory(String cell, float[] inputs, int at) {
        int level = levels.indexOf(ValueCounts.key(cell));
        if (level >= 0) {
            inputs[at + level] = 1;
            return Found.VALUE;
        }
        if (rare) {
            inputs[at + levels.size()] = 1;
        }
        return Found.OTHER;
    }
}

package dev.lanewise.examples.tabular;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a column holds, over all rows of the file.
final class ColumnProfile {
    /// Of the cells that are there, so many must be numbers in a column of numbers.
    private static final double NUMBERS = 0.95;

    private static final int SHOWN = 4;

    private final String name;
    private final ValueCounts values;
    private long missing;
    private long numbers;
    private long texts;
    private @Nullable String firstText;
    private long lineOfText;
    private boolean whole = true;
    private boolean counting = true;
    private double last;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    ColumnProfile(String name, int capacity) {
        this.name = name;
        values = new ValueCounts(capacity);
    }

    void add(String cell, long line, Cells cells) {
        if (cells.isMissing(cell)) {
            missing++;
            return;
        }
        double number = cells.number(cell);
        if (Double.isNaN(number)) {
            texts++;
            if (firstText == null) {
                firstText = ValueCounts.key(cell);
                lineOfText = line;
            }
        } else {
            counting &= numbers == 0 || number == last + 1;
            last = number;
            numbers++;
            whole &= number == Math.rint(number);
            least = Math.min(least, number);
            greatest = Math.max(greatest, number);
        }
        // Numbers of many different values are not counted any further: nobody asks for their frequencies.
        if (texts > 0 || values.exact()) {
            values.add(cell);
        }
    }

    String name() {
        return name;
    }

    long missing() {
        return missing;
    }

    long numbers() {
        return numbers;
    }

    ValueCounts values() {
        return values;
    }

    /// Returns whether all that is there is whole numbers, of at most so many different values.
    boolean isFewWholeNumbers(int most) {
        return texts == 0 && whole && values.exact() && values.size() <= most;
    }

    /// Returns whether the cells are all the same, or all missing.
    boolean isConstant() {
        return missing == 0 && values.exact() && values.size() == 1 || numbers + texts == 0;
    }

    /// Returns whether every number is one more than that of the row before, and none is missing.
    private boolean countsRows() {
        return counting && whole && texts == 0 && missing == 0;
    }

    /// Returns what to take the column for: what most cells are, or nothing if they tell nothing.
    Kind guess() {
        return isConstant() || countsRows() ? Kind.IGNORED : content();
    }

    /// Returns what most cells are.
    Kind content() {
        return numbers >= NUMBERS * (numbers + texts) ? Kind.NUMBER : Kind.CATEGORY;
    }

    /// Returns the first text with its line, for a column that should have numbers alone; null if there is none.
    @Nullable
    String textFound() {
        return firstText == null ? null : '\'' + Texts.shown(firstText) + "' in line " + lineOfText;
    }

    /// Returns what a person should know about a column taken for this kind; null if nothing.
    @Nullable
    String note(Kind kind) {
        if (kind == Kind.IGNORED && countsRows() && !isConstant()) {
            return name + ": counts the rows, and is left out; --type " + name + "=number keeps it";
        }
        if (kind == Kind.NUMBER && texts > 0) {
            return name + ": " + texts + " of " + (numbers + texts) + " values are no numbers, such as " + textFound()
                    + ", and count as missing";
        }
        if (kind == Kind.CATEGORY && texts > 0 && numbers > 0) {
            return name + ": mixed, " + numbers + " numbers and " + texts + " texts, such as " + textFound()
                    + ": taken as categories";
        }
        return null;
    }

    /// Returns the range of the numbers or the most frequent values.
    String details(Kind kind) {
        if (numbers + texts == 0) {
            return "always missing";
        }
        if (isConstant()) {
            return "always " + shortened(values.descending().getFirst().getKey());
        }
        if (kind == Kind.NUMBER || kind == Kind.IGNORED && content() == Kind.NUMBER) {
            return number(least) + " … " + number(greatest);
        }
        var most = values.descending();
        if (most.getFirst().getValue() == 1) {
            return "all different, such as " + shortened(most.getFirst().getKey());
        }
        var shown = most.stream()
                .limit(SHOWN)
                .map(entry -> shortened(entry.getKey()) + ' ' + entry.getValue())
                .collect(Collectors.joining(", "));
        int more = most.size() - SHOWN;
        return shown + (!values.exact() ? ", many more" : more > 0 ? ", " + more + " more" : "");
    }

    private static String number(double value) {
        var shown = new BigDecimal(value, new MathContext(6)).stripTrailingZeros();
        return Math.abs(value) < 1e15 && (value == 0 || Math.abs(value) > 1e-6)
                ? shown.toPlainString()
                : shown.toString();
    }

    private static String shortened(String text) {
        return Texts.shown(text, 24);
    }
}

package dev.lanewise.examples.tabular;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the target's cells.
final class TargetColumn {
    /// Whole numbers of at most so many different values are taken for classes.
    private static final int FEW = 10;

    private static final int MOST_CLASSES = 1000;

    /// What is asked for.
    enum Task {
        CLASSIFICATION,
        REGRESSION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final int index;
    private final Target target;
    private final Cells cells;
    private final Map<String, Integer> classOf = new HashMap<>();

    private TargetColumn(int index, Target target, Cells cells) {
        this.index = index;
        this.target = target;
        this.cells = cells;
        for (int i = 0; i < target.classes().size(); i++) {
            classOf.put(target.classes().get(i), i);
        }
    }

    /// Decides whether a column has classes or numbers.
    ///
    /// @param wanted what a person says; null to decide by what is there: texts, or at most ten different whole
    ///     numbers, are classes
    /// @throws IllegalArgumentException if the column does not allow it
    static TargetColumn of(ColumnProfile column, int index, @Nullable Task wanted, Cells cells) {
        var name = column.name();
        if (column.values().size() == 0) {
            throw new IllegalArgumentException("the target '" + name + "' is missing in every row");
        }
        if (column.values().exact() && column.values().size() == 1) {
            throw new IllegalArgumentException("a target needs at least 2 different values, but '" + name
                    + "' is always " + column.values().descending().getFirst().getKey());
        }
        var guess = column.content() == Kind.CATEGORY || column.isFewWholeNumbers(FEW)
                ? Task.CLASSIFICATION
                : Task.REGRESSION;
        var task = wanted == null ? guess : wanted;
        if (task == Task.REGRESSION) {
            if (column.content() != Kind.NUMBER) {
                throw new IllegalArgumentException(
                        "regression needs numbers, but the target '" + name + "' has " + column.textFound());
            }
            return new TargetColumn(index, new Target(name, List.of(), 0, 1), cells);
        }
        return new TargetColumn(index, new Target(name, classes(column, cells), 0, 1), cells);
    }

    private static List<String> classes(ColumnProfile column, Cells cells) {
        var values = column.values();
        if (!values.exact() || values.size() > MOST_CLASSES) {
            throw new IllegalArgumentException("there can be at most " + MOST_CLASSES + " classes, but the target '"
                    + column.name() + "' has " + (values.exact() ? "" : "more than ") + values.size()
                    + "; --task regression predicts numbers");
        }
        var names = values.descending().stream().map(Map.Entry::getKey).toList();
        Stream<String> sorted = names.stream().anyMatch(name -> Double.isNaN(cells.number(name)))
                ? names.stream().sorted()
                : names.stream().sorted(Comparator.comparingDouble(cells::number));
        return sorted.toList();
    }

    Target target() {
        return target;
    }

    int index() {
        return index;
    }

    /// Returns how many rows each class has, or all together for a number.
    long[] rows(ColumnProfile column) {
        if (!target.isClass()) {
            return new long[] {column.numbers()};
        }
        long[] rows = new long[target.classes().size()];
        for (var entry : column.values().descending()) {
            rows[classOf.getOrDefault(entry.getKey(), 0)] = entry.getValue();
        }
        return rows;
    }

    /// Returns which class a cell is, 0 for any number, and −1 if there is no target.
    int classOf(String cell) {
        if (cells.isMissing(cell)) {
            return -1;
        }
        if (target.isClass()) {
            return classOf.getOrDefault(ValueCounts.key(cell), -1);
        }
        return Double.isNaN(cells.number(cell)) ? -1 : 0;
    }

    /// Returns the class as a number, or the number, of a cell with a target.
    double value(String cell) {
        return target.isClass() ? classOf(cell) : cells.number(cell);
    }
}

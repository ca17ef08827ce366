package dev.lanewise.examples.tabular;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Means, deviations and frequent categories of the training rows alone: the second pass.
final class Statistics {
    /// A value needs so many training rows, or one in a thousand, for an input of its own.
    private static final long LEAST_ROWS = 5;

    private static final long LEAST_SHARE = 1000;

    private final String name;
    private final Kind kind;
    private final ValueCounts values;
    private long missing;
    private long count;
    private double mean;
    private double squares;

    private Statistics(String name, Kind kind, int capacity) {
        this.name = name;
        this.kind = kind;
        values = new ValueCounts(capacity);
    }

    /// What the pass finds.
    ///
    /// @param columns those that have at least one input
    /// @param target with mean and deviation, for numbers
    /// @param rows of the training part
    /// @param dropped why other columns have no input
    record Result(List<Column> columns, Target target, long rows, List<String> dropped) {}

    /// Reads the training rows.
    ///
    /// @param kinds of the columns; the target's is ignored
    /// @param mostLevels how many values of a category may have inputs of their own
    static Result of(PartedRows rows, CsvFile file, TargetColumn target, List<Kind> kinds, Cells cells, int mostLevels)
            throws IOException {
        var all = new ArrayList<Statistics>();
        int capacity = Profile.capacity(kinds.size());
        for (int j = 0; j < kinds.size(); j++) {
            all.add(new Statistics(file.names().get(j), kinds.get(j), capacity));
        }
        var ofTarget = new Statistics(target.target().name(), Kind.NUMBER, 1);
        for (var found = rows.next(); found != null; found = rows.next()) {
            if (rows.part() == Split.Part.TRAINING) {
                for (int j = 0; j < kinds.size(); j++) {
                    all.get(j).add(found.getField(j), cells);
                }
                ofTarget.addNumber(rows.value());
            }
        }
        var columns = new ArrayList<Column>();
        var dropped = new ArrayList<String>();
        for (var statistics : all) {
            statistics.conclude(ofTarget.count, mostLevels, columns, dropped);
        }
        return new Result(List.copyOf(columns), ofTarget.scale(target.target()), ofTarget.count, dropped);
    }

    private void add(String cell, Cells cells) {
        if (kind == Kind.IGNORED) {
            return;
        }
        double number = kind == Kind.NUMBER ? cells.number(cell) : 0;
        if (cells.isMissing(cell) || Double.isNaN(number)) {
            missing++;
        } else if (kind == Kind.NUMBER) {
            addNumber(number);
        } else {
            values.add(cell);
        }
    }

    /// Takes a number into mean and sum of squared deviations (Welford, 1962).
    private void addNumber(double number) {
        count++;
        double difference = number - mean;
        mean += difference / count;
        squares += difference * (number - mean);
    }

    private double deviation() {
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }

    private Target scale(Target target) {
        if (target.isClass()) {
            return target;
        }
        if (deviation() == 0) {
            throw new IllegalArgumentException("a target needs at least 2 different values, but '" + name + "' is "
                    + mean + " in every training row");
        }
        return target.scaled(mean, deviation());
    }

    private void conclude(long rows, int mostLevels, List<Column> columns, List<String> dropped) {
        if (kind == Kind.IGNORED) {
            return;
        }
        long least = Math.max(LEAST_ROWS, (rows + LEAST_SHARE - 1) / LEAST_SHARE);
        var frequent = values.descending().stream()
                .filter(entry -> entry.getValue() >= least)
                .limit(mostLevels)
                .map(Map.Entry::getKey)
                .toList();
        boolean rare = values.size() > frequent.size() || !values.exact();
        boolean indicator = missing > 0 && missing < rows;
        var column = kind == Kind.NUMBER
                ? new Column(name, kind, mean, deviation(), indicator, List.of(), false)
                : new Column(name, kind, 0, 0, indicator, frequent, rare && !frequent.isEmpty());
        boolean varies = frequent.size() > 1 || column.rare();
        if (kind == Kind.CATEGORY && frequent.isEmpty()) {
            dropped.add(name + ": texts, none of which stands in " + least + " training rows: "
                    + (indicator ? "only whether it is missing counts" : "left out"));
            columns.addAll(indicator ? List.of(column) : List.of());
        } else if (column.width() == 0 || kind == Kind.CATEGORY && !varies && !indicator) {
            dropped.add(name + ": the same in every training row: left out");
        } else {
            columns.add(column);
        }
    }
}

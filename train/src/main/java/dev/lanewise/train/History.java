package dev.lanewise.train;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.objects.Object2ObjectLinkedOpenHashMap;
import java.util.Collections;
import java.util.Set;

/// What was reported after every epoch: columns such as `loss` or `val_accuracy`, a row an epoch; NaN where an epoch
/// reported nothing.
public final class History {
    private final Object2ObjectLinkedOpenHashMap<String, DoubleArrayList> columns =
            new Object2ObjectLinkedOpenHashMap<>();
    private int rows;

    History() {}

    /// Sets a value in the row that is being written.
    void add(String column, double value) {
        columns.computeIfAbsent(column, _ -> missing(rows)).add(value);
    }

    /// Ends the row: what it lacks is missing.
    void endRow() {
        rows++;
        for (var column : columns.values()) {
            if (column.size() < rows) {
                column.add(Double.NaN);
            }
        }
    }

    private static DoubleArrayList missing(int rows) {
        var column = new DoubleArrayList();
        for (int i = 0; i < rows; i++) {
            column.add(Double.NaN);
        }
        return column;
    }

    /// Returns the names of the columns in the order of reporting.
    public Set<String> columns() {
        return Collections.unmodifiableSet(columns.keySet());
    }

    /// Returns one column, an element an epoch.
    ///
    /// @throws IllegalArgumentException if it was not reported
    public double[] column(String name) {
        var column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("there is no column '" + name + "'; there are " + columns.keySet());
        }
        return column.toDoubleArray();
    }

    /// Returns the value of the last epoch.
    ///
    /// @throws IllegalArgumentException if the column was not reported
    public double last(String name) {
        double[] column = column(name);
        return column[column.length - 1];
    }

    /// Returns the number of epochs reported.
    public int epochs() {
        return columns.isEmpty() ? 0 : columns.get(columns.firstKey()).size();
    }

    void save(State state) {
        state.put("rows", rows);
        state.put("columns", String.join("\n", columns.keySet()));
        if (rows > 0) {
            columns.forEach((name, values) -> state.put("column " + name, values.toDoubleArray()));
        }
    }

    /// Returns the change to what was saved.
    Runnable restored(State state) {
        int savedRows = (int) state.number("rows");
        var saved = new Object2ObjectLinkedOpenHashMap<String, DoubleArrayList>();
        for (var name : state.text("columns").lines().toList()) {
            var values = state.numbers("column " + name);
            if (values.length != savedRows) {
                throw new IllegalArgumentException(
                        "the history has " + savedRows + " rows, but " + values.length + " of " + name);
            }
            saved.put(name, new DoubleArrayList(values));
        }
        return () -> {
            rows = savedRows;
            columns.clear();
            columns.putAll(saved);
        };
    }
}

package dev.lanewise.examples.tabular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns the fields of one row after another into inputs, and counts what was not as in training.
final class RowEncoder {
    private final List<Column> columns;
    private final int[] places;
    private final Cells cells;
    private final float[] inputs;
    private final long[][] counts;
    private final String[] examples;

    /// Creates the encoder of a file.
    ///
    /// @param names of the file's columns
    RowEncoder(List<Column> columns, List<String> names, Cells cells) {
        this.columns = columns;
        this.cells = cells;
        places = columns.stream()
                .mapToInt(column -> names.indexOf(column.name()))
                .toArray();
        inputs = new float[columns.stream().mapToInt(Column::width).sum()];
        counts = new long[columns.size()][Column.Found.values().length];
        examples = new String[columns.size()];
        Arrays.fill(examples, "");
    }

    /// Returns the number of inputs.
    int width() {
        return inputs.length;
    }

    /// Returns the inputs of a row, in an array that the next call overwrites.
    float[] encode(List<String> fields, long line) {
        Arrays.fill(inputs, 0);
        int at = 0;
        for (int j = 0; j < places.length; j++) {
            var cell = fields.get(places[j]);
            var found = columns.get(j).encode(cell, cells, inputs, at);
            counts[j][found.ordinal()]++;
            if (examples[j].isEmpty() && (found == Column.Found.UNREADABLE || found == Column.Found.OTHER)) {
                examples[j] = '\'' + ValueCounts.key(cell) + "' in line " + line;
            }
            at += columns.get(j).width();
        }
        return inputs;
    }

    /// Returns a line for every column with cells that were missing, no numbers, or not among its categories.
    List<String> notes() {
        var notes = new ArrayList<String>();
        for (int j = 0; j < places.length; j++) {
            var name = columns.get(j).name();
            long missing = counts[j][Column.Found.MISSING.ordinal()];
            long unreadable = counts[j][Column.Found.UNREADABLE.ordinal()];
            long other = counts[j][Column.Found.OTHER.ordinal()];
            if (missing > 0) {
                notes.add(name + ": " + missing + " missing");
            }
            if (unreadable > 0) {
                notes.add(name + ": " + unreadable + " no numbers, taken as missing, such as " + examples[j]);
            }
            if (other > 0) {
                notes.add(name + ": " + other + " rare or new, such as " + examples[j]);
            }
        }
        return notes;
    }
}

package dev.lanewise.examples.tabular;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a file holds: the first pass over it.
///
/// @param rows how many records it has
/// @param columns in their order
record Profile(long rows, List<ColumnProfile> columns) {
    /// All columns together keep about so many different values.
    private static final int VALUES = 500_000;

    private static final int MOST_VALUES = 10_000;
    private static final int LEAST_VALUES = 100;

    /// Reads all of a file.
    ///
    /// @throws IOException if it cannot be read, has a record of another length, or no record at all
    static Profile of(CsvFile file, Cells cells) throws IOException {
        int capacity = capacity(file.names().size());
        var columns = new ArrayList<ColumnProfile>();
        for (var name : file.names()) {
            columns.add(new ColumnProfile(name, capacity));
        }
        long rows = 0;
        try (var records = file.rows()) {
            for (var found = records.next(); found != null; found = records.next()) {
                for (int j = 0; j < columns.size(); j++) {
                    columns.get(j).add(found.getField(j), found.getStartingLineNumber(), cells);
                }
                rows++;
            }
        }
        if (rows == 0) {
            throw new IOException(file.path() + " has a header but no rows");
        }
        return new Profile(rows, List.copyOf(columns));
    }

    /// Returns how many different values to keep of a column.
    static int capacity(int columns) {
        return Math.clamp(VALUES / columns, LEAST_VALUES, MOST_VALUES);
    }

    /// Returns what each column is taken for: what a person says, else what most of its cells are.
    List<Kind> kinds(Map<String, Kind> wanted) {
        return columns.stream()
                .map(column -> wanted.getOrDefault(column.name(), column.guess()))
                .toList();
    }
}

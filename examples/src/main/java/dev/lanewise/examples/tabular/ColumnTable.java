package dev.lanewise.examples.tabular;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the columns of a file were taken for.
///
/// @param name of the column
/// @param type what it is taken for
/// @param missing how many cells are missing
/// @param details its range or its values
record ColumnTable(String name, String type, long missing, String details) {
    /// Returns a row for each column.
    static List<ColumnTable> of(Profile profile, List<Kind> kinds, Target target) {
        var rows = new ArrayList<ColumnTable>();
        for (int j = 0; j < kinds.size(); j++) {
            var column = profile.columns().get(j);
            boolean isTarget = column.name().equals(target.name());
            var kind = isTarget ? target.isClass() ? Kind.CATEGORY : Kind.NUMBER : kinds.get(j);
            var type = isTarget ? "target: " + (target.isClass() ? "class" : "number") : kind.toString();
            rows.add(new ColumnTable(column.name(), type, column.missing(), column.details(kind)));
        }
        return rows;
    }

    /// Returns the table as lines of text.
    static String text(CsvFile file, Profile profile, List<Kind> kinds, Target target) {
        var rows = of(profile, kinds, target);
        int width = Math.min(
                32, rows.stream().mapToInt(row -> row.name.length()).max().orElse(0));
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %,d rows, %d columns, separator %s, %s, %s%s%n",
                file.path(),
                profile.rows(),
                rows.size(),
                file.separator() == '\t' ? "tab" : "'" + file.separator() + "'",
                file.charset(),
                file.decimalComma() ? "decimal commas, " : "",
                file.header() ? "with a header" : "without a header"));
        for (var row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-" + Math.max(1, width) + "s  %-14s  %s%s%n",
                    Texts.shown(row.name, 100),
                    row.type,
                    row.missing > 0 ? String.format(Locale.ROOT, "%,d missing; ", row.missing) : "",
                    row.details));
        }
        return text.toString();
    }
}

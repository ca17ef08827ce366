package dev.lanewise.bench;

import java.util.List;

/// Aligns cells in columns: the first ones, words, to the left, the numbers after them to the right. A column
/// with nothing below its head is left out.
final class TextTable {
    private TextTable() {}

    static String of(List<List<String>> rows, int words) {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            if (rows.stream().skip(1).allMatch(row -> row.get(column).isEmpty())) {
                widths[i] = 0;
            }
        }
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                if (widths[i] == 0) {
                    continue;
                }
                var padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i < words ? row.get(i) + padding : padding + row.get(i))
                        .append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}

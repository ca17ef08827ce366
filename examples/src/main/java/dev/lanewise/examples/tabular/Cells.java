package dev.lanewise.examples.tabular;

import java.util.List;

/// How a cell is read: what stands for a missing value, and what is a number.
///
/// @param missing the words that stand for a missing value, whatever their case
/// @param decimalComma whether 3,14 is a number, and not 3.14
record Cells(List<String> missing, boolean decimalComma) {
    /// Always missing, beside the empty cell.
    static final List<String> MISSING = List.of("NA", "N/A", "NaN", "null", "?");

    private static final int LONGEST_NUMBER = 40;

    Cells {
        missing = List.copyOf(missing);
    }

    boolean isMissing(String cell) {
        if (cell.isBlank()) {
            return true;
        }
        var text = cell.strip();
        for (var word : missing) {
            if (word.equalsIgnoreCase(text)) {
                return true;
            }
        }
        return false;
    }

    /// Returns the number, or NaN where there is none within the range of a float.
    double number(String cell) {
        var text = cell.strip();
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return Double.NaN;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit && c != '-' && c != '+' && c != 'e' && c != 'E' && c != (decimalComma ? ',' : '.')) {
                return Double.NaN;
            }
        }
        return parsed(decimalComma ? text.replace(',', '.') : text);
    }

    private static double parsed(String text) {
        try {
            double number = Double.parseDouble(text);
            return Math.abs(number) <= Float.MAX_VALUE ? number : Double.NaN;
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }
}

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
    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

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
        double simple = simple(text);
        return Double.isNaN(simple) ? general(text) : simple;
    }

    /// Returns the number of at most 15 digits and perhaps a sign and a point, else NaN. Digits and power of ten
    /// are then exact in double, so their quotient is the nearest double (Clinger, 1990), several times as fast as
    /// the JDK's way.
    private double simple(String text) {
        char point = decimalComma ? ',' : '.';
        int start = text.startsWith("-") ? 1 : 0;
        int digits = 0;
        int fraction = -1;
        long number = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' && digits < EXACT_DIGITS) {
                number = 10 * number + (c - '0');
                digits++;
                fraction += fraction < 0 ? 0 : 1;
            } else if (c == point && fraction < 0) {
                fraction = 0;
            } else {
                return Double.NaN;
            }
        }
        double value = number / POWERS[Math.max(0, fraction)];
        return digits == 0 ? Double.NaN : start == 1 ? -value : value;
    }

    private double general(String text) {
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

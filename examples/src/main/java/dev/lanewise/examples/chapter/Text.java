package dev.lanewise.examples.chapter;

import java.util.Locale;

/// Numbers as text.
final class Text {
    private Text() {}

    static String number(double number, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", number).replace('-', '−');
    }

    static String signed(double number, int digits) {
        return (number >= 0 ? "+" : "") + number(number, digits);
    }

    /// Returns a share as percent.
    static String percent(double share, int digits) {
        return number(100 * share, digits) + " %";
    }
}

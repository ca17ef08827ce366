package dev.lanewise.examples.chapter;

import java.util.function.ToDoubleFunction;

/// What is compared between variants.
enum Quantity {
    ACCURACY("test accuracy", true, 100, 2, " %", result -> result.test().accuracy()),
    LOSS("test NLL", false, 1, 4, "", result -> result.test().loss()),
    ECE("test ECE", false, 100, 2, " %", result -> result.test().ece()),
    GAP("gap", false, 1, 4, "", Result::gap),
    SECONDS("seconds", false, 1, 1, " s", Result::seconds);

    private final String title;
    private final boolean higherIsBetter;
    private final double factor;
    private final int digits;
    private final String unit;
    private final ToDoubleFunction<Result> value;

    Quantity(
            String title,
            boolean higherIsBetter,
            double factor,
            int digits,
            String unit,
            ToDoubleFunction<Result> value) {
        this.title = title;
        this.higherIsBetter = higherIsBetter;
        this.factor = factor;
        this.digits = digits;
        this.unit = unit;
        this.value = value;
    }

    String title() {
        return title;
    }

    boolean higherIsBetter() {
        return higherIsBetter;
    }

    double of(Result result) {
        return value.applyAsDouble(result);
    }

    /// Returns a value as text.
    String text(double number) {
        return Text.number(number * factor, digits) + unit;
    }

    /// Returns a difference as text, with its sign.
    String difference(Interval interval) {
        var half = interval.bounded() ? " ± " + Text.number(interval.half() * factor, digits) : "";
        return Text.signed(interval.mean() * factor, digits) + half;
    }
}

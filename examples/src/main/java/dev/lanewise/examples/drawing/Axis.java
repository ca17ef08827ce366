package dev.lanewise.examples.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The scale of one direction of a [Plot].
///
/// @param label what is measured
/// @param least the value at its beginning
/// @param greatest the value at its end
/// @param logarithmic whether equal ratios have equal lengths
/// @param percent whether numbers are written as percent
public record Axis(String label, double least, double greatest, boolean logarithmic, boolean percent) {
    private static final int TICKS = 5;

    /// Checks the range.
    ///
    /// @throws IllegalArgumentException unless it ascends, and is above 0 for a logarithmic axis
    public Axis {
        if (!(greatest > least && Double.isFinite(greatest - least)) || logarithmic && least <= 0) {
            throw new IllegalArgumentException(
                    "an axis needs an ascending range, but '" + label + "' is from " + least + " to " + greatest);
        }
    }

    /// Returns an axis with equal steps.
    public static Axis linear(String label, double least, double greatest) {
        return new Axis(label, least, greatest, false, false);
    }

    /// Returns an axis with equal ratios.
    public static Axis logarithmic(String label, double least, double greatest) {
        return new Axis(label, least, greatest, true, false);
    }

    /// Returns an axis with equal steps around all these values, which may be NaN, with a little room.
    public static Axis around(String label, double... values) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        if (least > greatest) {
            return linear(label, 0, 1);
        }
        double room = greatest > least ? 0.05 * (greatest - least) : Math.max(1e-6, 0.1 * Math.abs(least));
        return linear(label, least - room, greatest + room);
    }

    /// Returns a copy that writes percent.
    public Axis inPercent() {
        return new Axis(label, least, greatest, logarithmic, true);
    }

    /// Returns where a value lies: 0 at the beginning, 1 at the end.
    public double share(double value) {
        return logarithmic
                ? Math.log(value / least) / Math.log(greatest / least)
                : (value - least) / (greatest - least);
    }

    /// Returns the values to mark.
    public List<Double> ticks() {
        return logarithmic ? decades() : steps();
    }

    private List<Double> decades() {
        var ticks = new ArrayList<Double>();
        int last = (int) Math.floor(Math.log10(greatest) + 1e-9);
        int first = (int) Math.ceil(Math.log10(least) - 1e-9);
        if (last - first < 2) {
            for (int power = first - 1; power <= last; power++) {
                for (int digit : new int[] {1, 2, 5}) {
                    double tick = digit * Math.pow(10, power);
                    if (tick >= least * (1 - 1e-9) && tick <= greatest * (1 + 1e-9)) {
                        ticks.add(tick);
                    }
                }
            }
            return ticks;
        }
        int every = Math.max(1, (last - first + TICKS - 1) / TICKS);
        for (int power = first; power <= last; power += every) {
            ticks.add(Math.pow(10, power));
        }
        return ticks;
    }

    private List<Double> steps() {
        double step = step();
        var ticks = new ArrayList<Double>();
        for (long i = (long) Math.ceil(least / step - 1e-9); i * step <= greatest + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /// Returns 1, 2 or 5 times a power of ten.
    private double step() {
        double wanted = (greatest - least) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        double ratio = wanted / power;
        return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    }

    /// Returns a value as text, as exact as the ticks are.
    public String text(double value) {
        if (logarithmic) {
            int power = (int) Math.floor(Math.log10(value) + 1e-9);
            return power >= -2 && power <= 3 ? plain(value, Math.max(0, -power)) : "1e" + power;
        }
        double factor = percent ? 100 : 1;
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(step() * factor) - 1e-9));
        return plain(value * factor, digits) + (percent ? "%" : "");
    }

    private static String plain(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value == 0 ? 0.0 : value)
                .replace('-', '−');
    }
}

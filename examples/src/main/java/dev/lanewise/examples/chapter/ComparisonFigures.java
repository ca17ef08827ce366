package dev.lanewise.examples.chapter;

import dev.lanewise.examples.drawing.Axis;
import dev.lanewise.examples.drawing.Drawing;
import dev.lanewise.examples.drawing.Mark;
import dev.lanewise.examples.drawing.Mark.Anchor;
import dev.lanewise.examples.drawing.Mark.Curve;
import dev.lanewise.examples.drawing.Mark.Dot;
import dev.lanewise.examples.drawing.Mark.Label;
import dev.lanewise.examples.drawing.Mark.Point;
import dev.lanewise.examples.drawing.Paint;
import dev.lanewise.examples.drawing.Plot;
import java.util.ArrayList;
import java.util.List;

/// Variants beside each other.
final class ComparisonFigures {
    private static final double WIDTH = 420;
    private static final double ROW = 20;
    private static final int ROWS = 15;
    private static final double LEFT = 196;
    private static final double RIGHT = 14;
    private static final double TOP = 58;

    private ComparisonFigures() {}

    /// Returns how far every variant is from its reference in test accuracy, with intervals.
    static List<Figure> differences(Results results) {
        var rows = results.variants().stream()
                .filter(variant -> variant.hasReference() && results.has(variant.reference()))
                .toList();
        var figures = new ArrayList<Figure>();
        for (int from = 0; from < rows.size(); from += ROWS) {
            var some = rows.subList(from, Math.min(from + ROWS, rows.size()));
            figures.add(new Figure("differences-" + (from / ROWS + 1), differences(results, some)));
        }
        return figures;
    }

    private static Drawing differences(Results results, List<Variant> rows) {
        var intervals = rows.stream()
                .map(variant -> results.difference(variant.name(), variant.reference(), Quantity.ACCURACY::of))
                .toList();
        double[] ends = intervals.stream()
                .flatMap(interval -> interval.bounded()
                        ? List.of(interval.lower(), interval.upper()).stream()
                        : List.of(interval.mean()).stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        var around = Axis.around("", ends);
        var axis = Axis.linear("", Math.max(-0.08, Math.min(0, around.least())), Math.max(0, around.greatest()))
                .inPercent();
        var marks = new ArrayList<Mark>();
        marks.add(new Label(new Point(4, 16), "Test accuracy against the reference", Anchor.START, 13, Paint.INK));
        marks.add(Label.of(4, 32, "percentage points, paired by seed, 95 % intervals", Anchor.START, Paint.MUTED));
        double bottom = TOP + ROW * rows.size();
        for (double tick : axis.ticks()) {
            double x = place(axis, tick);
            boolean zero = Math.abs(tick) < 1e-9;
            marks.add(Curve.line(x, TOP - 6, x, bottom, zero ? Paint.MUTED : Paint.GRID));
            marks.add(Label.of(x, TOP - 10, axis.text(tick).replace("%", ""), Anchor.MIDDLE, Paint.MUTED));
        }
        for (int i = 0; i < rows.size(); i++) {
            row(marks, axis, rows.get(i), intervals.get(i), TOP + ROW * i + ROW / 2);
        }
        return new Drawing("Differences in accuracy", WIDTH, bottom + 6, marks);
    }

    private static void row(List<Mark> marks, Axis axis, Variant variant, Interval interval, double y) {
        marks.add(Label.of(LEFT - 8, y + 4, shortened(variant.title()), Anchor.END, Paint.INK));
        var paint = !interval.bounded() || interval.lower() <= 0 && interval.upper() >= 0
                ? Paint.SLATE
                : interval.mean() > 0 ? Paint.GREEN : Paint.ORANGE;
        double x = place(axis, interval.mean());
        if (interval.bounded()) {
            marks.add(Curve.line(place(axis, interval.lower()), y, place(axis, interval.upper()), y, paint)
                    .width(2));
        }
        marks.add(new Dot(new Point(x, y), 3.6, paint, 1));
    }

    private static String shortened(String title) {
        return title.length() <= 32 ? title : title.substring(0, 31) + '…';
    }

    private static double place(Axis axis, double value) {
        return LEFT + Math.clamp(axis.share(value), 0, 1) * (WIDTH - LEFT - RIGHT);
    }

    /// Returns accuracy and gap over the strength of what has one.
    static List<Figure> sweeps(Results results) {
        var figures = new ArrayList<Figure>();
        for (var quantity : List.of(Quantity.ACCURACY, Quantity.GAP)) {
            var strength = Axis.logarithmic("strength", 5e-6, 2e-2);
            var penalties = List.of(
                    series("ℓ1", results, "l1-1e"),
                    series("proximal ℓ1", results, "l1-proximal-"),
                    series("ℓ2", results, "l2-1e"));
            sweep(figures, "penalties", "Penalties", quantity, results, strength, penalties);
            var rates = List.of(
                    series("input too", results, "dropout-0"), series("hidden only", results, "dropout-hidden-"));
            sweep(figures, "dropout", "Dropout", quantity, results, Axis.linear("rate", 0, 0.6), rates);
            var radii = List.of(series("max-norm", results, "max-norm-"));
            sweep(figures, "max-norm", "Max-norm", quantity, results, Axis.linear("radius", 0, 3.5), radii);
        }
        return figures;
    }

    private record Series(String name, List<String> variants) {
        double[] places() {
            return variants.stream()
                    .mapToDouble(
                            variant -> Double.parseDouble(variant.replaceAll("^[a-z0-9]*?-?[a-z-]*-(?=[0-9])", "")))
                    .toArray();
        }
    }

    private static Series series(String name, Results results, String start) {
        return new Series(name, results.beginning(start));
    }

    private static void sweep(
            List<Figure> figures,
            String name,
            String title,
            Quantity quantity,
            Results results,
            Axis x,
            List<Series> all) {
        var shown = all.stream().filter(series -> !series.variants().isEmpty()).toList();
        if (shown.isEmpty() || !results.has("plain")) {
            return;
        }
        var reference = results.interval("plain", quantity::of);
        var values = new ArrayList<Double>(List.of(reference.mean()));
        shown.forEach(series -> series.variants().forEach(variant -> {
            var interval = results.interval(variant, quantity::of);
            values.add(interval.bounded() ? interval.lower() : interval.mean());
            values.add(interval.bounded() ? interval.upper() : interval.mean());
        }));
        var y = Axis.around(
                quantity.title(),
                values.stream().mapToDouble(Double::doubleValue).toArray());
        var plot = Plot.of(title, x, quantity == Quantity.ACCURACY ? y.inPercent() : y);
        plot.legend("nothing", Paint.SLATE, true);
        double[] ends = {x.least(), x.greatest()};
        plot.curve(ends, new double[] {reference.mean(), reference.mean()}, Paint.SLATE, true);
        for (int i = 0; i < shown.size(); i++) {
            draw(plot, shown.get(i), quantity, results, Paint.series(i));
        }
        figures.add(
                new Figure("sweep-" + name + '-' + (quantity == Quantity.GAP ? "gap" : "accuracy"), plot.drawing()));
    }

    private static void draw(Plot plot, Series series, Quantity quantity, Results results, Paint paint) {
        plot.legend(series.name(), paint, false);
        double[] places = series.places();
        var intervals = series.variants().stream()
                .map(variant -> results.interval(variant, quantity::of))
                .toList();
        plot.curve(places, intervals.stream().mapToDouble(Interval::mean).toArray(), paint, false);
        for (int i = 0; i < places.length; i++) {
            plot.point(places[i], intervals.get(i).mean(), intervals.get(i).half(), paint);
        }
    }
}

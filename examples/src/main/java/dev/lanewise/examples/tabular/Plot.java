package dev.lanewise.examples.tabular;

import java.util.Locale;

/// A plot as inline SVG, in the colours of the page.
final class Plot {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 300;
    private static final int LEFT = 58;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 46;
    private static final int TICKS = 5;

    private final StringBuilder svg = new StringBuilder();
    private final Axis x;
    private final Axis y;

    /// A range of numbers and its name.
    ///
    /// @param label what is measured
    /// @param least at the beginning
    /// @param greatest at the end, above the least
    record Axis(String label, double least, double greatest) {
        /// Returns the axis that just holds these numbers; one that is not finite is overlooked.
        static Axis of(String label, double[]... columns) {
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (double[] column : columns) {
                for (double value : column) {
                    least = Double.isFinite(value) ? Math.min(least, value) : least;
                    greatest = Double.isFinite(value) ? Math.max(greatest, value) : greatest;
                }
            }
            if (!(least <= greatest)) {
                return new Axis(label, 0, 1);
            }
            double margin = least == greatest ? Math.max(1e-9, 0.1 * Math.abs(least)) : 0;
            return new Axis(label, least - margin, greatest + margin);
        }

        /// Returns the distance of round numbers of which about five lie on the axis.
        double step() {
            double rough = (greatest - least) / TICKS;
            double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
            double digits = rough / magnitude;
            return magnitude * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
        }
    }

    Plot(Axis x, Axis y) {
        this.x = x;
        this.y = y;
        for (double tick = first(x); tick <= x.greatest + 1e-9 * x.step(); tick += x.step()) {
            line("grid", px(tick), TOP, px(tick), HEIGHT - BOTTOM);
            text(px(tick), HEIGHT - BOTTOM + 16, "middle", tick(tick, x.step()));
        }
        for (double tick = first(y); tick <= y.greatest + 1e-9 * y.step(); tick += y.step()) {
            line("grid", LEFT, py(tick), WIDTH - RIGHT, py(tick));
            text(LEFT - 6, py(tick) + 4, "end", tick(tick, y.step()));
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", x.label);
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(13 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2,
                ReportPage.escape(y.label)));
    }

    private static double first(Axis axis) {
        return Math.ceil(axis.least / axis.step() - 1e-9) * axis.step();
    }

    private static String tick(double value, double step) {
        double shown = Math.abs(value) < 1e-9 * step ? 0 : value;
        if (step >= 1e5 || step < 1e-4) {
            return String.format(Locale.ROOT, "%.2g", shown);
        }
        int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%." + digits + "f", shown);
    }

    private double px(double value) {
        return LEFT + (value - x.least) / (x.greatest - x.least) * (WIDTH - LEFT - RIGHT);
    }

    private double py(double value) {
        return HEIGHT - BOTTOM - (value - y.least) / (y.greatest - y.least) * (HEIGHT - TOP - BOTTOM);
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                style,
                x1,
                y1,
                x2,
                y2));
    }

    private void text(double at, double height, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                at,
                height,
                anchor,
                ReportPage.escape(text)));
    }

    /// Draws a line through points; those that are not finite are left out.
    Plot line(String style, double[] xs, double[] ys) {
        svg.append("<polyline class=\"").append(style).append("\" points=\"");
        for (int i = 0; i < xs.length; i++) {
            if (Double.isFinite(ys[i])) {
                svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", px(xs[i]), py(ys[i])));
            }
        }
        svg.append("\"/>");
        return this;
    }

    /// Draws a dot for each point.
    Plot dots(String style, double[] xs, double[] ys) {
        for (int i = 0; i < xs.length; i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>",
                    style,
                    px(xs[i]),
                    py(ys[i])));
        }
        return this;
    }

    /// Draws a vertical bar from low to high at each place, within the plot.
    Plot bars(String style, double[] xs, double[] low, double[] high) {
        for (int i = 0; i < xs.length; i++) {
            line(style, px(xs[i]), py(Math.max(low[i], y.least)), px(xs[i]), py(Math.min(high[i], y.greatest)));
        }
        return this;
    }

    /// Returns the element.
    ///
    /// @param title what it shows, for those who cannot see it
    String svg(String title) {
        return "<svg viewBox=\"0 0 " + WIDTH + ' ' + HEIGHT + "\" role=\"img\" aria-label=\"" + ReportPage.escape(title)
                + "\">" + svg + "</svg>\n";
    }
}

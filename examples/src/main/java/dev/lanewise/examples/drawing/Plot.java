package dev.lanewise.examples.drawing;

import dev.lanewise.examples.drawing.Mark.Anchor;
import dev.lanewise.examples.drawing.Mark.Area;
import dev.lanewise.examples.drawing.Mark.Curve;
import dev.lanewise.examples.drawing.Mark.Dot;
import dev.lanewise.examples.drawing.Mark.Label;
import dev.lanewise.examples.drawing.Mark.Point;
import java.util.ArrayList;
import java.util.List;

/// Collects what a plot with two axes shows. What lies outside the axes is cut off at their ends.
public final class Plot {
    private static final double LEFT = 46;
    private static final double RIGHT = 18;
    private static final double BOTTOM = 38;
    private static final double TOP = 36;
    private static final double LEGEND_LINE = 16;
    private static final double LETTER = 0.54 * Label.SIZE;

    private record Entry(String name, Paint paint, boolean dashed) {}

    private final String title;
    private final Axis x;
    private final Axis y;
    private final double width;
    private final double height;
    private final List<Mark> marks = new ArrayList<>();
    private final List<Entry> legend = new ArrayList<>();
    private final List<Runnable> content = new ArrayList<>();
    private double top = TOP;

    /// @param title stands above
    /// @param x goes right
    /// @param y goes up
    /// @param width of the drawing
    /// @param height of the drawing
    public Plot(String title, Axis x, Axis y, double width, double height) {
        this.title = title;
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
    }

    /// Returns a plot of the usual size.
    public static Plot of(String title, Axis x, Axis y) {
        return new Plot(title, x, y, 390, 280);
    }

    /// Adds a line of the legend.
    public Plot legend(String name, Paint paint, boolean dashed) {
        legend.add(new Entry(name, paint, dashed));
        return this;
    }

    /// Adds lines from point to point; NaN breaks them.
    public Plot curve(double[] xs, double[] ys, Paint paint, boolean dashed) {
        content.add(() -> {
            var points = new ArrayList<Point>();
            for (int i = 0; i <= xs.length; i++) {
                if (i < xs.length && !Double.isNaN(ys[i])) {
                    points.add(at(xs[i], ys[i]));
                    continue;
                }
                if (points.size() > 1) {
                    marks.add(new Curve(points, paint, 1.8, dashed));
                } else if (points.size() == 1) {
                    marks.add(new Dot(points.getFirst(), 2.5, paint, 1));
                }
                points.clear();
            }
        });
        return this;
    }

    /// Adds the area between two curves.
    public Plot band(double[] xs, double[] lower, double[] upper, Paint paint, double opacity) {
        content.add(() -> {
            var points = new ArrayList<Point>();
            for (int i = 0; i < xs.length; i++) {
                points.add(at(xs[i], lower[i]));
            }
            for (int i = xs.length - 1; i >= 0; i--) {
                points.add(at(xs[i], upper[i]));
            }
            marks.add(new Area(points, paint, opacity));
        });
        return this;
    }

    /// Adds a point with a whisker up and down; no whisker for 0 or what is not finite.
    public Plot point(double atX, double atY, double half, Paint paint) {
        content.add(() -> {
            var centre = at(atX, atY);
            if (half > 0 && Double.isFinite(half)) {
                double low = at(atX, atY - half).y();
                double high = at(atX, atY + half).y();
                marks.add(Curve.line(centre.x(), low, centre.x(), high, paint).width(1.4));
                marks.add(Curve.line(centre.x() - 3, low, centre.x() + 3, low, paint));
                marks.add(Curve.line(centre.x() - 3, high, centre.x() + 3, high, paint));
            }
            marks.add(new Dot(centre, 3, paint, 1));
        });
        return this;
    }

    /// Adds a text at a point of the plot.
    public Plot text(double atX, double atY, String text, Anchor anchor, Paint paint) {
        content.add(() -> marks.add(Label.of(at(atX, atY).x(), at(atX, atY).y(), text, anchor, paint)));
        return this;
    }

    private Point at(double atX, double atY) {
        double shareX = Math.clamp(x.share(atX), 0, 1);
        double shareY = Math.clamp(y.share(atY), 0, 1);
        return new Point(LEFT + shareX * (width - LEFT - RIGHT), height - BOTTOM - shareY * (height - BOTTOM - top));
    }

    /// Returns the drawing.
    public Drawing drawing() {
        marks.clear();
        top = TOP;
        marks.add(new Label(new Point(4, 16), title, Anchor.START, 13, Paint.INK));
        drawLegend();
        drawAxes();
        content.forEach(Runnable::run);
        return new Drawing(title, width, height, marks);
    }

    private void drawLegend() {
        double left = LEFT;
        for (var entry : legend) {
            double length = 22 + LETTER * entry.name.length() + 12;
            if (left > LEFT && left + length > width) {
                left = LEFT;
                top += LEGEND_LINE;
            }
            double middle = top - 4;
            marks.add(new Curve(
                    List.of(new Point(left, middle), new Point(left + 16, middle)), entry.paint, 2.4, entry.dashed));
            marks.add(Label.of(left + 20, top, entry.name, Anchor.START, Paint.INK));
            left += length;
        }
        top += legend.isEmpty() ? 0 : LEGEND_LINE;
    }

    private void drawAxes() {
        double bottom = height - BOTTOM;
        for (double tick : y.ticks()) {
            double place = at(x.least(), tick).y();
            marks.add(Curve.line(LEFT, place, width - RIGHT, place, Paint.GRID));
            marks.add(Label.of(LEFT - 5, place + 4, y.text(tick), Anchor.END, Paint.MUTED));
        }
        for (double tick : x.ticks()) {
            double place = at(tick, y.least()).x();
            marks.add(Curve.line(place, bottom, place, bottom + 4, Paint.MUTED));
            marks.add(Label.of(place, bottom + 16, x.text(tick), Anchor.MIDDLE, Paint.MUTED));
        }
        marks.add(Curve.line(LEFT, bottom, width - RIGHT, bottom, Paint.MUTED));
        marks.add(Label.of((LEFT + width - RIGHT) / 2, height - 5, x.label(), Anchor.MIDDLE, Paint.MUTED));
        marks.add(Label.of(width - RIGHT, 16, y.label(), Anchor.END, Paint.MUTED));
    }
}

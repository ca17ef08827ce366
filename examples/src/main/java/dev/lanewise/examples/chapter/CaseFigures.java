package dev.lanewise.examples.chapter;

import dev.lanewise.core.Tensor;
import dev.lanewise.examples.drawing.Drawing;
import dev.lanewise.examples.drawing.Mark;
import dev.lanewise.examples.drawing.Mark.Anchor;
import dev.lanewise.examples.drawing.Mark.Area;
import dev.lanewise.examples.drawing.Mark.Curve;
import dev.lanewise.examples.drawing.Mark.Dot;
import dev.lanewise.examples.drawing.Mark.Label;
import dev.lanewise.examples.drawing.Mark.Picture;
import dev.lanewise.examples.drawing.Mark.Point;
import dev.lanewise.examples.drawing.Paint;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Single images and what networks think of them, with and without noise.
///
/// @param images to show
record CaseFigures(Images images) {
    private static final double WIDTH = 452;
    private static final double LEFT = 84;
    /// Room for the numbers and the words above them, which must not touch the end of the axis.
    private static final double RIGHT = 156;
    private static final int SIDE = 28;
    private static final int SWARM = 7;

    /// Returns the textbook's one-image example: the single prediction beside the spread of all passes.
    List<Figure> first(Results results) {
        var figures = new ArrayList<Figure>();
        for (var name : List.of("book-dropout", "dropout-0.2")) {
            cases(results, name, "first").forEach(one -> figures.add(first(name, results.variant(name), one)));
        }
        return figures;
    }

    /// Returns the images with the greatest or the least entropy.
    ///
    /// @param kind `most` or `least`
    List<Figure> extremes(Results results, String kind) {
        var figures = new ArrayList<Figure>();
        for (var one : cases(results, "dropout-0.2", kind)) {
            figures.add(extreme("case-" + kind + '-' + (figures.size() + 1), one));
        }
        return figures;
    }

    private static List<Result.Case> cases(Results results, String name, String kind) {
        return results.first(name)
                .map(result -> Objects.requireNonNull(result.portrait()).cases().stream()
                        .filter(one -> one.kind().equals(kind))
                        .toList())
                .orElse(List.of());
    }

    private Figure first(String name, Variant variant, Result.Case one) {
        double row = 27;
        double top = 58;
        var marks = new ArrayList<Mark>();
        marks.add(new Label(new Point(4, 16), "The first test image: " + variant.title(), Anchor.START, 13, Paint.INK));
        marks.add(new Picture(new Point(4, 24), 56, 56, image(one.row())));
        legend(marks, 112, 42, "single prediction", Paint.SLATE);
        legend(marks, 228, 42, "mean of the passes ± deviation", Paint.BLUE);
        legend(marks, 112, 62, "each dot one pass", Paint.ORANGE);
        marks.add(Label.of(WIDTH - 2, 82, "single → mean ± deviation", Anchor.END, Paint.MUTED));
        top += 34;
        int classes = one.mean().length;
        axis(marks, top - 8, top + row * classes);
        for (int j = 0; j < classes; j++) {
            double y = top + row * j;
            name(marks, j, one.target(), y + 14);
            marks.add(Area.box(LEFT, y + 1, length(one.single()[j]), 7, Paint.SLATE));
            marks.add(Area.box(LEFT, y + 10, length(one.mean()[j]), 7, Paint.BLUE));
            swarm(marks, one.passes()[j], y + 13.5);
            whisker(marks, one.mean()[j], one.deviation()[j], y + 13.5);
            marks.add(Label.of(WIDTH - 2, y + 14, numbers(one, j), Anchor.END, Paint.INK));
        }
        return new Figure(
                "first-image-" + name,
                new Drawing("First test image, " + variant.title(), WIDTH, top + row * classes + 18, marks));
    }

    /// Draws a dot for every pass, in a few lines so that they do not hide each other.
    private static void swarm(List<Mark> marks, double[] passes, double y) {
        for (int pass = 0; pass < passes.length; pass++) {
            double shift = (pass % SWARM - SWARM / 2) * 1.7;
            marks.add(new Dot(new Point(LEFT + length(passes[pass]), y + shift), 1.3, Paint.ORANGE, 0.55));
        }
    }

    private static String numbers(Result.Case one, int j) {
        return one.mean()[j] < 0.005 && one.single()[j] < 0.005
                ? ""
                : Text.number(one.single()[j], 3) + " → " + Text.number(one.mean()[j], 3) + " ± "
                        + Text.number(one.deviation()[j], 3);
    }

    private Figure extreme(String name, Result.Case one) {
        double row = 15;
        double top = 34;
        double left = 100;
        var marks = new ArrayList<Mark>();
        int choice = 0;
        for (int j = 1; j < one.mean().length; j++) {
            choice = one.mean()[j] > one.mean()[choice] ? j : choice;
        }
        marks.add(Label.of(
                4,
                14,
                images.classes().get(one.target()) + (choice == one.target() ? ", right" : ", wrong") + "; entropy "
                        + Text.number(one.entropy(), 3) + ", mutual information "
                        + Text.number(one.information(), 3),
                Anchor.START,
                Paint.INK));
        marks.add(new Picture(new Point(4, 30), 84, 84, image(one.row())));
        marks.add(Label.of(4, 130, "test image " + one.row(), Anchor.START, Paint.MUTED));
        int classes = one.mean().length;
        for (int j = 0; j < classes; j++) {
            double y = top + row * j;
            var label = new Label(
                    new Point(left + 62, y + 9),
                    images.classes().get(j),
                    Anchor.END,
                    10,
                    j == one.target() ? Paint.GREEN : Paint.MUTED);
            marks.add(label);
            bar(marks, left + 68, y, one, j);
        }
        return new Figure(
                name, new Drawing("Test image " + one.row(), 340, Math.max(136, top + row * classes + 4), marks));
    }

    private static void bar(List<Mark> marks, double left, double y, Result.Case one, int j) {
        double whole = 340 - left - 10;
        marks.add(Area.box(left, y + 1, whole, 9, Paint.GRID).opacity(0.5));
        marks.add(Area.box(left, y + 1, Math.max(0.5, one.mean()[j] * whole), 9, Paint.BLUE));
        double low = left + whole * Math.max(0, one.mean()[j] - one.deviation()[j]);
        double high = left + whole * Math.min(1, one.mean()[j] + one.deviation()[j]);
        marks.add(Curve.line(low, y + 5.5, high, y + 5.5, Paint.INK));
        double single = left + whole * one.single()[j];
        marks.add(Curve.line(single, y - 1, single, y + 12, Paint.ORANGE).width(2));
    }

    private static double length(double probability) {
        return Math.max(0.5, probability * (WIDTH - LEFT - RIGHT));
    }

    private static void whisker(List<Mark> marks, double mean, double deviation, double y) {
        double low = LEFT + length(Math.max(0, mean - deviation));
        double high = LEFT + length(Math.min(1, mean + deviation));
        marks.add(Curve.line(low, y, high, y, Paint.INK).width(1.2));
        marks.add(Curve.line(low, y - 3, low, y + 3, Paint.INK));
        marks.add(Curve.line(high, y - 3, high, y + 3, Paint.INK));
    }

    private static void axis(List<Mark> marks, double top, double bottom) {
        for (int i = 0; i <= 4; i++) {
            double x = LEFT + i / 4.0 * (WIDTH - LEFT - RIGHT);
            marks.add(Curve.line(x, top, x, bottom, Paint.GRID));
            marks.add(Label.of(x, bottom + 14, 25 * i + "%", Anchor.MIDDLE, Paint.MUTED));
        }
    }

    private void name(List<Mark> marks, int j, int target, double y) {
        var paint = j == target ? Paint.GREEN : Paint.INK;
        marks.add(Label.of(LEFT - 6, y, images.classes().get(j), Anchor.END, paint));
    }

    private static void legend(List<Mark> marks, double x, double y, String text, Paint paint) {
        marks.add(Area.box(x - 16, y - 8, 11, 8, paint));
        marks.add(Label.of(x, y, text, Anchor.START, Paint.INK));
    }

    private BufferedImage image(int row) {
        Tensor pixels = images.scaled().test().features();
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.getRaster().setSample(i % SIDE, i / SIDE, 0, Math.round(255 * pixels.get(row * SIDE * SIDE + i)));
        }
        return image;
    }
}

package dev.lanewise.examples.chapter;

import dev.lanewise.examples.drawing.Axis;
import dev.lanewise.examples.drawing.Drawing;
import dev.lanewise.examples.drawing.Mark;
import dev.lanewise.examples.drawing.Mark.Anchor;
import dev.lanewise.examples.drawing.Mark.Label;
import dev.lanewise.examples.drawing.Mark.Picture;
import dev.lanewise.examples.drawing.Mark.Point;
import dev.lanewise.examples.drawing.Paint;
import dev.lanewise.examples.drawing.Plot;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// What the methods do to the weights of the first layer, for the first seed.
final class WeightFigures {
    private static final List<String> SHOWN = List.of(
            "plain", "l1-1e-4", "l1-1e-3", "l1-proximal-1e-4", "l2-1e-3", "l2-1e-2", "dropout-0.5", "max-norm-1.0");
    private static final int SIDE = 28;

    private WeightFigures() {}

    private record Shown(Variant variant, Result result, Result.Portrait portrait) {}

    private static List<Shown> shown(Results results) {
        var names = SHOWN.stream().filter(results::has).toList();
        var chosen = names.isEmpty()
                ? results.variants().stream().limit(3).map(Variant::name).toList()
                : names;
        return chosen.stream()
                .flatMap(name -> results.first(name).stream())
                .map(result ->
                        new Shown(results.variant(result.variant()), result, Objects.requireNonNull(result.portrait())))
                .toList();
    }

    /// Returns how the weights of the first layer are spread.
    static List<Figure> histograms(Results results) {
        var all = shown(results);
        double most = all.stream()
                .flatMapToInt(shown ->
                        Arrays.stream(shown.portrait.histograms().getFirst().counts()))
                .max()
                .orElse(1);
        return all.stream().map(shown -> histogram(shown, most)).toList();
    }

    private static Figure histogram(Shown shown, double most) {
        var histogram = shown.portrait.histograms().getFirst();
        var x = Axis.linear("weight of the first layer", -histogram.limit(), histogram.limit());
        var plot = Plot.of(shown.variant.title(), x, Axis.logarithmic("weights", 1, Math.max(10, 2 * most)));
        int bins = histogram.counts().length;
        double width = 2 * histogram.limit() / bins;
        for (int bin = 0; bin < bins; bin++) {
            double left = -histogram.limit() + bin * width;
            double count = Math.max(1, histogram.counts()[bin]);
            double[] ends = {left, left + width};
            plot.band(ends, new double[] {1, 1}, new double[] {count, count}, Paint.BLUE, 1);
        }
        var weights = shown.result.firstWeights();
        plot.legend(
                "rms " + Text.number(Math.sqrt(weights.meanSquare()), 4) + ", exact zeros "
                        + Text.percent(weights.zeros(), 0) + ", below 0.001 " + Text.percent(weights.small(), 0),
                Paint.BLUE,
                false);
        return new Figure("histogram-" + shown.variant.name(), plot.drawing());
    }

    /// Returns the incoming weights of some units of the first layer as images.
    static List<Figure> images(Results results) {
        return shown(results).stream().map(WeightFigures::images).toList();
    }

    private static Figure images(Shown shown) {
        double size = 63;
        int across = 4;
        var marks = new ArrayList<Mark>();
        marks.add(new Label(new Point(4, 16), shown.variant.title(), Anchor.START, 13, Paint.INK));
        var units = shown.portrait.units();
        for (int i = 0; i < units.size(); i++) {
            var at = new Point(4 + i % across * (size + 5), 26 + (double) (i / across) * (size + 5));
            marks.add(new Picture(at, size, size, image(units.get(i))));
        }
        double height = 26 + Math.ceil((double) units.size() / across) * (size + 5);
        return new Figure(
                "weights-" + shown.variant.name(),
                new Drawing("First-layer weights, " + shown.variant.title(), 4 + across * (size + 5), height, marks));
    }

    /// Returns weights as pixels: blue below 0, white at 0, red above.
    private static BufferedImage image(byte[] weights) {
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < weights.length; i++) {
            double share = Math.abs(weights[i]) / 127.0;
            int fade = (int) Math.round(255 * (1 - share));
            int some = (int) Math.round(255 - 120 * share);
            int rgb = weights[i] > 0 ? some << 16 | fade << 8 | fade : fade << 16 | fade << 8 | some;
            image.setRGB(i % SIDE, i / SIDE, weights[i] == 0 ? 0xffffff : rgb);
        }
        return image;
    }

    /// Returns the norms of the first layer's units over time, with and without max-norm.
    static List<Figure> norms(Results results) {
        var figures = new ArrayList<Figure>();
        for (var name : Stream.of("plain", "max-norm-1.0", "max-norm-2.0", "l2-1e-3")
                .filter(results::has)
                .toList()) {
            results.first(name).ifPresent(result -> figures.add(norms(results.variant(name), result)));
        }
        return figures;
    }

    private static Figure norms(Variant variant, Result result) {
        var norms = Objects.requireNonNull(result.portrait()).norms();
        double[] epochs = new double[norms.size()];
        double[] least = new double[epochs.length];
        double[] median = new double[epochs.length];
        double[] greatest = new double[epochs.length];
        for (int i = 0; i < epochs.length; i++) {
            epochs[i] = i;
            least[i] = norms.get(i).least();
            median[i] = norms.get(i).median();
            greatest[i] = norms.get(i).greatest();
        }
        double[] before = result.history().get("dense_1/weight/largest_norm");
        var x = Axis.linear("epoch", 0, Math.max(1, epochs.length - 1));
        var all = DoubleStream.concat(
                DoubleStream.concat(Arrays.stream(least), Arrays.stream(greatest)),
                Arrays.stream(before == null ? new double[0] : before));
        var plot = Plot.of(variant.title(), x, Axis.around("norm of a unit", all.toArray()));
        plot.legend("all units", Paint.BLUE, false).legend("median", Paint.GREEN, false);
        plot.band(epochs, least, greatest, Paint.BLUE, 0.18);
        plot.curve(epochs, greatest, Paint.BLUE, false);
        plot.curve(epochs, median, Paint.GREEN, false);
        if (before != null) {
            plot.legend("greatest before projection", Paint.ORANGE, true);
            plot.curve(CurveFigures.epochs(before.length), before, Paint.ORANGE, true);
        }
        return new Figure("norms-" + variant.name(), plot.drawing());
    }

    /// Returns how many units of the first layer max-norm moves a step.
    static List<Figure> clipped(Results results) {
        var names = results.beginning("max-norm-").stream()
                .filter(name -> results.first(name).isPresent())
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        int epochs = names.stream()
                .mapToInt(name -> results.first(name).orElseThrow().column("dense_1/weight/clipped").length)
                .max()
                .orElseThrow();
        var x = Axis.linear("epoch", 1, Math.max(2, epochs));
        var plot = Plot.of("Units of the first layer that a step moves back", x, Axis.linear("of 300 units", 0, 300));
        for (int i = 0; i < names.size(); i++) {
            var result = results.first(names.get(i)).orElseThrow();
            double[] clipped = result.column("dense_1/weight/clipped");
            plot.legend(results.variant(names.get(i)).title(), Paint.series(i), false);
            plot.curve(CurveFigures.epochs(clipped.length), clipped, Paint.series(i), false);
        }
        return List.of(new Figure("clipped", plot.drawing()));
    }
}

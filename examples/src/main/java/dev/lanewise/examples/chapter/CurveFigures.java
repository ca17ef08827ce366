package dev.lanewise.examples.chapter;

import dev.lanewise.examples.drawing.Axis;
import dev.lanewise.examples.drawing.Paint;
import dev.lanewise.examples.drawing.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Learning curves: means over the seeds.
final class CurveFigures {
    private static final List<String> SHOWN = List.of(
            "plain-30",
            "early-stopping",
            "l1-1e-4",
            "l2-1e-3",
            "dropout-0.2",
            "dropout-0.5",
            "max-norm-1.0",
            "batch-norm",
            "default-recipe",
            "self-normalizing");

    private CurveFigures() {}

    /// Returns the curves of loss, on the same scale, for every variant that is shown.
    static List<Figure> losses(Results results) {
        var shown = SHOWN.stream().filter(results::has).toList();
        if (shown.isEmpty()) {
            shown = results.variants().stream().limit(4).map(Variant::name).toList();
        }
        double[] all = shown.stream()
                .flatMap(name -> Stream.of("data_loss", "clean_loss", "val_data_loss")
                        .map(column -> mean(results.of(name), column)))
                // The first epoch of noisy networks may be cut off, so that the others can be told apart.
                .flatMapToDouble(curve -> Arrays.stream(curve).skip(curve.length > 1 ? 1 : 0))
                .toArray();
        var around = Axis.around("data loss", all);
        var y = Axis.linear("data loss", Math.max(0, around.least()), around.greatest());
        return shown.stream().map(name -> losses(results, name, y)).toList();
    }

    private static Figure losses(Results results, String name, Axis y) {
        double[] running = mean(results.of(name), "data_loss");
        double[] clean = mean(results.of(name), "clean_loss");
        double[] validation = mean(results.of(name), "val_data_loss");
        double[] epochs = epochs(running.length);
        var plot = Plot.of(results.variant(name).title(), Axis.linear("epoch", 1, Math.max(2, running.length)), y);
        plot.legend("while training", Paint.BLUE, true)
                .legend("training", Paint.BLUE, false)
                .legend("validation", Paint.ORANGE, false);
        plot.band(epochs, clean, validation, Paint.ORANGE, 0.12);
        plot.curve(epochs, running, Paint.BLUE, true);
        plot.curve(epochs, clean, Paint.BLUE, false);
        plot.curve(epochs, validation, Paint.ORANGE, false);
        return new Figure("curves-" + name, plot.drawing());
    }

    /// Returns the gap between validation and training, epoch by epoch, of several variants in one plot.
    static List<Figure> gaps(Results results) {
        var names = Stream.of("plain", "l1-1e-4", "l2-1e-3", "dropout-0.2", "dropout-0.5", "max-norm-1.0", "batch-norm")
                .filter(results::has)
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        var gaps = new ArrayList<double[]>();
        for (var name : names) {
            double[] clean = mean(results.of(name), "clean_loss");
            double[] gap = mean(results.of(name), "val_data_loss");
            for (int i = 0; i < gap.length; i++) {
                gap[i] -= clean[i];
            }
            gaps.add(gap);
        }
        int longest = gaps.stream().mapToInt(gap -> gap.length).max().orElse(2);
        var plot = Plot.of(
                "Validation loss minus training loss",
                Axis.linear("epoch", 1, Math.max(2, longest)),
                Axis.around("gap", gaps.stream().flatMapToDouble(Arrays::stream).toArray()));
        for (int i = 0; i < names.size(); i++) {
            plot.legend(results.variant(names.get(i)).title(), Paint.series(i), false);
            plot.curve(epochs(gaps.get(i).length), gaps.get(i), Paint.series(i), false);
        }
        return List.of(new Figure("gaps", plot.drawing()));
    }

    static double[] epochs(int count) {
        double[] epochs = new double[count];
        for (int i = 0; i < count; i++) {
            epochs[i] = i + 1;
        }
        return epochs;
    }

    /// Returns the mean of a column over the results, as long as all have a value.
    static double[] mean(List<Result> results, String column) {
        int length = results.stream()
                .mapToInt(result -> result.column(column).length)
                .min()
                .orElse(0);
        double[] mean = new double[length];
        for (var result : results) {
            for (int i = 0; i < length; i++) {
                mean[i] += result.column(column)[i] / results.size();
            }
        }
        return mean;
    }
}

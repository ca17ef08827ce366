package dev.lanewise.examples.tabular;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.examples.drawing.Axis;
import dev.lanewise.examples.drawing.Drawing;
import dev.lanewise.examples.drawing.Paint;
import dev.lanewise.examples.drawing.Plot;
import dev.lanewise.regularization.CoverageCurve;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The figures of a training, by the names of their PNG files.
final class Figures {
    /// The files of all figures, of either task.
    static final List<String> FILES =
            List.of("loss.png", "accuracy.png", "coverage.png", "error.png", "predicted.png", "reliability.png");

    private static final int MOST_POINTS = 400;
    private static final int CURVE_POINTS = 100;
    private static final double[] UNIT = {0, 1};

    private Figures() {}

    static SequencedMap<String, Drawing> of(TrainingResult result) {
        var figures = new LinkedHashMap<String, Drawing>();
        figures.put("loss", curve(result, "data_loss", "loss"));
        switch (result.test()) {
            case ClassPredictions predictions -> {
                figures.put("accuracy", curve(result, "accuracy", "accuracy"));
                var before = Reliability.of(predictions.passes().mean(), result.targets());
                var after = Reliability.of(predictions.probabilities(), result.targets());
                figures.put("reliability", reliability("confidence", "accuracy", before, after));
                figures.put("coverage", coverage(result, predictions));
            }
            case NumberPredictions predictions -> {
                figures.put("error", curve(result, "rmse", "root of mean squared error"));
                figures.put("predicted", predicted(result, predictions));
                var before = Reliability.of(predictions, result.targets(), 1);
                var after = Reliability.of(
                        predictions, result.targets(), predictions.calibration().scale());
                figures.put("reliability", reliability("share promised", "share found", before, after));
            }
        }
        return figures;
    }

    private static Drawing curve(TrainingResult result, String column, String label) {
        var history = result.history();
        double[] epochs = new double[history.epochs()];
        for (int i = 0; i < epochs.length; i++) {
            epochs[i] = i + 1;
        }
        double[] training = history.column(column);
        double[] validation = history.column("val_" + column);
        double[] both = Arrays.copyOf(training, training.length + validation.length);
        System.arraycopy(validation, 0, both, training.length, validation.length);
        double end = Math.max(2, epochs.length);
        return Plot.of("By epoch", Axis.linear("epoch", 1, end), Axis.around(label, both))
                .legend("training", Paint.BLUE, false)
                .legend("validation", Paint.ORANGE, false)
                .curve(epochs, training, Paint.BLUE, false)
                .curve(epochs, validation, Paint.ORANGE, false)
                .drawing();
    }

    private static Drawing reliability(String x, String y, Reliability before, Reliability after) {
        var plot = Plot.of("Reliability", Axis.linear(x, 0, 1), Axis.linear(y, 0, 1))
                .legend("honest", Paint.MUTED, true)
                .legend("before calibration", Paint.ORANGE, false)
                .legend("calibrated", Paint.BLUE, false)
                .curve(UNIT, UNIT, Paint.MUTED, true);
        add(plot, before, Paint.ORANGE);
        add(plot, after, Paint.BLUE);
        return plot.drawing();
    }

    private static void add(Plot plot, Reliability reliability, Paint paint) {
        plot.curve(reliability.promised(), reliability.found(), paint, false);
        for (int i = 0; i < reliability.promised().length; i++) {
            plot.point(reliability.promised()[i], reliability.found()[i], 0, paint);
        }
    }

    private static Drawing coverage(TrainingResult result, ClassPredictions predictions) {
        int rows = predictions.rows();
        var entropies = Tensor.zeros(Shape.of(rows));
        for (int i = 0; i < rows; i++) {
            entropies.set(i, (float) predictions.uncertainty(i));
        }
        var curve = CoverageCurve.of(predictions.probabilities(), result.targets(), entropies);
        int points = Math.min(rows, CURVE_POINTS);
        double[] answered = new double[points];
        double[] accuracy = new double[points];
        for (int i = 0; i < points; i++) {
            answered[i] = (i + 1.0) / points;
            accuracy[i] = curve.accuracy(answered[i]);
        }
        return Plot.of(
                        "Answering only when sure",
                        Axis.linear("share of rows answered", 0, 1),
                        Axis.around("accuracy", accuracy))
                .curve(answered, accuracy, Paint.BLUE, false)
                .drawing();
    }

    private static Drawing predicted(TrainingResult result, NumberPredictions predictions) {
        int points = Math.min(MOST_POINTS, predictions.rows());
        double[] truth = new double[points];
        double[] mean = new double[points];
        double[] half = new double[points];
        for (int i = 0; i < points; i++) {
            int row = (int) ((long) i * predictions.rows() / points);
            truth[i] = predictions.value(result.targets(), row);
            mean[i] = predictions.mean(row);
            half[i] = predictions.calibration().threshold() * predictions.deviation(row);
        }
        double[] all = Arrays.copyOf(truth, 2 * points);
        System.arraycopy(mean, 0, all, points, points);
        var axis = Axis.around("true", all);
        double[] ends = {axis.least(), axis.greatest()};
        var plot = Plot.of(
                        points < predictions.rows() ? points + " of the test rows" : "The test rows",
                        axis,
                        Axis.around("predicted", all))
                .curve(ends, ends, Paint.MUTED, true);
        for (int i = 0; i < points; i++) {
            double[] place = {truth[i], truth[i]};
            double[] interval = {mean[i] - half[i], mean[i] + half[i]};
            plot.curve(place, interval, Paint.GRID, false);
        }
        for (int i = 0; i < points; i++) {
            plot.point(truth[i], mean[i], 0, Paint.BLUE);
        }
        return plot.drawing();
    }
}

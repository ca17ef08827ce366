package dev.lanewise.examples.chapter;

import dev.lanewise.core.Tensor;
import dev.lanewise.examples.drawing.Axis;
import dev.lanewise.examples.drawing.Paint;
import dev.lanewise.examples.drawing.Plot;
import dev.lanewise.regularization.ClassificationQuality;
import dev.lanewise.regularization.CoverageCurve;
import dev.lanewise.regularization.ReliabilityTable;
import java.util.ArrayList;
import java.util.List;

/// How honest probabilities are: reliability diagrams and accuracy against coverage.
final class QualityFigures {
    /// Bins with fewer rows say nothing.
    private static final int LEAST_ROWS = 20;

    private static final int POINTS = 100;

    private QualityFigures() {}

    static List<Figure> all(Results results, Tensor targets) {
        var pools = Pool.all(results, targets);
        return pools.isEmpty() ? List.of() : List.of(reliability(pools), coverage(pools));
    }

    private static Figure reliability(List<Pool> pools) {
        var plot = Plot.of(
                "Reliability",
                Axis.linear("confidence", 0.2, 1).inPercent(),
                Axis.linear("accuracy", 0.2, 1).inPercent());
        plot.curve(new double[] {0.2, 1}, new double[] {0.2, 1}, Paint.SLATE, true);
        for (int i = 0; i < pools.size(); i++) {
            var pool = pools.get(i);
            var bins =
                    ReliabilityTable.equalWidth(pool.probabilities(), pool.targets(), ClassificationQuality.BINS)
                            .bins()
                            .stream()
                            .filter(bin -> bin.count() >= LEAST_ROWS)
                            .toList();
            double[] confidence =
                    bins.stream().mapToDouble(ReliabilityTable.Bin::confidence).toArray();
            double[] accuracy =
                    bins.stream().mapToDouble(ReliabilityTable.Bin::accuracy).toArray();
            plot.legend(pool.name() + ": ECE " + Text.percent(pool.scores().ece(), 1), Paint.series(i), false);
            plot.curve(confidence, accuracy, Paint.series(i), false);
            for (int j = 0; j < confidence.length; j++) {
                plot.point(confidence[j], accuracy[j], 0, Paint.series(i));
            }
        }
        return new Figure("reliability", plot.drawing());
    }

    private static Figure coverage(List<Pool> pools) {
        var curves = new ArrayList<double[]>();
        double least = 1;
        double[] shares = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            shares[i] = (i + 1.0) / POINTS;
        }
        for (var pool : pools) {
            var curve = CoverageCurve.of(pool.probabilities(), pool.targets(), pool.entropies());
            double[] accuracies = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                accuracies[i] = curve.accuracy(shares[i]);
                least = Math.min(least, accuracies[i]);
            }
            curves.add(accuracies);
        }
        var plot = Plot.of(
                "Accuracy if only the most certain are answered",
                Axis.linear("share of images answered", 0, 1).inPercent(),
                Axis.linear("accuracy", Math.max(0, least - 0.005), 1).inPercent());
        for (int i = 0; i < pools.size(); i++) {
            plot.legend(pools.get(i).name(), Paint.series(i), false);
            plot.curve(shares, curves.get(i), Paint.series(i), false);
        }
        return new Figure("coverage", plot.drawing());
    }
}

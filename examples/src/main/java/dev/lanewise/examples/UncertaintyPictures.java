package dev.lanewise.examples;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.regularization.ClassificationQuality;
import dev.lanewise.regularization.CoverageCurve;
import dev.lanewise.regularization.ReliabilityTable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Draws the reliability diagram and the accuracy-against-coverage curve of the first seed and the ensemble.
final class UncertaintyPictures {
    /// A point every so many rows is enough for a smooth curve.
    private static final int STRIDE = 50;

    /// Bins with fewer rows say nothing.
    private static final int LEAST_ROWS = 10;

    private UncertaintyPictures() {}

    static void draw(Report report, List<UncertaintyRow> rows, Tensor targets) throws IOException {
        var first = rows.getFirst().seed();
        var shown = rows.stream().filter(row -> row.seed() == first).toList();
        report.picture("reliability.png", reliability(shown, targets));
        report.picture("coverage.png", coverage(shown, targets));
    }

    private static XYChart reliability(List<UncertaintyRow> rows, Tensor targets) {
        var chart = chart("Fashion-MNIST, dropout: reliability", "confidence", "accuracy");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        chart.getStyler().setXAxisMin(0.2).setXAxisMax(1.0);
        chart.getStyler().setYAxisMin(0.2).setYAxisMax(1.0);
        chart.addSeries("calibrated", new double[] {0, 1}, new double[] {0, 1}).setMarker(SeriesMarkers.NONE);
        for (var row : rows) {
            var bins =
                    ReliabilityTable.equalWidth(row.probabilities(), targets, ClassificationQuality.BINS)
                            .bins()
                            .stream()
                            .filter(bin -> bin.count() >= LEAST_ROWS)
                            .toList();
            if (bins.isEmpty()) {
                continue;
            }
            chart.addSeries(
                    String.format(
                            Locale.ROOT,
                            "%s, T = %.2f, ECE %.3f",
                            row.name(),
                            row.temperature(),
                            row.quality().expectedCalibrationError()),
                    bins.stream().mapToDouble(ReliabilityTable.Bin::confidence).toArray(),
                    bins.stream().mapToDouble(ReliabilityTable.Bin::accuracy).toArray());
        }
        return chart;
    }

    private static XYChart coverage(List<UncertaintyRow> rows, Tensor targets) {
        var chart = chart("Fashion-MNIST, dropout: accuracy of the most certain", "coverage", "accuracy");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSW);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0);
        for (var row : rows) {
            if (row.temperature() == 1) {
                add(chart, row, "predictive entropy", row.prediction().predictiveEntropy(), targets);
                if (row.prediction().samples() > 1) {
                    add(chart, row, "mutual information", mutualInformation(row), targets);
                }
            }
        }
        return chart;
    }

    private static Tensor mutualInformation(UncertaintyRow row) {
        var numbers = Tensor.zeros(Shape.of(row.probabilities().rows()));
        for (int i = 0; i < numbers.size(); i++) {
            numbers.set(i, (float) row.prediction().mutualInformation(i));
        }
        return numbers;
    }

    private static void add(XYChart chart, UncertaintyRow row, String by, Tensor uncertainties, Tensor targets) {
        var accuracies =
                CoverageCurve.of(row.probabilities(), targets, uncertainties).accuracies();
        int points = Math.max(1, accuracies.size() / STRIDE);
        double[] coverage = new double[points];
        double[] accuracy = new double[points];
        for (int i = 0; i < points; i++) {
            int count = (int) ((i + 1L) * accuracies.size() / points);
            coverage[i] = (double) count / accuracies.size();
            accuracy[i] = accuracies.get(count - 1);
        }
        chart.addSeries(row.method() + ", by " + by, coverage, accuracy).setMarker(SeriesMarkers.NONE);
    }

    private static XYChart chart(String title, String x, String y) {
        return new XYChartBuilder()
                .width(900)
                .height(640)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
    }
}

package dev.lanewise.examples.tabular;

import dev.lanewise.train.ConfusionMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Draws the pictures of a training as PNG files.
final class Pictures {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 600;
    private static final int MOST_CLASSES = 40;

    private Pictures() {}

    static void draw(TrainingResult result, Path folder) throws IOException {
        write(curve(result), folder.resolve("loss.png"));
        switch (result.test()) {
            case ClassPredictions predictions -> {
                var before = Reliability.of(predictions.passes().mean(), result.targets());
                var after = Reliability.of(predictions.probabilities(), result.targets());
                write(reliability("confidence", "accuracy", before, after), folder.resolve("reliability.png"));
                if (predictions.classes().size() <= MOST_CLASSES) {
                    write(confusion(predictions, result), folder.resolve("confusion.png"));
                }
            }
            case NumberPredictions predictions -> {
                var before = Reliability.of(predictions, result.targets(), 1);
                var after = Reliability.of(
                        predictions, result.targets(), predictions.calibration().scale());
                write(reliability("promised share", "share found", before, after), folder.resolve("reliability.png"));
                write(predicted(predictions, result), folder.resolve("predicted.png"));
            }
        }
    }

    private static void write(IChart chart, Path to) throws IOException {
        try (OutputStream output = Files.newOutputStream(to)) {
            ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", output);
        }
    }

    private static XYChart chart(String title, String x, String y) {
        var chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        return chart;
    }

    private static XYChart curve(TrainingResult result) {
        var chart = chart("Learning curve", "epoch", "data loss");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        chart.getStyler().setXAxisDecimalPattern("0");
        double[] epochs = new double[result.history().epochs()];
        for (int i = 0; i < epochs.length; i++) {
            epochs[i] = i + 1;
        }
        chart.addSeries("training", epochs, result.history().column("data_loss"))
                .setMarker(SeriesMarkers.NONE);
        chart.addSeries("validation", epochs, result.history().column("val_data_loss"))
                .setMarker(SeriesMarkers.NONE);
        return chart;
    }

    private static XYChart reliability(String x, String y, Reliability before, Reliability after) {
        var chart = chart("Reliability on the test rows", x, y);
        chart.addSeries("honest", new double[] {0, 1}, new double[] {0, 1}).setMarker(SeriesMarkers.NONE);
        chart.addSeries("before calibration", before.promised(), before.found());
        chart.addSeries("calibrated", after.promised(), after.found());
        return chart;
    }

    private static HeatMapChart confusion(ClassPredictions predictions, TrainingResult result) {
        var matrix = new ConfusionMatrix(predictions.classes().size());
        matrix.add(predictions.probabilities(), result.targets());
        var counts = new ArrayList<Number[]>();
        for (int i = 0; i < matrix.classes(); i++) {
            for (int j = 0; j < matrix.classes(); j++) {
                counts.add(new Number[] {j, i, matrix.count(i, j)});
            }
        }
        var chart = new HeatMapChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Confusion on the test rows")
                .xAxisTitle("predicted")
                .yAxisTitle("true")
                .build();
        chart.getStyler().setShowValue(true);
        chart.addSeries("rows", predictions.classes(), predictions.classes(), counts);
        return chart;
    }

    private static XYChart predicted(NumberPredictions predictions, TrainingResult result) {
        var chart = chart("Predicted against true, test rows", "true", "predicted");
        int rows = predictions.rows();
        double[] truth = new double[rows];
        double[] mean = new double[rows];
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            truth[i] = predictions.value(result.targets(), i);
            mean[i] = predictions.mean(i);
            least = Math.min(least, truth[i]);
            greatest = Math.max(greatest, truth[i]);
        }
        chart.addSeries("exact", new double[] {least, greatest}, new double[] {least, greatest})
                .setMarker(SeriesMarkers.NONE);
        chart.addSeries("test rows", truth, mean).setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        return chart;
    }
}

package dev.lanewise.bench;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Draws the rate of steps over the time since the start of the JVM, the median of the rounds for each way to start.
final class TimelineChart {
    private TimelineChart() {}

    static void write(Map<String, List<Timeline>> timelines, Path file) throws IOException {
        var chart = new XYChartBuilder()
                .width(1000)
                .height(600)
                .title("Cold start: training steps a second, batch 32, one thread")
                .xAxisTitle("seconds since the start of the JVM")
                .yAxisTitle("steps a second")
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisDecimalPattern("0.0");
        timelines.forEach((way, all) -> {
            double[] rates = medianRates(all);
            double[] seconds = new double[rates.length];
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] = (i + 0.5) * Timeline.window() / 1000;
            }
            chart.addSeries(way, seconds, rates).setMarker(SeriesMarkers.NONE);
        });
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", bytes);
        Output.write(file, bytes.toByteArray());
    }

    private static double[] medianRates(List<Timeline> all) {
        int windows = all.stream().mapToInt(one -> one.rates().length).min().orElse(0);
        var medians = new double[windows];
        for (int i = 0; i < windows; i++) {
            int window = i;
            double[] sorted = all.stream()
                    .mapToDouble(one -> one.rates()[window])
                    .sorted()
                    .toArray();
            medians[i] = sorted[sorted.length / 2];
        }
        return medians;
    }
}

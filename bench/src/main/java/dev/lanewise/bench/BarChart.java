package dev.lanewise.bench;

import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/// Draws scores as bars, one group a case and one colour a contestant: as rates with the peak above them where the
/// arithmetic is known, so that higher is faster, otherwise as times.
final class BarChart {
    private static final int BAR_WIDTH = 16;
    private static final int HEIGHT = 600;

    private BarChart() {}

    static void write(Scores scores, String title, Path file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(BitmapEncoder.getBufferedImage(chart(scores, title)), "png", bytes);
        Output.write(file, bytes.toByteArray());
    }

    private static CategoryChart chart(Scores scores, String title) {
        var cases = new LinkedHashSet<String>();
        var contestants = new LinkedHashSet<String>();
        for (var score : scores.all()) {
            cases.add(score.caseName);
            contestants.add(score.contestant);
        }
        boolean rates = scores.all().stream().allMatch(score -> scores.suite().flop(score.contest) > 0);
        var chart = new CategoryChartBuilder()
                .width(Math.max(900, 260 + cases.size() * (contestants.size() + 1) * BAR_WIDTH))
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(
                        rates ? "GFLOP/s (higher is faster)" : scores.suite().unit() + " (lower is faster)")
                .build();
        style(chart, cases.size());
        for (var contestant : contestants) {
            chart.addSeries(contestant, new ArrayList<>(cases), heights(scores, contestant, cases, rates));
        }
        if (rates) {
            double peak = scores.all().stream().mapToDouble(Score::peak).max().orElse(0);
            chart.getStyler().setYAxisMax(1.08 * peak);
            chart.addAnnotation(new AnnotationLine(peak, false, false));
            chart.addAnnotation(new AnnotationText("FMA peak", 0.5, 1.03 * peak, false));
        }
        return chart;
    }

    private static List<Double> heights(Scores scores, String contestant, LinkedHashSet<String> cases, boolean rates) {
        var heights = new ArrayList<Double>();
        for (var one : cases) {
            heights.add(scores.all().stream()
                    .filter(score -> score.contestant.equals(contestant) && score.caseName.equals(one))
                    .mapToDouble(score -> rates
                            ? scores.suite().flop(score.contest) / score.time()
                            : scores.suite().value(score.contest, score.time()))
                    .findFirst()
                    .orElse(0));
        }
        return heights;
    }

    private static void style(CategoryChart chart, int cases) {
        var styler = chart.getStyler();
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setAvailableSpaceFill(0.9);
        styler.setXAxisLabelRotation(cases > 8 ? 90 : cases > 5 ? 30 : 0);
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setYAxisMin(0.0);
        styler.setChartBackgroundColor(Color.WHITE);
    }
}

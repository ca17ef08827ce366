package dev.lanewise.examples.tabular;

import java.util.Arrays;
import java.util.Locale;

/// The part of the report that is about a number.
final class NumberSections {
    private static final int MOST_POINTS = 400;

    private NumberSections() {}

    static void append(StringBuilder page, TrainingResult result, NumberPredictions predictions) {
        var quality = predictions.quality(result.targets());
        page.append("<div class=\"cards\">\n")
                .append(ReportPage.card(
                        String.format(Locale.ROOT, "%.4g", quality.get("rmse")),
                        String.format(
                                Locale.ROOT,
                                "root of the mean squared error; %.4g by always naming the mean",
                                quality.get("rmse_of_mean"))))
                .append(ReportPage.card(String.format(Locale.ROOT, "%.4g", quality.get("mae")), "mean absolute error"))
                .append(ReportPage.card(String.format(Locale.ROOT, "%.3f", quality.get("r2")), "R²"))
                .append(ReportPage.card(
                        ReportPage.percent(quality.getOrDefault("interval_coverage", 0.0)),
                        "of the intervals for 90 % hold the true number"))
                .append("</div>\n<h2>Learning</h2>\n<div class=\"plots\">\n")
                .append(ReportPage.curve(result, "data_loss", "loss"))
                .append(ReportPage.curve(result, "rmse", "root of mean squared error"))
                .append("</div>\n<h2>How right and how honest it is</h2>\n<div class=\"plots\">\n")
                .append(predicted(result, predictions))
                .append(ReportPage.reliability(
                        "share promised",
                        "share found",
                        Reliability.of(predictions, result.targets(), 1),
                        Reliability.of(
                                predictions,
                                result.targets(),
                                predictions.calibration().scale()),
                        String.format(
                                Locale.ROOT,
                                "of central intervals; every deviation times %.3f",
                                predictions.calibration().scale())))
                .append("</div>\n");
    }

    private static String predicted(TrainingResult result, NumberPredictions predictions) {
        int points = Math.min(MOST_POINTS, predictions.rows());
        double[] truth = new double[points];
        double[] mean = new double[points];
        double[] low = new double[points];
        double[] high = new double[points];
        for (int i = 0; i < points; i++) {
            int row = (int) ((long) i * predictions.rows() / points);
            truth[i] = predictions.value(result.targets(), row);
            mean[i] = predictions.mean(row);
            double half = predictions.calibration().threshold() * predictions.deviation(row);
            low[i] = mean[i] - half;
            high[i] = mean[i] + half;
        }
        double[] ends = {
            Math.min(
                    Arrays.stream(truth).min().orElse(0),
                    Arrays.stream(mean).min().orElse(0)),
            Math.max(
                    Arrays.stream(truth).max().orElse(1),
                    Arrays.stream(mean).max().orElse(1))
        };
        var plot = new Plot(Plot.Axis.of("true", ends), Plot.Axis.of("predicted", ends))
                .line("honest", ends, ends)
                .bars("bar", truth, low, high)
                .dots("a", truth, mean);
        return ReportPage.figure(
                plot.svg("predicted against true"),
                (points < predictions.rows() ? points + " of the test rows" : "The test rows")
                        + " with their intervals for 90 %");
    }
}

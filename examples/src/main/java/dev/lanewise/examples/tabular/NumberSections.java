package dev.lanewise.examples.tabular;

import dev.lanewise.examples.drawing.Drawing;
import java.util.Locale;
import java.util.Map;

/// The part of the report that is about a number.
final class NumberSections {
    private NumberSections() {}

    static void append(
            StringBuilder page, TrainingResult result, NumberPredictions predictions, Map<String, Drawing> figures) {
        var quality = result.quality();
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
                        "of the intervals for about 90 % hold the true number"))
                .append("</div>\n<h2>Learning</h2>\n")
                .append(ReportPage.figures(figures, "loss", "error"))
                .append(ReportPage.aboutNoise(result))
                .append("<h2>How right and how honest it is</h2>\n")
                .append(ReportPage.figures(figures, "predicted", "reliability"))
                .append(String.format(
                        Locale.ROOT,
                        "<p class=\"soft\">Predictions have their intervals for about 90 %% as bars. Reliability: how"
                                + " many test rows lie in the central intervals that should hold a share of them,"
                                + " calibrated with deviations times %.3f.</p>%n",
                        predictions.calibration().scale()));
    }
}

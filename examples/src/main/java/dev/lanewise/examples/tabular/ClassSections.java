package dev.lanewise.examples.tabular;

import dev.lanewise.examples.drawing.Drawing;
import dev.lanewise.examples.drawing.Svg;
import dev.lanewise.train.ConfusionMatrix;
import java.util.Locale;
import java.util.Map;

/// The part of the report that is about classes.
final class ClassSections {
    private static final int MOST_CLASSES = 25;

    private ClassSections() {}

    static void append(
            StringBuilder page, TrainingResult result, ClassPredictions predictions, Map<String, Drawing> figures) {
        var quality = result.quality();
        page.append("<div class=\"cards\">\n")
                .append(ReportPage.card(
                        ReportPage.percent(quality.getOrDefault("accuracy", 0.0)),
                        "right; " + ReportPage.percent(quality.getOrDefault("accuracy_of_most_frequent", 0.0))
                                + " by always naming the most frequent class"))
                .append(ReportPage.card(
                        String.format(Locale.ROOT, "%.3f", quality.get("nll")), "negative log-likelihood, nats"))
                .append(ReportPage.card(
                        String.format(Locale.ROOT, "%.3f", quality.get("ece")), "expected calibration error"))
                .append(ReportPage.card(
                        ReportPage.percent(quality.getOrDefault("set_coverage", 0.0)),
                        String.format(
                                Locale.ROOT,
                                "of the sets hold the true class, about 90 %% should; they name %.2f classes on"
                                        + " average",
                                quality.get("set_mean_size"))))
                .append("</div>\n<h2>Learning</h2>\n")
                .append(ReportPage.figures(figures, "loss", "accuracy"))
                .append(ReportPage.aboutNoise(result))
                .append("<h2>Which class it takes for which</h2>\n")
                .append(confusion(result, predictions))
                .append("<h2>How honest it is</h2>\n")
                .append(ReportPage.figures(figures, "reliability", "coverage"))
                .append(String.format(
                        Locale.ROOT,
                        "<p class=\"soft\">Reliability: ten groups of test rows by their confidence, calibrated with"
                                + " the temperature %.3f. Coverage: the accuracy if only the rows of least entropy are"
                                + " answered.</p>%n",
                        predictions.calibration().scale()));
    }

    private static String confusion(TrainingResult result, ClassPredictions predictions) {
        int classes = predictions.classes().size();
        if (classes > MOST_CLASSES) {
            return "<p>" + classes + " classes are too many for a table; predictions.csv has every row.</p>\n";
        }
        var matrix = new ConfusionMatrix(classes);
        matrix.add(predictions.probabilities(), result.targets());
        var text = new StringBuilder("<div class=\"wide\"><table><tr><th>true \\ predicted</th>");
        predictions
                .classes()
                .forEach(name -> text.append("<th>").append(Svg.escape(name)).append("</th>"));
        for (int i = 0; i < classes; i++) {
            long total = 0;
            for (int j = 0; j < classes; j++) {
                total += matrix.count(i, j);
            }
            text.append("</tr>\n<tr><th>")
                    .append(Svg.escape(predictions.classes().get(i)))
                    .append("</th>");
            for (int j = 0; j < classes; j++) {
                long percent = total == 0 ? 0 : 60 * matrix.count(i, j) / total;
                text.append("<td class=\"c\" style=\"--p:").append(percent).append("%\">");
                text.append(matrix.count(i, j)).append("</td>");
            }
        }
        return text.append("</tr></table></div>\n").toString();
    }
}

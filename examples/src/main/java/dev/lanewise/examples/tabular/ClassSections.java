package dev.lanewise.examples.tabular;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.regularization.CoverageCurve;
import dev.lanewise.train.ConfusionMatrix;
import java.util.Locale;

/// The part of the report that is about classes.
final class ClassSections {
    private static final int MOST_CLASSES = 25;
    private static final int POINTS = 100;

    private ClassSections() {}

    static void append(StringBuilder page, TrainingResult result, ClassPredictions predictions) {
        var quality = predictions.quality(result.targets());
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
                                "of the sets hold the true class; they name %.2f classes on average",
                                quality.get("set_mean_size"))))
                .append("</div>\n<h2>Learning</h2>\n<div class=\"plots\">\n")
                .append(ReportPage.curve(result, "data_loss", "loss"))
                .append(ReportPage.curve(result, "accuracy", "accuracy"))
                .append("</div>\n<h2>Which class it takes for which</h2>\n")
                .append(confusion(result, predictions))
                .append("<h2>How honest it is</h2>\n<div class=\"plots\">\n")
                .append(ReportPage.reliability(
                        "confidence",
                        "accuracy",
                        Reliability.of(predictions.passes().mean(), result.targets()),
                        Reliability.of(predictions.probabilities(), result.targets()),
                        String.format(
                                Locale.ROOT,
                                "ten groups of test rows; temperature %.3f",
                                predictions.calibration().scale())))
                .append(coverage(result, predictions))
                .append("</div>\n");
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
                .forEach(name ->
                        text.append("<th>").append(ReportPage.escape(name)).append("</th>"));
        for (int i = 0; i < classes; i++) {
            long total = 0;
            for (int j = 0; j < classes; j++) {
                total += matrix.count(i, j);
            }
            text.append("</tr>\n<tr><th>")
                    .append(ReportPage.escape(predictions.classes().get(i)))
                    .append("</th>");
            for (int j = 0; j < classes; j++) {
                long percent = total == 0 ? 0 : 60 * matrix.count(i, j) / total;
                text.append("<td class=\"c\" style=\"--p:").append(percent).append("%\">");
                text.append(matrix.count(i, j)).append("</td>");
            }
        }
        return text.append("</tr></table></div>\n").toString();
    }

    private static String coverage(TrainingResult result, ClassPredictions predictions) {
        int rows = predictions.rows();
        var entropies = Tensor.zeros(Shape.of(rows));
        for (int i = 0; i < rows; i++) {
            entropies.set(i, (float) predictions.uncertainty(i));
        }
        var curve = CoverageCurve.of(predictions.probabilities(), result.targets(), entropies);
        int points = Math.min(rows, POINTS);
        double[] answered = new double[points];
        double[] accuracy = new double[points];
        for (int i = 0; i < points; i++) {
            answered[i] = (i + 1.0) / points;
            accuracy[i] = curve.accuracy(answered[i]);
        }
        var plot = new Plot(new Plot.Axis("share of rows answered", 0, 1), Plot.Axis.of("accuracy", accuracy))
                .line("a", answered, accuracy);
        return ReportPage.figure(
                plot.svg("accuracy against coverage"), "Accuracy if only the rows of least entropy are answered");
    }
}

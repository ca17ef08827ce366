package dev.lanewise.examples.chapter;

import dev.lanewise.examples.drawing.Svg;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Tables as HTML and CSV.
final class Tables {
    private Tables() {}

    /// Returns the findings as cards.
    static String findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "<p>Nothing can be said of so few experiments.</p>";
        }
        var text = new StringBuilder("<p>Of " + findings.size() + " claims "
                + count(findings, Finding.Verdict.HOLDS) + " hold, "
                + count(findings, Finding.Verdict.DOES_NOT_HOLD) + " do not, and "
                + count(findings, Finding.Verdict.UNDECIDED) + " are undecided. Every verdict is computed: a claim"
                + " holds where the whole 95 % interval of the paired"
                + " differences is on its side, does not where it is on"
                + " the other, and is undecided where 0 lies within or"
                + " one seed gives no interval. (Against the ensemble, of"
                + " which there is one, nothing is paired, and the side"
                + " is half a point below.) In brackets stand the ends of"
                + " the intervals.</p><div class=\"findings\">");
        for (var finding : findings) {
            var kind = finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
            text.append("<article class=\"").append(kind).append("\"><span class=\"verdict\">");
            text.append(finding.verdict()).append("</span><h3>").append(Svg.escape(finding.claim()));
            text.append("</h3><ul>");
            finding.evidence()
                    .forEach(
                            line -> text.append("<li>").append(Svg.escape(line)).append("</li>"));
            text.append("</ul></article>");
        }
        return text.append("</div>").toString();
    }

    private static long count(List<Finding> findings, Finding.Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    /// Returns all variants with their means, and below each the difference to its reference.
    static String all(Results results) {
        var text = new StringBuilder("<p>Means over the seeds; below, in small type, the paired difference to the"
                + " reference with its 95 % interval. The gap is validation loss minus training loss, both without"
                + " noise and penalties; the time is processor time of one thread.</p>"
                + "<div class=\"scroll\"><table><thead><tr><th>experiment</th>");
        for (var quantity : Quantity.values()) {
            text.append("<th>").append(quantity.title()).append("</th>");
        }
        text.append("<th>Monte-Carlo accuracy</th><th>epochs</th></tr></thead><tbody>");
        var section = "";
        for (var variant : results.variants()) {
            if (!variant.section().equals(section)) {
                section = variant.section();
                text.append("<tr class=\"part\"><th colspan=\"8\">")
                        .append(Svg.escape(section))
                        .append("</th></tr>");
            }
            row(text, results, variant);
        }
        return text.append("</tbody></table></div>").toString();
    }

    private static void row(StringBuilder text, Results results, Variant variant) {
        boolean compared = variant.hasReference() && results.has(variant.reference());
        text.append("<tr><th>").append(Svg.escape(variant.title()));
        if (compared) {
            text.append("<small>against ")
                    .append(Svg.escape(variant.reference()))
                    .append("</small>");
        }
        text.append("</th>");
        for (var quantity : Quantity.values()) {
            double mean = results.interval(variant.name(), quantity::of).mean();
            text.append("<td>").append(quantity.text(mean));
            if (compared) {
                var difference = results.difference(variant.name(), variant.reference(), quantity::of);
                text.append("<small class=\"")
                        .append(mood(quantity, difference))
                        .append("\">");
                text.append(quantity.difference(difference)).append("</small>");
            }
            text.append("</td>");
        }
        boolean random = results.of(variant.name()).stream().allMatch(result -> result.passes() != null);
        text.append("<td>").append(random ? monteCarlo(results, variant) : "").append("</td><td>");
        text.append(Text.number(
                        results.interval(variant.name(), Result::epochs).mean(),
                        variant.training().patience() > 0 ? 1 : 0))
                .append("</td></tr>");
    }

    private static String monteCarlo(Results results, Variant variant) {
        var accuracy = results.interval(
                variant.name(),
                result -> Objects.requireNonNull(result.passes()).mean().accuracy());
        return Text.percent(accuracy.mean(), 2);
    }

    private static String mood(Quantity quantity, Interval difference) {
        if (quantity == Quantity.SECONDS || !(difference.lower() > 0 || difference.upper() < 0)) {
            return "even";
        }
        return difference.mean() > 0 == quantity.higherIsBetter() ? "better" : "worse";
    }

    /// Returns the book's numbers beside ours.
    static String bands(List<Bands.Row> rows) {
        long within = rows.stream().filter(Bands.Row::within).count();
        var text = new StringBuilder("<p>" + within + " of " + rows.size() + " means are within the bands: a point for"
                + " accuracies, a tenth for losses. The book's numbers are from one run with one seed each.</p>"
                + "<div class=\"scroll\"><table><thead><tr><th>number</th><th>book</th><th>here</th><th>seeds</th>"
                + "<th>within?</th></tr></thead><tbody>");
        var experiment = "";
        for (var row : rows) {
            if (!row.experiment().equals(experiment)) {
                experiment = row.experiment();
                text.append("<tr class=\"part\"><th colspan=\"5\">")
                        .append(Svg.escape(experiment))
                        .append("</th></tr>");
            }
            text.append("<tr><th>")
                    .append(row.what())
                    .append("</th><td>")
                    .append(Bands.text(row.accuracy(), row.book()));
            text.append("</td><td>")
                    .append(Bands.text(row.accuracy(), row.ours().mean()))
                    .append("</td><td>");
            text.append(Bands.text(row.accuracy(), row.least()))
                    .append(" – ")
                    .append(Bands.text(row.accuracy(), row.greatest()));
            text.append("</td><td class=\"reason\">").append(row.within() ? "yes" : "no: " + row.reason());
            text.append("</td></tr>");
        }
        return text.append("</tbody></table></div>").toString();
    }

    /// Returns the numbers of every single training.
    static String csv(Results results) {
        var text = new StringBuilder("variant,seed,test_accuracy,test_nll,test_brier,test_ece,train_loss,"
                + "validation_loss,validation_accuracy,seconds,epochs,mc_accuracy,mc_nll,mc_ece\n");
        for (var result : results.results()) {
            var test = result.test();
            text.append(String.join(
                    ",",
                    result.variant(),
                    Long.toString(result.seed()),
                    Double.toString(test.accuracy()),
                    Double.toString(test.loss()),
                    Double.toString(test.brier()),
                    Double.toString(test.ece()),
                    Double.toString(result.train().loss()),
                    Double.toString(result.validation().loss()),
                    Double.toString(result.validation().accuracy()),
                    Double.toString(result.seconds()),
                    Integer.toString(result.epochs())));
            var passes = result.passes();
            text.append(
                    passes == null
                            ? ",,,\n"
                            : "," + passes.mean().accuracy() + ','
                                    + passes.mean().loss() + ',' + passes.mean().ece() + '\n');
        }
        return text.toString();
    }
}

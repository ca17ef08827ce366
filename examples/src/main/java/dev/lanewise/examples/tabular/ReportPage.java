package dev.lanewise.examples.tabular;

import dev.lanewise.layers.Mode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The report: one page that needs no other file, for any width of screen, light or dark.
final class ReportPage {
    private static final String STYLE = """
        :root { color-scheme: light dark; --back: #fff; --text: #1c2430; --soft: #5b6675; --line: #dde2e9;
          --card: #f5f7fa; --a: #1f6feb; --b: #c2410c; }
        @media (prefers-color-scheme: dark) { :root { --back: #12161c; --text: #e6eaf0; --soft: #98a3b3;
          --line: #2c3440; --card: #1a2029; --a: #6cb0ff; --b: #ff9a62; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 1080px; padding: 24px 16px 64px; background: var(--back);
          color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.6rem; margin: 0 0 4px; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 36px 0 8px; }
        p { margin: 4px 0 10px; } .soft, figcaption { color: var(--soft); font-size: .9rem; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px;
          margin: 20px 0; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; }
        .card b { display: block; font-size: 1.5rem; line-height: 1.2; }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 20px; }
        figure { margin: 0; min-width: 0; } svg { width: 100%; height: auto; display: block; }
        svg text { fill: var(--soft); font-size: 13px; } .grid { stroke: var(--line); }
        polyline { fill: none; stroke-width: 2; } .a { stroke: var(--a); } .b { stroke: var(--b); }
        .honest { stroke: var(--soft); stroke-dasharray: 5 4; stroke-width: 1.5; }
        circle { stroke: none; } circle.a { fill: var(--a); } circle.b { fill: var(--b); }
        line.bar { stroke: var(--a); stroke-opacity: .25; }
        i.a, i.b { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin: 0 4px 0 10px;
          background: var(--a); vertical-align: -1px; } i.b { background: var(--b); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .92rem; }
        th, td { padding: 5px 10px; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
        td.c { text-align: center; min-width: 44px; border: 1px solid var(--back);
          background: color-mix(in srgb, var(--a) var(--p), var(--card)); }
        """;

    private ReportPage() {}

    /// Returns a text as it stands between tags or in quotes.
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String of(TrainingResult result) {
        var target = result.target();
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.append("<link rel=\"icon\" href=\"data:,\">\n<title>")
                .append(escape(target.name()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(escape(target.name() + ", predicted from "
                        + result.file().path().getFileName()))
                .append("</h1>\n")
                .append(introduction(result));
        switch (result.test()) {
            case ClassPredictions predictions -> ClassSections.append(page, result, predictions);
            case NumberPredictions predictions -> NumberSections.append(page, result, predictions);
        }
        page.append(unsureRows(result))
                .append(qualities(result))
                .append(columns(result))
                .append(notes(result));
        return page.append("</body>\n</html>\n").toString();
    }

    private static String introduction(TrainingResult result) {
        var description = result.model().description();
        return String.format(
                Locale.ROOT,
                "<p class=\"soft\">%s with the recipe <b>%s</b>: %,d rows to train, %,d to stop by and to calibrate,"
                    + " %,d to test; %d inputs; %d epochs, the weights are those of epoch %d; %d Monte-Carlo passes;"
                    + " seed %d.</p>%n",
                description.target().isClass()
                        ? "Classification into "
                                + description.target().classes().size() + " classes"
                        : "Regression",
                escape(description.recipe()),
                result.parts().training(),
                result.parts().validation(),
                result.parts().testLines().length,
                description.width(),
                result.history().epochs(),
                result.bestEpoch() + 1,
                description.samples(),
                description.seed());
    }

    static String card(String value, String label) {
        return "<div class=\"card\"><b>" + escape(value) + "</b>" + escape(label) + "</div>\n";
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /// Returns the figure of two columns of the history.
    static String curve(TrainingResult result, String column, String title) {
        var history = result.history();
        double[] epochs = new double[history.epochs()];
        for (int i = 0; i < epochs.length; i++) {
            epochs[i] = i + 1;
        }
        double[] training = history.column(column);
        double[] validation = history.column("val_" + column);
        var plot = new Plot(Plot.Axis.of("epoch", epochs), Plot.Axis.of(title, training, validation))
                .line("a", epochs, training)
                .line("b", epochs, validation);
        return figure(
                plot.svg(title + " by epoch"),
                "<i class=\"a\"></i>training <i class=\"b\"></i>validation"
                        + (result.model().network().description().random(Mode.TRAINING)
                                ? "; its noise makes training look worse than it is"
                                : ""));
    }

    static String figure(String svg, String caption) {
        return "<figure>" + svg + "<figcaption>" + caption + "</figcaption></figure>\n";
    }

    static String reliability(String x, String y, Reliability before, Reliability after, String text) {
        var plot = new Plot(new Plot.Axis(x, 0, 1), new Plot.Axis(y, 0, 1))
                .line("honest", new double[] {0, 1}, new double[] {0, 1})
                .line("b", before.promised(), before.found())
                .dots("b", before.promised(), before.found())
                .line("a", after.promised(), after.found())
                .dots("a", after.promised(), after.found());
        return figure(
                plot.svg("reliability"),
                "<i class=\"a\"></i>calibrated <i class=\"b\"></i>before calibration; " + text);
    }

    private static String unsureRows(TrainingResult result) {
        var test = result.test();
        var order = IntStream.range(0, test.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -test.uncertainty(row)))
                .limit(10)
                .toList();
        var header = test.header().stream().map(name -> "<th>" + escape(name.replace('_', ' ')) + "</th>");
        var text = new StringBuilder("<h2>The test rows it is least sure of</h2>\n<div class=\"wide\"><table><tr>"
                + "<th>line</th><th>true</th>" + header.collect(Collectors.joining()) + "</tr>\n");
        for (int row : order) {
            text.append("<tr><td class=\"n\">")
                    .append(result.parts().testLines()[row])
                    .append("</td><td>");
            text.append(escape(test.truth(result.targets(), row))).append("</td>");
            test.cells(row)
                    .forEach(cell -> text.append("<td>").append(escape(cell)).append("</td>"));
            text.append("</tr>\n");
        }
        return text.append("</table></div>\n").toString();
    }

    private static String qualities(TrainingResult result) {
        var text = new StringBuilder("<h2>All numbers, on the test rows</h2>\n<div class=\"wide\"><table>\n");
        result.test()
                .quality(result.targets())
                .forEach((name, value) -> text.append(String.format(
                        Locale.ROOT,
                        "<tr><td>%s</td><td class=\"n\">%.5g</td></tr>%n",
                        name.replace('_', ' '),
                        value)));
        return text.append("</table></div>\n").toString();
    }

    private static String columns(TrainingResult result) {
        var text = new StringBuilder("<h2>The columns</h2>\n<div class=\"wide\"><table><tr><th>name</th><th>type</th>"
                + "<th class=\"n\">missing</th><th>values</th></tr>\n");
        for (var row : ColumnTable.of(result.profile(), result.kinds(), result.target())) {
            text.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td>%s</td><td class=\"n\">%,d</td><td>%s</td></tr>%n",
                    escape(row.name()),
                    escape(row.type()),
                    row.missing(),
                    escape(row.details())));
        }
        return text.append("</table></div>\n").toString();
    }

    private static String notes(TrainingResult result) {
        List<String> notes = result.notes();
        if (notes.isEmpty()) {
            return "";
        }
        return notes.stream()
                .map(note -> "<li>" + escape(note) + "</li>\n")
                .collect(Collectors.joining("", "<h2>Notes</h2>\n<ul>\n", "</ul>\n"));
    }
}

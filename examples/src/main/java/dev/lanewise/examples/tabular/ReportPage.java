package dev.lanewise.examples.tabular;

import dev.lanewise.examples.drawing.Drawing;
import dev.lanewise.examples.drawing.Svg;
import dev.lanewise.layers.Mode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The report: one page that needs no other file, for any width of screen, light or dark.
final class ReportPage {
    private static final String STYLE = """
        :root { color-scheme: light dark; --card: #f5f7fa; }
        @media (prefers-color-scheme: dark) { :root { --card: #202731; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 1080px; padding: 24px 16px 64px; background: var(--panel);
          color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.6rem; margin: 0 0 4px; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 36px 0 8px; }
        p { margin: 4px 0 10px; } .soft { color: var(--muted); font-size: .9rem; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px;
          margin: 20px 0; }
        .card { background: var(--card); border: 1px solid var(--grid); border-radius: 10px; padding: 12px 14px; }
        .card b { display: block; font-size: 1.5rem; line-height: 1.2; }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 20px; }
        figure { margin: 0; min-width: 0; } svg { width: 100%; height: auto; display: block; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .92rem; }
        th, td { padding: 5px 10px; text-align: left; border-bottom: 1px solid var(--grid); vertical-align: top; }
        td.v { min-width: 180px; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
        td.c { text-align: center; min-width: 44px; border: 1px solid var(--panel);
          background: color-mix(in srgb, var(--blue) var(--p), var(--card)); }
        """;

    private ReportPage() {}

    static String of(TrainingResult result, Map<String, Drawing> figures) {
        var target = result.target();
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.append("<link rel=\"icon\" href=\"data:,\">\n<title>")
                .append(Svg.escape(target.name()))
                .append("</title>\n<style>\n")
                .append(Svg.colours())
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(Svg.escape(target.name() + ", predicted from "
                        + result.file().path().getFileName()))
                .append("</h1>\n")
                .append(introduction(result));
        switch (result.test()) {
            case ClassPredictions predictions -> ClassSections.append(page, result, predictions, figures);
            case NumberPredictions predictions -> NumberSections.append(page, result, predictions, figures);
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
                Svg.escape(description.recipe()),
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
        return "<div class=\"card\"><b>" + Svg.escape(value) + "</b>" + Svg.escape(label) + "</div>\n";
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /// Returns figures beside each other, or below each other on a narrow screen.
    static String figures(Map<String, Drawing> figures, String... names) {
        var text = new StringBuilder("<div class=\"plots\">\n");
        for (var name : names) {
            var drawing = figures.get(name);
            text.append(drawing == null ? "" : "<figure>" + Svg.of(drawing) + "</figure>\n");
        }
        return text.append("</div>\n").toString();
    }

    /// Returns how the losses of training and validation compare.
    static String aboutNoise(TrainingResult result) {
        return result.model().network().description().random(Mode.TRAINING)
                ? "<p class=\"soft\">Noise makes training look worse than it is; validation is without.</p>\n"
                : "";
    }

    private static String unsureRows(TrainingResult result) {
        var test = result.test();
        var order = IntStream.range(0, test.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -test.uncertainty(row)))
                .limit(10)
                .toList();
        var header = test.header().stream().map(name -> "<th>" + Svg.escape(name.replace('_', ' ')) + "</th>");
        var text = new StringBuilder("<h2>The test rows it is least sure of</h2>\n<div class=\"wide\"><table><tr>"
                + "<th>line</th><th>true</th>" + header.collect(Collectors.joining()) + "</tr>\n");
        for (int row : order) {
            text.append("<tr><td class=\"n\">")
                    .append(result.parts().testLines()[row])
                    .append("</td><td>");
            text.append(Svg.escape(test.truth(result.targets(), row))).append("</td>");
            test.cells(row)
                    .forEach(
                            cell -> text.append("<td>").append(Svg.escape(cell)).append("</td>"));
            text.append("</tr>\n");
        }
        return text.append("</table></div>\n").toString();
    }

    private static String qualities(TrainingResult result) {
        var text = new StringBuilder("<h2>All numbers, on the test rows</h2>\n<div class=\"wide\"><table>\n");
        result.quality()
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
                    "<tr><td>%s</td><td>%s</td><td class=\"n\">%,d</td><td class=\"v\">%s</td></tr>%n",
                    Svg.escape(row.name()),
                    Svg.escape(row.type()),
                    row.missing(),
                    Svg.escape(row.details())));
        }
        return text.append("</table></div>\n").toString();
    }

    private static String notes(TrainingResult result) {
        List<String> notes = result.notes();
        if (notes.isEmpty()) {
            return "";
        }
        return notes.stream()
                .map(note -> "<li>" + Svg.escape(note) + "</li>\n")
                .collect(Collectors.joining("", "<h2>Notes</h2>\n<ul>\n", "</ul>\n"));
    }
}

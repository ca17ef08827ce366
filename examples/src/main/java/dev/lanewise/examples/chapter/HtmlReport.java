package dev.lanewise.examples.chapter;

import dev.lanewise.examples.drawing.Png;
import dev.lanewise.examples.drawing.Svg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The report: one page that needs nothing else, and the same pictures as PNG.
final class HtmlReport {
    private static final String NAME = "report.html";

    private final Results results;
    private final Images images;
    private final ResultFiles files;
    private final StringBuilder contents = new StringBuilder();
    private final StringBuilder body = new StringBuilder();

    private HtmlReport(Results results, Images images, ResultFiles files) {
        this.results = results;
        this.images = images;
        this.files = files;
    }

    /// Writes pictures, page and a table of all numbers.
    ///
    /// @return the page
    static Path write(Results results, Images images, ResultFiles files) throws IOException {
        var report = new HtmlReport(results, images, files);
        files.write(NAME, report.page());
        files.write("table.csv", Tables.csv(results));
        return files.folder().resolve(NAME);
    }

    private String page() throws IOException {
        findings();
        section("Everything in one table", Tables.all(results));
        figures();
        var bands = new Bands(results).rows();
        section(
                "The book's own numbers",
                bands.isEmpty()
                        ? "<p>These need the full setting: all rows and the default number of epochs.</p>"
                        : Tables.bands(bands));
        section("How it was made", Prose.method(results, images));
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\">"
                + "<link rel=\"icon\" href=\"data:,\"><title>The chapter on regularization, reproduced</title><style>"
                + Svg.colours() + resource("report.css")
                + "</style></head>\n<body><header><h1>Regularization, seen</h1>"
                + Prose.summary(results, images) + "<nav>" + contents + "</nav></header>\n<main>" + body
                + "</main></body></html>\n";
    }

    private void findings() throws IOException {
        var all = new ArrayList<Finding>();
        all.addAll(new DropoutFindings(results).all());
        all.addAll(new WeightFindings(results).all());
        all.addAll(new TrainingFindings(results, images.scaled().test().targets()).all());
        section("What the data says", Tables.findings(all));
    }

    private void figures() throws IOException {
        section("Side by side", Prose.DIFFERENCES, ComparisonFigures.differences(results));
        section("How much of each", Prose.SWEEPS, ComparisonFigures.sweeps(results));
        section("Learning curves", Prose.CURVES, joined(CurveFigures.losses(results), CurveFigures.gaps(results)));
        section("What becomes of the weights", Prose.HISTOGRAMS, WeightFigures.histograms(results));
        section("What the first layer looks for", Prose.IMAGES, WeightFigures.images(results));
        section(
                "Norms under max-norm",
                Prose.NORMS,
                joined(WeightFigures.norms(results), WeightFigures.clipped(results)));
        section("Activations by depth", Prose.DEPTH, DepthFigures.all(results, images));
        var cases = new CaseFigures(images);
        section("One image, a hundred opinions", Prose.FIRST, cases.first(results));
        section("The least certain images", Prose.CASES, cases.extremes(results, "most"));
        section("The most certain images", "", cases.extremes(results, "least"));
        section(
                "How honest the probabilities are",
                Prose.QUALITY,
                QualityFigures.all(results, images.scaled().test().targets()));
        section("The learning rate", Prose.RATES, joined(RateFigures.search(results), RateFigures.schedules(results)));
    }

    private static List<Figure> joined(List<Figure> some, List<Figure> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private void section(String title, String text) throws IOException {
        section(title, text, null);
    }

    private void section(String title, String text, @Nullable List<Figure> figures) throws IOException {
        List<Figure> all = figures == null ? List.of() : figures;
        if (figures != null && all.isEmpty()) {
            return;
        }
        var id = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        contents.append("<a href=\"#")
                .append(id)
                .append("\">")
                .append(Svg.escape(title))
                .append("</a>");
        body.append("<section id=\"")
                .append(id)
                .append("\"><h2>")
                .append(Svg.escape(title))
                .append("</h2>")
                .append(text);
        if (!all.isEmpty()) {
            body.append("<div class=\"figures\">");
            for (var figure : all) {
                body.append("<figure id=\"")
                        .append(figure.name())
                        .append("\">")
                        .append(Svg.of(figure.drawing()))
                        .append("</figure>");
                files.write("pictures/" + figure.name() + ".png", Png.of(figure.drawing()));
            }
            body.append("</div>");
        }
        body.append("</section>\n");
    }

    private static String resource(String name) {
        try (var stream = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

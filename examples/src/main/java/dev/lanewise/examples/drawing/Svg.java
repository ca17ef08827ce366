package dev.lanewise.examples.drawing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/// Writes drawings as SVG elements for a web page that defines the variables of [Paint].
public final class Svg {
    private Svg() {}

    /// Returns the CSS that gives every paint its colour, in light and in dark.
    public static String colours() {
        var light = new StringBuilder();
        var dark = new StringBuilder();
        for (var paint : Paint.values()) {
            light.append(paint.variable()).append(':').append(paint.light()).append(';');
            dark.append(paint.variable()).append(':').append(paint.dark()).append(';');
        }
        return ":root{" + light + "}\n@media (prefers-color-scheme:dark){:root{" + dark + "}}\n";
    }

    /// Returns the element of a drawing.
    public static String of(Drawing drawing) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" role=\"img\" aria-label=\"%s\">",
                drawing.width(),
                drawing.height(),
                drawing.width(),
                escape(drawing.title())));
        drawing.marks().forEach(mark -> text.append(element(mark)));
        return text.append("</svg>").toString();
    }

    private static String element(Mark mark) {
        return switch (mark) {
            case Mark.Curve curve ->
                "<polyline points=\"" + points(curve.points()) + "\" fill=\"none\" stroke=\"" + colour(curve.paint())
                        + "\" stroke-width=\"" + number(curve.width()) + "\""
                        + (curve.dashed() ? " stroke-dasharray=\"4 3\"" : "") + "/>";
            case Mark.Area area ->
                "<polygon points=\"" + points(area.points()) + "\" fill=\"" + colour(area.paint()) + "\""
                        + opacity(area.opacity()) + "/>";
            case Mark.Dot dot ->
                "<circle cx=\"" + number(dot.centre().x()) + "\" cy=\""
                        + number(dot.centre().y()) + "\" r=\"" + number(dot.radius()) + "\" fill=\""
                        + colour(dot.paint()) + "\"" + opacity(dot.opacity()) + "/>";
            case Mark.Label label ->
                "<text x=\"" + number(label.at().x()) + "\" y=\""
                        + number(label.at().y()) + "\" font-size=\"" + number(label.size()) + "\" fill=\""
                        + colour(label.paint()) + "\" text-anchor=\""
                        + label.anchor().name().toLowerCase(Locale.ROOT) + "\">" + escape(label.text()) + "</text>";
            case Mark.Picture picture ->
                "<image x=\"" + number(picture.at().x()) + "\" y=\""
                        + number(picture.at().y()) + "\" width=\"" + number(picture.width()) + "\" height=\""
                        + number(picture.height()) + "\" href=\"data:image/png;base64," + png(picture.image())
                        + "\" style=\"image-rendering:pixelated\"/>";
        };
    }

    private static String points(List<Mark.Point> points) {
        return points.stream()
                .map(point -> number(point.x()) + ',' + number(point.y()))
                .collect(Collectors.joining(" "));
    }

    private static String colour(Paint paint) {
        return "var(" + paint.variable() + ")";
    }

    private static String opacity(double opacity) {
        return opacity == 1 ? "" : " fill-opacity=\"" + opacity + "\"";
    }

    /// Returns a coordinate with at most one decimal, so that pages stay small.
    private static String number(double number) {
        var text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /// Returns a text as it stands in HTML.
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

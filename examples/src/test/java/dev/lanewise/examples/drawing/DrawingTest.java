package dev.lanewise.examples.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DrawingTest {
    private static List<String> ticks(Axis axis) {
        return axis.ticks().stream().map(axis::text).toList();
    }

    @Test
    void shouldMarkRoundNumbers() {
        assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"), ticks(Axis.linear("", 0, 1)));
        assertEquals(List.of("−5", "0", "5", "10"), ticks(Axis.linear("", -7, 12)));
        assertEquals(
                List.of("86.0%", "86.5%", "87.0%", "87.5%", "88.0%"),
                ticks(Axis.linear("", 0.859, 0.883).inPercent()));
        assertEquals(List.of("1e-5", "1e-4", "1e-3", "0.01"), ticks(Axis.logarithmic("", 5e-6, 2e-2)));
        assertEquals(List.of("0.2", "0.5", "1", "2", "5"), ticks(Axis.logarithmic("", 0.2, 5)));
    }

    @Test
    void shouldLeaveRoomAroundValues() {
        var axis = Axis.around("", 2, Double.NaN, 4);
        assertTrue(axis.least() < 2 && axis.greatest() > 4);
        assertThrows(IllegalArgumentException.class, () -> Axis.linear("", 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Axis.logarithmic("", 0, 1));
    }

    @Test
    void shouldDrawTheSameAsSvgAndAsPng() throws IOException {
        var drawing = Plot.of("a < b & c", Axis.linear("x", 0, 2), Axis.linear("y", 0, 1))
                .legend("series", Paint.BLUE, false)
                .curve(new double[] {0, 1, 2}, new double[] {0, 5, 1}, Paint.BLUE, false)
                .point(1, 0.5, 0.1, Paint.ORANGE)
                .drawing();
        var svg = Svg.of(drawing);
        assertTrue(svg.contains("a &lt; b &amp; c"), svg);
        assertTrue(svg.contains("var(--blue)"), svg);
        assertFalse(svg.contains("#"), "colours are roles");
        var picture = Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(Png.of(drawing))));
        assertEquals(2 * 390, picture.getWidth());
        // The value 5 is cut off at the top of the plot, above which is nothing blue but the legend.
        double least = drawing.marks().stream()
                .filter(mark ->
                        mark instanceof Mark.Curve curve && curve.points().size() == 3)
                .flatMap(mark -> ((Mark.Curve) mark).points().stream())
                .mapToDouble(Mark.Point::y)
                .min()
                .orElseThrow();
        assertTrue(least > 40, "the top of the curve is at " + least);
    }
}

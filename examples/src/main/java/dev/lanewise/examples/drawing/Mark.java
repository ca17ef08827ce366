package dev.lanewise.examples.drawing;

import java.awt.image.BufferedImage;
import java.util.List;

/// One thing on a [Drawing]. Lengths are in CSS pixels, y goes down.
public sealed interface Mark {
    /// Which part of a text its place is.
    enum Anchor {
        /// The left end.
        START,
        /// The middle.
        MIDDLE,
        /// The right end.
        END
    }

    /// A point.
    ///
    /// @param x to the right
    /// @param y down
    record Point(double x, double y) {}

    /// Straight lines from point to point.
    ///
    /// @param points at least two
    /// @param paint of the line
    /// @param width of the line
    /// @param dashed whether it is broken
    record Curve(List<Point> points, Paint paint, double width, boolean dashed) implements Mark {
        /// Copies the points.
        public Curve {
            points = List.copyOf(points);
        }

        /// Returns one straight line.
        public static Curve line(double x1, double y1, double x2, double y2, Paint paint) {
            return new Curve(List.of(new Point(x1, y1), new Point(x2, y2)), paint, 1, false);
        }

        /// Returns a copy of another width.
        public Curve width(double other) {
            return new Curve(points, paint, other, dashed);
        }
    }

    /// A filled polygon.
    ///
    /// @param points its corners
    /// @param paint of the area
    /// @param opacity in [0, 1]
    record Area(List<Point> points, Paint paint, double opacity) implements Mark {
        /// Copies the points.
        public Area {
            points = List.copyOf(points);
        }

        /// Returns a rectangle.
        public static Area box(double x, double y, double width, double height, Paint paint) {
            return new Area(
                    List.of(
                            new Point(x, y),
                            new Point(x + width, y),
                            new Point(x + width, y + height),
                            new Point(x, y + height)),
                    paint,
                    1);
        }

        /// Returns a copy of another opacity.
        public Area opacity(double other) {
            return new Area(points, paint, other);
        }
    }

    /// A filled circle.
    ///
    /// @param centre where
    /// @param radius of the circle
    /// @param paint of the circle
    /// @param opacity in [0, 1]
    record Dot(Point centre, double radius, Paint paint, double opacity) implements Mark {}

    /// A line of text.
    ///
    /// @param at a point of the base line
    /// @param text what it says
    /// @param anchor which part of the text is there
    /// @param size of the letters
    /// @param paint of the letters
    record Label(Point at, String text, Anchor anchor, double size, Paint paint) implements Mark {
        /// The size of most texts.
        public static final double SIZE = 11;

        /// Returns a text of the usual size.
        public static Label of(double x, double y, String text, Anchor anchor, Paint paint) {
            return new Label(new Point(x, y), text, anchor, SIZE, paint);
        }
    }

    /// An image, its pixels drawn as squares.
    ///
    /// @param at its upper left corner
    /// @param width drawn
    /// @param height drawn
    /// @param image the pixels
    record Picture(Point at, double width, double height, BufferedImage image) implements Mark {}
}

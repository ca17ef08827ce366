package dev.lanewise.examples.drawing;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/// Writes drawings as PNG, on white and with two pixels for each of the drawing's.
public final class Png {
    private static final int SCALE = 2;

    private Png() {}

    /// Returns the bytes of the file.
    public static byte[] of(Drawing drawing) {
        var image = new BufferedImage(
                (int) Math.ceil(SCALE * drawing.width()),
                (int) Math.ceil(SCALE * drawing.height()),
                BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(SCALE, SCALE);
        drawing.marks().forEach(mark -> draw(graphics, mark));
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void draw(Graphics2D graphics, Mark mark) {
        switch (mark) {
            case Mark.Curve curve -> {
                use(graphics, curve.paint(), 1);
                graphics.setStroke(stroke(curve));
                graphics.draw(path(curve.points()));
            }
            case Mark.Area area -> {
                use(graphics, area.paint(), area.opacity());
                var path = path(area.points());
                path.closePath();
                graphics.fill(path);
            }
            case Mark.Dot dot -> {
                use(graphics, dot.paint(), dot.opacity());
                double r = dot.radius();
                graphics.fill(
                        new Ellipse2D.Double(dot.centre().x() - r, dot.centre().y() - r, 2 * r, 2 * r));
            }
            case Mark.Label label -> write(graphics, label);
            case Mark.Picture picture ->
                graphics.drawImage(
                        picture.image(),
                        (int) picture.at().x(),
                        (int) picture.at().y(),
                        (int) picture.width(),
                        (int) picture.height(),
                        null);
        }
    }

    private static void use(Graphics2D graphics, Paint paint, double opacity) {
        graphics.setColor(Color.decode(paint.light()));
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
    }

    private static BasicStroke stroke(Mark.Curve curve) {
        float width = (float) curve.width();
        return curve.dashed()
                ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 3}, 0)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }

    private static Path2D.Double path(List<Mark.Point> points) {
        var path = new Path2D.Double();
        path.moveTo(points.getFirst().x(), points.getFirst().y());
        points.stream().skip(1).forEach(point -> path.lineTo(point.x(), point.y()));
        return path;
    }

    private static void write(Graphics2D graphics, Mark.Label label) {
        use(graphics, label.paint(), 1);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) label.size()));
        double width = graphics.getFontMetrics()
                .getStringBounds(label.text(), graphics)
                .getWidth();
        double shift = switch (label.anchor()) {
            case START -> 0;
            case MIDDLE -> width / 2;
            case END -> width;
        };
        graphics.drawString(label.text(), (float) (label.at().x() - shift), (float)
                label.at().y());
    }
}

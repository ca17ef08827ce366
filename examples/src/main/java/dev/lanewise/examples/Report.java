package dev.lanewise.examples;

import dev.lanewise.train.History;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes the files of a run into a folder, each whole or not at all.
///
/// @param folder where to
/// @param made whether the folder was not there before
record Report(Path folder, boolean made) implements AutoCloseable {
    /// Makes the folder and sees that one can write to it.
    ///
    /// @throws IOException if not
    static Report in(Path folder) throws IOException {
        boolean made = !Files.exists(folder);
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "lanewise", ".part"));
        } catch (IOException | UncheckedIOException failed) {
            throw new IOException("the output folder " + folder + " cannot be written to", failed);
        }
        return new Report(folder, made);
    }

    /// Removes the folder if it was made for this run and has nothing in it, as after a run that failed.
    @Override
    public void close() throws IOException {
        if (made) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException _) {
                // What was written stays.
            }
        }
    }

    void metrics(Map<String, Object> metrics) throws IOException {
        var mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        write("metrics.json", (mapper.writeValueAsString(metrics) + '\n').getBytes(StandardCharsets.UTF_8));
    }

    void history(History history) throws IOException {
        var text = new StringBuilder("epoch,")
                .append(String.join(",", history.columns()))
                .append('\n');
        for (int epoch = 0; epoch < history.epochs(); epoch++) {
            text.append(epoch + 1);
            for (var column : history.columns()) {
                text.append(',').append(history.column(column)[epoch]);
            }
            text.append('\n');
        }
        write("history.csv", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Draws training and validation side by side, without the penalty, which both share.
    void curves(History history, String title) throws IOException {
        curve(history, title + ": data loss", "data_loss", "loss.png");
        curve(history, title + ": accuracy", "accuracy", "accuracy.png");
    }

    private void curve(History history, String title, String column, String file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(560)
                .title(title)
                .xAxisTitle("epoch")
                .yAxisTitle(column.replace('_', ' '))
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideN);
        chart.getStyler().setXAxisDecimalPattern("0");
        double[] epochs = new double[history.epochs()];
        for (int i = 0; i < epochs.length; i++) {
            epochs[i] = i + 1;
        }
        chart.addSeries("training", epochs, history.column(column));
        chart.addSeries("validation", epochs, history.column("val_" + column));
        picture(file, chart);
    }

    /// Draws a chart into a PNG file.
    void picture(String file, XYChart chart) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", bytes);
        write(file, bytes.toByteArray());
    }

    private void write(String name, byte[] bytes) throws IOException {
        var part = folder.resolve(name + ".part");
        try {
            Files.write(part, bytes);
            Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            Files.deleteIfExists(part);
            throw new IOException(folder.resolve(name) + " cannot be written", failed);
        }
    }
}

package dev.lanewise.examples.tabular;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Tensor;
import dev.lanewise.examples.drawing.Png;
import dev.lanewise.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a training leaves behind, and how it is written.
///
/// @param file that was learned from
/// @param profile of its columns
/// @param kinds what they were taken for
/// @param notes what a person should know
/// @param model trained and calibrated
/// @param history of the epochs
/// @param bestEpoch whose weights the model has, from 0
/// @param seconds of training
/// @param parts how many rows went where
/// @param test what the model says of the test rows
/// @param targets of the test rows
/// @param quality of what it says of them
record TrainingResult(
        CsvFile file,
        Profile profile,
        List<Kind> kinds,
        List<String> notes,
        TrainedModel model,
        History history,
        int bestEpoch,
        double seconds,
        Parts parts,
        Predictions test,
        Tensor targets,
        Map<String, Double> quality) {
    /// How many rows went where.
    ///
    /// @param training rows to learn from
    /// @param validation rows to stop by and to calibrate
    /// @param testLines where in the file the test rows stand
    record Parts(long training, int validation, long[] testLines) {}

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    Target target() {
        return model.description().target();
    }

    /// Returns the test result as lines for a terminal.
    String summary() {
        var text = new StringBuilder("the weights are those of epoch " + (bestEpoch + 1) + "\ntest rows:\n");
        quality.forEach((name, value) ->
                text.append(String.format(Locale.ROOT, "  %-28s %.4g%n", name.replace('_', ' '), value)));
        return text.toString();
    }

    /// Returns the numbers of `metrics.json`.
    Map<String, Object> metrics() {
        var description = model.description();
        var metrics = new LinkedHashMap<String, Object>();
        metrics.put("file", String.valueOf(file.path().getFileName()));
        metrics.put("target", target().name());
        metrics.put("task", target().isClass() ? "classification" : "regression");
        metrics.put("recipe", description.recipe());
        metrics.put("seed", description.seed());
        metrics.put("samples", description.samples());
        metrics.put("rows_training", parts.training());
        metrics.put("rows_validation", parts.validation());
        metrics.put("rows_test", parts.testLines().length);
        metrics.put("inputs", description.width());
        metrics.put("epochs", history.epochs());
        metrics.put("best_epoch", bestEpoch + 1);
        metrics.put("calibration_scale", description.calibration().scale());
        quality.forEach((name, value) -> metrics.put("test_" + name, value));
        metrics.put("seconds_training", seconds);
        metrics.put("vector_bits", Engine.vectorBits());
        metrics.put("weights_sha256", model.network().sha256());
        return metrics;
    }

    void write(Path folder) throws IOException {
        model.write(folder);
        Files.writeString(folder.resolve("metrics.json"), MAPPER.writeValueAsString(metrics()) + '\n');
        writeHistory(folder.resolve("history.csv"));
        writePredictions(folder.resolve(PredictionRun.PREDICTIONS));
        var figures = Figures.of(this);
        for (var figure : figures.entrySet()) {
            Files.write(folder.resolve(figure.getKey() + ".png"), Png.of(figure.getValue()));
        }
        Files.writeString(folder.resolve("report.html"), ReportPage.of(this, figures));
    }

    private void writeHistory(Path to) throws IOException {
        try (var writer = CsvWriter.builder().build(to)) {
            var header = new ArrayList<>(List.of("epoch"));
            header.addAll(history.columns());
            writer.writeRecord(header);
            for (int epoch = 0; epoch < history.epochs(); epoch++) {
                var cells = new ArrayList<>(List.of(Integer.toString(epoch + 1)));
                for (var column : history.columns()) {
                    cells.add(Double.toString(history.column(column)[epoch]));
                }
                writer.writeRecord(cells);
            }
        }
    }

    private void writePredictions(Path to) throws IOException {
        try (var writer = CsvWriter.builder().build(to)) {
            var header = new ArrayList<>(List.of("line"));
            header.addAll(test.header());
            header.add("true");
            writer.writeRecord(header);
            for (int row = 0; row < test.rows(); row++) {
                var cells = new ArrayList<>(List.of(Long.toString(parts.testLines()[row])));
                cells.addAll(test.cells(row));
                cells.add(test.truth(targets, row));
                writer.writeRecord(cells);
            }
        }
    }
}

package dev.lanewise.examples.tabular;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Predicts the rows of a file with a trained model, a block of rows at a time.
///
/// @param modelFolder where a training has written
/// @param csv the file
/// @param fileOptions what is said about it
/// @param threads at least 1
record PredictionRun(Path modelFolder, Path csv, FileOptions fileOptions, int threads) {
    static final String PREDICTIONS = "predictions.csv";

    private static final int BLOCK = 4096;

    void run(ResultFolder folder) throws IOException {
        var model = TrainedModel.read(modelFolder);
        var description = model.description();
        var file = CsvFile.open(csv, fileOptions.wanted(description.header()));
        var names = namesOf(file, description);
        file.notes().forEach(note -> System.out.println(Texts.shown("note: " + note)));
        var encoder = new RowEncoder(description.columns(), names, description.cells());
        long[] rows = {0};
        folder.write(hidden -> rows[0] = write(file, model, encoder, hidden.resolve(PREDICTIONS)));
        encoder.notes().forEach(note -> System.out.println(Texts.shown("note: " + note)));
        System.out.printf(
                Locale.ROOT,
                "%,d predictions of %s are in %s%n",
                rows[0],
                Texts.shown(description.target().name()),
                folder.folder().resolve(PREDICTIONS));
    }

    /// Returns the names of the file's columns, those of the training if neither file names them.
    private List<String> namesOf(CsvFile file, Description description) throws IOException {
        var names = description.header() ? file.names() : namesByPlace(file, description);
        var needed = description.columns().stream().map(Column::name).toList();
        var missing = needed.stream().filter(name -> !names.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new IOException(csv + " lacks " + (missing.size() == 1 ? "the column " : "the columns ")
                    + String.join(", ", missing) + ", which the model needs; it has " + String.join(", ", names));
        }
        var extra = names.stream()
                .filter(name -> !description.names().contains(name))
                .toList();
        if (!extra.isEmpty()) {
            System.out.println(Texts.shown("note: the model does not know " + String.join(", ", extra) + ": ignored"));
        }
        var known = names.stream().filter(needed::contains).toList();
        if (!known.equals(needed)) {
            System.out.println("note: the columns are in another order than in training, and are taken by name");
        }
        if (names.contains(description.target().name())) {
            System.out.println(
                    Texts.shown("note: the target " + description.target().name() + " is there, and is not looked at"));
        }
        return names;
    }

    private List<String> namesByPlace(CsvFile file, Description description) throws IOException {
        int given = file.names().size();
        if (file.header()) {
            return file.names();
        }
        if (given == description.names().size()) {
            return description.names();
        }
        var withoutTarget = new ArrayList<>(description.names());
        withoutTarget.remove(description.target().name());
        if (given != withoutTarget.size()) {
            throw new IOException("the model was trained on "
                    + description.names().size() + " columns without names,"
                    + " so a file to predict needs as many, or the target's left out: " + withoutTarget.size() + "; "
                    + csv + " has " + given);
        }
        return withoutTarget;
    }

    private long write(CsvFile file, TrainedModel model, RowEncoder encoder, Path to) throws IOException {
        to.toFile().deleteOnExit();
        var block = Tensor.zeros(Shape.of(BLOCK, encoder.width()));
        long[] lines = new long[BLOCK];
        long total = 0;
        boolean first = true;
        try (var rows = file.rows();
                var writer = CsvWriter.builder().build(to)) {
            for (int count = fill(rows, encoder, block, lines); count > 0 || first; ) {
                if (count == 0) {
                    throw new IOException(file.path() + " has no rows");
                }
                var predictions = model.predict(block.rows(0, count), threads);
                writeBlock(writer, predictions, lines, first);
                first = false;
                total += count;
                count = fill(rows, encoder, block, lines);
            }
        }
        return total;
    }

    private static int fill(CsvRows rows, RowEncoder encoder, Tensor block, long[] lines) throws IOException {
        int count = 0;
        while (count < BLOCK) {
            var found = rows.next();
            if (found == null) {
                break;
            }
            lines[count] = found.getStartingLineNumber();
            float[] inputs = encoder.encode(found.getFields(), lines[count]);
            System.arraycopy(inputs, 0, block.array(), block.offset() + count * inputs.length, inputs.length);
            count++;
        }
        return count;
    }

    private static void writeBlock(CsvWriter writer, Predictions predictions, long[] lines, boolean first) {
        if (first) {
            var header = new ArrayList<>(List.of("line"));
            header.addAll(predictions.header());
            writer.writeRecord(header);
        }
        for (int row = 0; row < predictions.rows(); row++) {
            var cells = new ArrayList<>(List.of(Long.toString(lines[row])));
            cells.addAll(predictions.cells(row));
            writer.writeRecord(cells);
        }
    }
}

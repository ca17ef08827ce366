package dev.lanewise.examples.tabular;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.train.DataSource;
import dev.lanewise.train.Dataset;
import java.io.IOException;

/// Rows as numbers: the third pass.
///
/// @param training what to learn from
/// @param validation what to stop by and to calibrate with
/// @param test what to report
/// @param testLines where in the file the test rows stand
record Encoding(DataSource training, Dataset validation, Dataset test, long[] testLines) {
    /// Reads all rows.
    ///
    /// @param split not yet begun
    /// @param found by the second pass
    static Encoding of(
            CsvFile file, TargetColumn column, Split split, RowEncoder encoder, Target target, TrainingRows training)
            throws IOException {
        int width = encoder.width();
        var validation = room(split.size(Split.Part.VALIDATION), width);
        var test = room(split.size(Split.Part.TEST), width);
        long[] lines = new long[test.size()];
        int validated = 0;
        int tested = 0;
        try (var rows = new PartedRows(file, column, split)) {
            for (var found = rows.next(); found != null; found = rows.next()) {
                float[] inputs = encoder.encode(found.getFields(), found.getStartingLineNumber());
                float value = (float) ((rows.value() - target.mean()) / target.deviation());
                switch (rows.part()) {
                    case TRAINING -> training.add(inputs, value);
                    case VALIDATION -> put(validation, validated++, inputs, value);
                    case TEST -> {
                        lines[tested] = found.getStartingLineNumber();
                        put(test, tested++, inputs, value);
                    }
                }
            }
        }
        return new Encoding(training.finish(), validation, test, lines);
    }

    private static Dataset room(long rows, int width) {
        return new Dataset(Tensor.zeros(Shape.of((int) rows, width)), Tensor.zeros(Shape.of((int) rows, 1)));
    }

    private static void put(Dataset to, int row, float[] inputs, float value) {
        to.features().rows(row, row + 1).copyFrom(Tensor.wrap(inputs, 0, Shape.of(1, inputs.length)));
        to.targets().set(row, value);
    }
}

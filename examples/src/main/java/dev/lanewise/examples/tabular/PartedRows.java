package dev.lanewise.examples.tabular;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The rows that have a target, each with the part it belongs to.
final class PartedRows implements AutoCloseable {
    private final CsvRows rows;
    private final TargetColumn target;
    private final Split split;
    private Split.Part part = Split.Part.TRAINING;
    private double value;

    PartedRows(CsvFile file, TargetColumn target, Split split) throws IOException {
        rows = file.rows();
        this.target = target;
        this.split = split;
    }

    /// Returns the next row, or null after the last.
    @Nullable
    CsvRecord next() throws IOException {
        for (var found = rows.next(); found != null; found = rows.next()) {
            var cell = found.getField(target.index());
            int ofClass = target.classOf(cell);
            if (ofClass >= 0) {
                part = split.next(ofClass);
                value = target.value(cell);
                return found;
            }
        }
        return null;
    }

    /// Returns the part of the row that was returned last.
    Split.Part part() {
        return part;
    }

    /// Returns the target of the row that was returned last: a number, or a class as a number.
    double value() {
        return value;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}

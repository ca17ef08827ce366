package dev.lanewise.examples.chapter;

import dev.lanewise.core.Tensor;
import dev.lanewise.train.Dataset;
import java.util.List;
import java.util.zip.CRC32C;

/// Images of 28 × 28 pixels in ten classes, in two forms.
///
/// @param scaled with pixels in [0, 1]
/// @param standardized with pixels of mean 0 and deviation 1 over the training rows
/// @param classes the names of the classes
public record Images(Split scaled, Split standardized, List<String> classes) {
    /// Three parts.
    ///
    /// @param train to learn from
    /// @param validation to choose with
    /// @param test to measure with
    public record Split(Dataset train, Dataset validation, Dataset test) {
        Split firstRows(int rows) {
            return new Split(train.rows(0, Math.min(rows, train.size())), validation, test);
        }
    }

    /// Returns the images with only the first rows to train on.
    Images firstRows(int rows) {
        return new Images(scaled.firstRows(rows), standardized.firstRows(rows), classes);
    }

    /// Returns the form that a network wants.
    Split of(Network network) {
        return network.standardized() ? standardized : scaled;
    }

    /// Returns the numbers of rows and a checksum of all pixels in [0, 1] and labels: equal for the same data.
    String fingerprint() {
        var sum = new CRC32C();
        for (var part : List.of(scaled.train, scaled.validation, scaled.test)) {
            add(sum, part.features());
            add(sum, part.targets());
        }
        return scaled.train.size() + " + " + scaled.validation.size() + " + " + scaled.test.size() + " images "
                + Long.toHexString(sum.getValue());
    }

    private static void add(CRC32C sum, Tensor tensor) {
        byte[] row = new byte[tensor.columns()];
        for (int i = 0; i < tensor.rows(); i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (byte) Math.round(tensor.get(i * row.length + j) * (row.length == 1 ? 1 : 255));
            }
            sum.update(row);
        }
    }
}

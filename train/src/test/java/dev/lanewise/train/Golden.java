package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads the golden files and compares with them.
final class Golden {
    /// The greatest relative error of one rounding to float32.
    static final double UNIT_ROUNDOFF = 0x1p-24;

    private Golden() {}

    /// Returns the lines after the header, split at commas.
    static List<String[]> read(String path) {
        try {
            var lines = Files.readAllLines(Path.of(path));
            assertTrue(lines.size() > 1, path + " must have lines");
            return lines.stream().skip(1).map(line -> line.split(",")).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Returns a matrix out of lines `tensor,row,column,value`.
    static Tensor matrix(List<String[]> lines, String name, int rows, int columns) {
        var matrix = Tensor.zeros(Shape.of(rows, columns));
        int found = 0;
        for (String[] line : lines) {
            if (line[0].equals(name)) {
                int at = Integer.parseInt(line[1]) * columns + Integer.parseInt(line[2]);
                matrix.set(at, (float) Double.parseDouble(line[3]));
                found++;
            }
        }
        assertTrue(found == rows * columns, name + " must have " + rows * columns + " elements, but has " + found);
        return matrix;
    }

    /// Asserts |actual − expected| ≤ tolerance·(1 + |expected|).
    static void assertClose(double expected, double actual, double tolerance, String what) {
        assertTrue(
                Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected)),
                () -> what + ": expected " + expected + ", got " + actual + ", an error of "
                        + Math.abs(actual - expected) / (1 + Math.abs(expected)) + " where " + tolerance
                        + " is allowed");
    }
}

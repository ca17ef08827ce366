package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import java.util.Objects;

/// How often each class was taken for each: a row for every true class, a column for every predicted one. The greatest
/// output of a row, the first of several, is its prediction.
public final class ConfusionMatrix {
    private final int classes;
    private final long[] counts;

    /// Creates a matrix of zeros.
    ///
    /// @param classes how many there are, at least 2
    /// @throws IllegalArgumentException if there are fewer
    public ConfusionMatrix(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("a confusion matrix needs at least 2 classes, but has " + classes);
        }
        this.classes = classes;
        counts = new long[classes * classes];
    }

    /// Counts a batch.
    ///
    /// @param output one row an example, one column a class
    /// @param targets the class as a number, or a row whose greatest element stands for it
    /// @throws IllegalArgumentException if there is not a column for every class or a target is no class
    public void add(Tensor output, Tensor targets) {
        if (output.columns() != classes || targets.rows() != output.rows()) {
            throw new IllegalArgumentException("a matrix of " + classes + " classes needs as many columns and a target"
                    + " for every row, but there are outputs " + output.shape() + " and targets " + targets.shape());
        }
        for (int row = 0; row < output.rows(); row++) {
            int target = targets.columns() == 1
                    ? Targets.classOf(targets, row, classes)
                    : ProbabilityRows.argMax(targets, row);
            counts[target * classes + ProbabilityRows.argMax(output, row)]++;
        }
    }

    /// Returns how often a class was taken for another.
    ///
    /// @throws IndexOutOfBoundsException if one is no class
    public long count(int trueClass, int predictedClass) {
        Objects.checkIndex(trueClass, classes);
        Objects.checkIndex(predictedClass, classes);
        return counts[trueClass * classes + predictedClass];
    }

    /// Returns the number of classes.
    public int classes() {
        return classes;
    }

    /// Returns the matrix as lines of numbers, the true classes one below the other.
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                text.append(String.format("%8d", counts[i * classes + j]));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}

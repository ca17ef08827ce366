package dev.lanewise.train;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// Weights of examples that follow from their class: rare classes may count more.
public final class ClassWeights {
    private ClassWeights() {}

    /// Returns the weight of every example, one a row.
    ///
    /// @param targets classes as numbers, one a row, or a row of numbers for all classes, whose greatest is the
    ///     class
    /// @param weightOfClass the weight of each class
    /// @throws IllegalArgumentException if a weight is not finite or below 0, or a target is no class with a weight
    public static Tensor of(Tensor targets, double... weightOfClass) {
        for (double weight : weightOfClass) {
            Ranges.notNegative("the weight of a class", weight);
        }
        var weights = Tensor.zeros(Shape.of(targets.rows(), 1));
        fill(targets, weightOfClass, weights);
        return weights;
    }

    /// Writes the weight of every example.
    static void fill(Tensor targets, double[] weightOfClass, Tensor weights) {
        for (int row = 0; row < targets.rows(); row++) {
            weights.set(row, (float) weightOfClass[classOf(targets, row, weightOfClass.length)]);
        }
    }

    /// Returns weights in inverse proportion to how often each class occurs: examples / (classes·count), so that
    /// all classes weigh the same and the mean weight is 1.
    ///
    /// @param targets as in [#of(Tensor, double...)]
    /// @param classes how many there are
    /// @throws IllegalArgumentException if a target is no class
    public static double[] balanced(Tensor targets, int classes) {
        int[] counts = new int[classes];
        for (int row = 0; row < targets.rows(); row++) {
            counts[classOf(targets, row, classes)]++;
        }
        double[] weights = new double[classes];
        for (int i = 0; i < classes; i++) {
            weights[i] = counts[i] == 0 ? 0 : targets.rows() / ((double) classes * counts[i]);
        }
        return weights;
    }

    private static int classOf(Tensor targets, int row, int classes) {
        if (targets.columns() == 1) {
            return Targets.classOf(targets, row, classes);
        }
        if (targets.columns() != classes) {
            throw new IllegalArgumentException("there are weights of " + classes + " classes, but the targets have "
                    + targets.columns() + " columns");
        }
        return ProbabilityRows.argMax(targets, row);
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import java.util.Arrays;

/// Looks at the rows of a batch of outputs, and checks them against targets.
final class Rows {
    private Rows() {}

    /// Returns the index of the greatest output of a row, the first of several.
    static int greatest(Tensor outputs, int row) {
        int columns = outputs.columns();
        float[] values = outputs.array();
        int at = outputs.offset() + row * columns;
        int greatest = 0;
        for (int j = 1; j < columns; j++) {
            greatest = values[at + j] > values[at + greatest] ? j : greatest;
        }
        return greatest;
    }

    /// Adds −Σ p·ln p of every row to the sums, with 0·ln 0 = 0.
    ///
    /// @param logarithms of p by [dev.lanewise.core.Functions#log]
    /// @param from the first of the rows
    static void addEntropies(Tensor p, Tensor logarithms, int from, int rows, double[] sums) {
        float[] values = p.array();
        float[] logs = logarithms.array();
        int columns = p.columns();
        for (int row = 0; row < rows; row++) {
            int at = p.offset() + (from + row) * columns;
            int log = logarithms.offset() + (from + row) * columns;
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                double product = (double) values[at + j] * logs[log + j];
                sum += values[at + j] == 0 ? 0 : product;
            }
            sums[row] -= sum;
        }
    }

    /// Returns the target class of a row.
    ///
    /// @throws IllegalArgumentException if it is not the number of a class
    static int target(Tensor targets, int row, int classes) {
        float target = targets.get(row);
        if (!(target >= 0 && target < classes && target == (int) target)) {
            throw new IllegalArgumentException(
                    "a target class must be a whole number in [0, " + classes + "), but row " + row + " has " + target);
        }
        return (int) target;
    }

    /// Checks that there is a target for every row.
    static void checkTargets(Tensor outputs, Tensor targets) {
        if (targets.size() != outputs.rows()) {
            throw new IllegalArgumentException("there must be a target for every row: " + outputs.rows() + " rows, "
                    + targets.size() + " targets");
        }
    }

    /// Checks that rows are probabilities of at least two classes: none negative or NaN, and sums of 1 within 1e-4.
    static void checkProbabilities(Tensor p) {
        int columns = p.columns();
        if (columns < 2) {
            throw new IllegalArgumentException("probabilities need at least 2 classes, but have shape " + p.shape());
        }
        for (int row = 0; row < p.rows(); row++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                float value = p.get(row * columns + j);
                sum += value >= 0 ? value : Double.NaN;
            }
            if (!(Math.abs(sum - 1) <= 1e-4)) {
                throw new IllegalArgumentException(
                        "probabilities must not be negative and sum to 1, but those of row " + row + " sum to " + sum);
            }
        }
    }

    /// Returns the indices of these numbers in ascending order, equal ones by index.
    static int[] ascending(Tensor numbers) {
        long[] keys = new long[numbers.size()];
        for (int i = 0; i < keys.length; i++) {
            // The bits of a float in the order of integers; adding 0 makes −0 a 0.
            int bits = Float.floatToIntBits(numbers.get(i) + 0f);
            keys[i] = (long) (bits ^ bits >> 31 & 0x7fffffff) << 32 | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }
}

package dev.lanewise.examples;

import dev.lanewise.core.Tensor;
import java.util.List;

/// Subtracts every column's mean and divides by its population deviation, a deviation of 0 counting as 1.
///
/// @param mean a number a column
/// @param deviation a number a column
record Standardization(double[] mean, double[] deviation) {
    /// Returns the standardization that gives these rows mean 0 and deviation 1.
    static Standardization of(Tensor rows) {
        int columns = rows.columns();
        double[] mean = new double[columns];
        double[] deviation = new double[columns];
        for (int i = 0; i < rows.size(); i++) {
            mean[i % columns] += (double) rows.get(i) / rows.rows();
        }
        for (int i = 0; i < rows.size(); i++) {
            double difference = rows.get(i) - mean[i % columns];
            deviation[i % columns] += difference * difference / rows.rows();
        }
        for (int j = 0; j < columns; j++) {
            deviation[j] = deviation[j] > 0 ? Math.sqrt(deviation[j]) : 1;
        }
        return new Standardization(mean, deviation);
    }

    void apply(List<Tensor> tensors) {
        for (var rows : tensors) {
            for (int i = 0; i < rows.size(); i++) {
                int j = i % mean.length;
                rows.set(i, (float) ((rows.get(i) - mean[j]) / deviation[j]));
            }
        }
    }
}

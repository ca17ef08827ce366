package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The running sums of some metrics.
final class MetricSums {
    private final List<Metric> metrics;
    private final double[][] sums;
    private double[] ones = {};
    private double[] weights = {};

    /// Creates sums that are 0, for outputs with this many columns.
    MetricSums(List<Metric> metrics, int columns) {
        this.metrics = metrics;
        sums = metrics.stream().map(metric -> new double[metric.sums(columns)]).toArray(double[][]::new);
    }

    /// Adds a batch.
    ///
    /// @param rowWeights one for every row; all 1 where there are none
    void add(Tensor output, Tensor targets, @Nullable Tensor rowWeights) {
        makeRoom(output.rows());
        for (int row = 0; row < output.rows(); row++) {
            weights[row] = rowWeights == null ? 1 : rowWeights.get(row);
        }
        for (int i = 0; i < sums.length; i++) {
            var metric = metrics.get(i);
            metric.add(output, targets, metric.weighted() ? weights : ones, sums[i]);
        }
    }

    private void makeRoom(int rows) {
        if (ones.length < rows) {
            weights = new double[rows];
            ones = new double[rows];
            Arrays.fill(ones, 1);
        }
    }

    /// Returns the metrics of all that was added, in their order.
    double[] results() {
        double[] results = new double[sums.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = metrics.get(i).result(sums[i]);
        }
        return results;
    }

    /// Returns the sums themselves, an array for every metric.
    double[][] sums() {
        return sums;
    }

    /// Begins anew.
    void clear() {
        for (double[] sum : sums) {
            Arrays.fill(sum, 0);
        }
    }

    void save(State state) {
        for (int i = 0; i < sums.length; i++) {
            state.put(metrics.get(i).name(), sums[i]);
        }
    }

    /// Returns the change to what was saved.
    ///
    /// @throws IllegalArgumentException if it is of other metrics
    Runnable restored(State state) {
        var saved = new double[sums.length][];
        for (int i = 0; i < sums.length; i++) {
            saved[i] = state.numbers(metrics.get(i).name());
            if (saved[i].length != sums[i].length) {
                throw new IllegalArgumentException(metrics.get(i).name() + " needs " + sums[i].length + " sums, but "
                        + saved[i].length + " were saved");
            }
        }
        return () -> {
            for (int i = 0; i < sums.length; i++) {
                System.arraycopy(saved[i], 0, sums[i], 0, sums[i].length);
            }
        };
    }
}

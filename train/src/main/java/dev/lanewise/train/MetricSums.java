package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The running sums of some metrics.
final class MetricSums {
    private final List<Metric> metrics;
    private final int columns;
    private final double[][] sums;
    /// How many sums of each metric are in use; the others are room for outputs to come.
    private final int[] used;
    private double[] ones = {};
    private double[] weights = {};

    /// Creates sums that are 0, for outputs with this many columns.
    MetricSums(List<Metric> metrics, int columns) {
        this.metrics = metrics;
        this.columns = columns;
        sums = metrics.stream().map(metric -> new double[metric.sums(columns)]).toArray(double[][]::new);
        used = Arrays.stream(sums).mapToInt(each -> each.length).toArray();
    }

    /// Adds a batch.
    ///
    /// @param rowWeights one for every row; all 1 where there are none
    /// @throws IllegalArgumentException if a metric that keeps every output would have to keep too many
    void add(Tensor output, Tensor targets, @Nullable Tensor rowWeights) {
        makeRoom(output.rows());
        for (int row = 0; row < output.rows(); row++) {
            weights[row] = rowWeights == null ? 1 : rowWeights.get(row);
        }
        for (int i = 0; i < sums.length; i++) {
            var metric = metrics.get(i);
            int needed = needed(i, output.size());
            if (needed > sums[i].length) {
                sums[i] = Arrays.copyOf(sums[i], (int) Math.min(Integer.MAX_VALUE - 8, needed + needed / 2L));
            }
            metric.add(output, targets, metric.weighted() ? weights : ones, sums[i]);
            used[i] = needed;
        }
    }

    private int needed(int which, int outputs) {
        var metric = metrics.get(which);
        long needed = used[which] + (long) metric.sumsPerOutput() * outputs;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(metric.name() + " keeps every output and has room for "
                    + Integer.MAX_VALUE / metric.sumsPerOutput() + ", but there are more");
        }
        return (int) needed;
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

    /// Begins anew.
    void clear() {
        for (int i = 0; i < sums.length; i++) {
            Arrays.fill(sums[i], 0);
            used[i] = metrics.get(i).sums(columns);
        }
    }

    void save(State state) {
        for (int i = 0; i < sums.length; i++) {
            state.put(metrics.get(i).name(), used[i] == sums[i].length ? sums[i] : Arrays.copyOf(sums[i], used[i]));
        }
    }

    /// Returns the change to what was saved.
    ///
    /// @throws IllegalArgumentException if it is of other metrics
    Runnable restored(State state) {
        var saved = new double[sums.length][];
        for (int i = 0; i < sums.length; i++) {
            saved[i] = state.numbers(metrics.get(i).name());
            requireLength(metrics.get(i), saved[i].length);
        }
        return () -> {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = saved[i].clone();
                used[i] = saved[i].length;
            }
        };
    }

    private void requireLength(Metric metric, int saved) {
        int fixed = metric.sums(columns);
        int each = metric.sumsPerOutput();
        boolean fits = each == 0 ? saved == fixed : saved >= fixed && (saved - fixed) % each == 0;
        if (!fits) {
            throw new IllegalArgumentException(metric.name() + " needs " + fixed
                    + (each == 0 ? "" : " and a multiple of " + each) + " sums, but " + saved + " were saved");
        }
    }
}

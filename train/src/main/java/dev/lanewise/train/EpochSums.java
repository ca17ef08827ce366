package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The sums behind a row of the history: the mean loss of a batch counts as often as what it was divided by, its
/// penalties as often as it has rows.
final class EpochSums {
    private final PenaltyLedger penalties;
    private final List<Metric> metrics;
    private final MetricSums metricSums;
    private final double[] penaltySums;
    private long rows;
    private double counts;
    private double dataLoss;

    /// Creates sums that are 0, for outputs with this many columns.
    EpochSums(PenaltyLedger penalties, List<Metric> metrics, int columns) {
        this.penalties = penalties;
        this.metrics = metrics;
        metricSums = new MetricSums(metrics, columns);
        penaltySums = new double[penalties.kinds()];
    }

    /// Adds the losses of a batch.
    ///
    /// @param mean its mean data loss
    /// @param count what that was divided by
    /// @param penaltyByKind its penalties
    void addLosses(int rows, double mean, double count, double[] penaltyByKind) {
        this.rows += rows;
        counts += count;
        dataLoss += count * mean;
        for (int i = 0; i < penaltySums.length; i++) {
            penaltySums[i] += rows * penaltyByKind[i];
        }
    }

    /// Adds a batch to the metrics.
    ///
    /// @param output what the network gave
    void addMetrics(Tensor output, Tensor targets, @Nullable Tensor weights) {
        metricSums.add(output, targets, weights);
    }

    /// Returns the mean data loss so far; that of nothing is 0.
    double meanDataLoss() {
        return counts == 0 ? 0 : dataLoss / counts;
    }

    /// Returns the means over the rows so far.
    Evaluation means() {
        double[] means = penaltySums.clone();
        for (int i = 0; i < means.length; i++) {
            means[i] /= rows;
        }
        return new Evaluation(meanDataLoss(), penalties.named(means), namedMetrics());
    }

    private SequencedMap<String, Double> namedMetrics() {
        double[] results = metricSums.results();
        var named = new LinkedHashMap<String, Double>();
        for (int i = 0; i < results.length; i++) {
            named.put(metrics.get(i).name(), results[i]);
        }
        return named;
    }

    /// Begins anew.
    void clear() {
        rows = 0;
        counts = 0;
        dataLoss = 0;
        Arrays.fill(penaltySums, 0);
        metricSums.clear();
    }

    void save(State state) {
        state.put("rows", rows);
        state.put("counts", counts);
        state.put("data_loss", dataLoss);
        state.put("penalties", penaltySums);
        metricSums.save(state.part("metrics"));
    }

    /// Returns the change to what was saved.
    ///
    /// @throws IllegalArgumentException if it is of other penalties or metrics
    Runnable restored(State state) {
        long savedRows = (long) state.number("rows");
        double savedCounts = state.number("counts");
        double savedDataLoss = state.number("data_loss");
        double[] savedPenalties = state.numbers("penalties");
        if (savedPenalties.length != penaltySums.length) {
            throw new IllegalArgumentException("the model has " + penaltySums.length + " kinds of penalties, but "
                    + savedPenalties.length + " were saved");
        }
        var metricsChange = metricSums.restored(state.part("metrics"));
        return () -> {
            rows = savedRows;
            counts = savedCounts;
            dataLoss = savedDataLoss;
            System.arraycopy(savedPenalties, 0, penaltySums, 0, penaltySums.length);
            metricsChange.run();
        };
    }
}

package dev.lanewise.train;

/// The sums behind an epoch's row of the history: each batch counts as often as it has rows.
final class EpochSums {
    private long rows;
    private double dataLoss;
    private double metric;

    /// Adds a batch.
    ///
    /// @param dataLoss its mean loss
    /// @param metric the sum of the metric over its rows
    void add(int rows, double dataLoss, double metric) {
        this.rows += rows;
        this.dataLoss += rows * dataLoss;
        this.metric += metric;
    }

    /// Returns the mean data loss of the rows so far.
    double meanDataLoss() {
        return dataLoss / rows;
    }

    /// Adds the training's columns of this epoch to the history.
    void report(History history, String metricName, double penalty) {
        history.add("loss", meanDataLoss() + penalty);
        history.add("data_loss", meanDataLoss());
        history.add("penalty", penalty);
        history.add(metricName, metric / rows);
    }
}

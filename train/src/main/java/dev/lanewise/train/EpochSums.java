package dev.lanewise.train;

/// The sums behind an epoch's row of the history: each batch counts as often as it has rows.
final class EpochSums {
    private long rows;
    private double dataLoss;
    private double metric;
    private final Penalties penalties;
    private final double[] penaltySums;

    EpochSums(Penalties penalties) {
        this.penalties = penalties;
        penaltySums = new double[penalties.kinds()];
    }

    /// Adds a batch.
    ///
    /// @param dataLoss its mean loss
    /// @param penaltyByKind its penalties
    /// @param metric the sum of the metric over its rows
    void add(int rows, double dataLoss, double[] penaltyByKind, double metric) {
        this.rows += rows;
        this.dataLoss += rows * dataLoss;
        this.metric += metric;
        for (int i = 0; i < penaltySums.length; i++) {
            penaltySums[i] += rows * penaltyByKind[i];
        }
    }

    /// Returns the mean data loss of the rows so far.
    double meanDataLoss() {
        return dataLoss / rows;
    }

    /// Returns the means over the rows so far.
    Evaluation means() {
        double[] means = penaltySums.clone();
        for (int i = 0; i < means.length; i++) {
            means[i] /= rows;
        }
        return new Evaluation(meanDataLoss(), penalties.named(means), metric / rows);
    }
}

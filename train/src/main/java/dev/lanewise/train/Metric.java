package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// A number that is reported beside the loss. It is gathered batch by batch in sums, so that batches of any size give
/// the same; the sums of an epoch begin at 0. Their number is fixed unless [#sumsPerOutput()] says otherwise.
public interface Metric {
    /// Which way is better.
    enum Direction {
        /// Greater is better, as for an accuracy.
        UP,
        /// Smaller is better, as for an error.
        DOWN
    }

    /// Returns the name of its column in the history.
    String name();

    /// Returns which way is better.
    Direction direction();

    /// Returns how many sums it needs for outputs with this many columns.
    int sums(int columns);

    /// Returns how many more sums it needs for every element of the outputs that is added; 0 unless overridden.
    /// With more, as for [Metrics#EXACT_ROC_AUC], every output of an epoch or an evaluation is kept: memory grows
    /// with the rows, by 8 bytes a sum, and a training allocates in its steps until there is enough for an epoch.
    default int sumsPerOutput() {
        return 0;
    }

    /// Adds a batch to the sums.
    ///
    /// @param output what the network gives, one row an example
    /// @param targets one row an example
    /// @param weights what each row counts; there may be more than rows
    /// @param sums as many as [#sums(int)] says, and then as many as [#sumsPerOutput()] says for every output of
    ///     this batch and those before, or more
    void add(Tensor output, Tensor targets, double[] weights, double[] sums);

    /// Returns the metric of all that was added; 0 where it divides by 0.
    double result(double[] sums);

    /// Returns whether the weights of the examples count, as for Keras' `weighted_metrics`; false unless
    /// overridden, and every row then counts 1. See [Metrics#weighted(Metric)].
    default boolean weighted() {
        return false;
    }
}

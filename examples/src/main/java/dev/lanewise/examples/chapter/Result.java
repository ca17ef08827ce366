package dev.lanewise.examples.chapter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one training gave; written as JSON.
///
/// @param variant its name
/// @param seed of weights, shuffles and masks
/// @param setting everything that the numbers follow from, but the seed
/// @param seconds of processor time that the training took, validation included
/// @param epochs made
/// @param bestEpoch the epoch whose weights were kept, from 1; the last without early stopping
/// @param history column by name, an element an epoch; those beginning with `clean_` are of the first fifth of the
///     training rows in inference mode
/// @param train all training rows in inference mode
/// @param validation the validation rows
/// @param test the test rows
/// @param passes Monte-Carlo dropout; null for a network without noise
/// @param weights of every dense layer
/// @param search the search for the learning rate; null without one
/// @param portrait what the pictures of one seed need; null for the other seeds
/// @param probabilities of the test rows, as little-endian float32; null unless kept
/// @param meanProbabilities those of Monte-Carlo dropout
record Result(
        String variant,
        long seed,
        String setting,
        double seconds,
        int epochs,
        int bestEpoch,
        Map<String, double[]> history,
        Scores train,
        Scores validation,
        Scores test,
        @Nullable Passes passes,
        List<Weights> weights,
        @Nullable Search search,
        @Nullable Portrait portrait,
        byte @Nullable [] probabilities,
        byte @Nullable [] meanProbabilities) {
    /// Monte-Carlo dropout on the test rows.
    ///
    /// @param count how many passes
    /// @param mean of the mean of all passes
    /// @param one of the first pass alone
    /// @param deviation the mean standard deviation over rows and classes
    /// @param distance the mean over rows of Σ|single − mean|/2, how far the single prediction with noise off is
    ///     from the mean
    record Passes(int count, Scores mean, Scores one, double deviation, double distance) {}

    /// The weights of a dense layer.
    ///
    /// @param name as `dense_1/weight`
    /// @param meanSquare of all weights
    /// @param zeros the share of weights that are 0
    /// @param small the share of weights below 0.001
    /// @param norms what the norms of the units' incoming weights are
    record Weights(String name, double meanSquare, double zeros, double small, Spread norms) {}

    /// Five numbers of a sample.
    record Spread(double least, double lower, double median, double upper, double greatest) {}

    /// @param rates ascending
    /// @param losses of each batch
    /// @param smoothed the same, averaged
    /// @param steepest the rate at which the loss falls most steeply
    /// @param peak the greatest rate of the 1cycle that followed
    record Search(double[] rates, double[] losses, double[] smoothed, double steepest, double peak) {}

    /// What the pictures of one seed need.
    ///
    /// @param histograms of the weights of the first two dense layers
    /// @param units first-layer weights of some units: 784 bytes each, 127 for the greatest magnitude of the unit
    ///     or 0.05, whichever is more
    /// @param norms of the first layer's units: at the beginning and after every epoch
    /// @param activations mean and deviation behind every hidden layer
    /// @param cases images to show; empty without noise or unless predictions are kept
    record Portrait(
            List<Histogram> histograms,
            List<byte[]> units,
            List<Spread> norms,
            List<Moments> activations,
            List<Case> cases) {}

    /// @param name of the weights
    /// @param limit the bins are of equal width from −limit to limit; weights beyond are in the outer ones
    /// @param counts of the bins
    record Histogram(String name, double limit, int[] counts) {}

    /// @param mean of the activations
    /// @param deviation of the activations
    record Moments(double mean, double deviation) {}

    /// What one test image gave.
    ///
    /// @param kind `first`, `most` or `least`
    /// @param row of the test images
    /// @param target its class
    /// @param single the probabilities without noise
    /// @param mean the mean of the passes
    /// @param deviation their standard deviation
    /// @param passes class by class what every pass gave; only for the first image, else empty
    /// @param entropy predictive, in nats
    /// @param information the mutual information of output and weights, in nats
    record Case(
            String kind,
            int row,
            int target,
            double[] single,
            double[] mean,
            double[] deviation,
            double[][] passes,
            double entropy,
            double information) {}

    /// Returns validation loss minus training loss, both without noise and penalties.
    double gap() {
        return validation.loss() - train.loss();
    }

    /// Returns an epoch's value of a column, counted from 1.
    double at(String column, int epoch) {
        return column(column)[epoch - 1];
    }

    /// Returns a column of the history.
    double[] column(String name) {
        var column = history.get(name);
        if (column == null) {
            throw new IllegalArgumentException("there is no column '" + name + "'; there are " + history.keySet());
        }
        return column;
    }

    /// Returns the weights of the first dense layer.
    Weights firstWeights() {
        return weights.getFirst();
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.Arrays;

/// Gathers the passes of a block of rows; one for every thread, kept from block to block, so that a pass allocates
/// nothing.
final class PassStatistics {
    private final int passes;
    private final int outputs;
    private final Tensor logarithms;
    private final double[] mean;
    private final double[] squares;
    private final double[] entropies;
    private final int[] votes;

    /// The samples of element i from i·passes on; empty where no quantile is wanted.
    private final float[] samples;

    private int rows;
    private Tensor logarithmsOfBlock;

    /// @param maximumRows of a block
    /// @param maximumOutputs the greatest number of rows of outputs that are added at once
    PassStatistics(MonteCarloPrediction result, int maximumRows, int maximumOutputs) {
        passes = result.samples();
        outputs = result.mean().columns();
        logarithms = Tensor.zeros(Shape.of(maximumOutputs, outputs));
        logarithmsOfBlock = logarithms;
        mean = new double[maximumRows * outputs];
        squares = new double[maximumRows * outputs];
        entropies = new double[maximumRows];
        votes = new int[maximumRows * outputs];
        samples = new float[result.levels().isEmpty() ? 0 : Math.multiplyExact(passes, maximumRows * outputs)];
    }

    /// Forgets the last block and begins one of this many rows.
    void begin(int blockRows) {
        rows = blockRows;
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
        Arrays.fill(entropies, 0);
        Arrays.fill(votes, 0);
    }

    /// Returns the rows of a pass of this block.
    int rows() {
        return rows;
    }

    /// Takes the outputs of one or several passes, whose rows follow each other.
    ///
    /// @param first the number of the first of them, from 0
    void add(Tensor outputsOfPasses, int first) {
        var logs = logarithms(outputsOfPasses);
        for (int from = 0; from < outputsOfPasses.rows(); from += rows) {
            int pass = first + from / rows;
            addMoments(outputsOfPasses, from, pass + 1);
            Rows.addEntropies(outputsOfPasses, logs, from, rows, entropies);
            for (int row = 0; row < rows; row++) {
                votes[row * outputs + Rows.greatest(outputsOfPasses, from + row)]++;
            }
            if (samples.length > 0) {
                keep(outputsOfPasses, from, pass);
            }
        }
    }

    private Tensor logarithms(Tensor p) {
        if (logarithmsOfBlock.rows() != p.rows()) {
            logarithmsOfBlock = logarithms.rows(0, p.rows());
        }
        Functions.log(p, logarithmsOfBlock);
        return logarithmsOfBlock;
    }

    private void keep(Tensor output, int from, int pass) {
        float[] x = output.array();
        int offset = output.offset() + from * outputs;
        for (int i = 0; i < rows * outputs; i++) {
            samples[i * passes + pass] = x[offset + i];
        }
    }

    /// Takes the `count`-th sample into mean and sum of squared deviations (Welford, 1962).
    private void addMoments(Tensor output, int from, int count) {
        float[] x = output.array();
        int offset = output.offset() + from * outputs;
        double share = 1.0 / count;
        for (int i = 0; i < rows * outputs; i++) {
            double deviation = x[offset + i] - mean[i];
            mean[i] = Math.fma(deviation, share, mean[i]);
            squares[i] = Math.fma(deviation, x[offset + i] - mean[i], squares[i]);
        }
    }

    /// Writes what was found into the rows of the result from `from` on.
    void writeTo(MonteCarloPrediction result, int from) {
        var means = result.mean().rows(from, from + rows);
        var deviations = result.standardDeviation().rows(from, from + rows);
        for (int i = 0; i < rows * outputs; i++) {
            means.set(i, (float) mean[i]);
            deviations.set(i, (float) Math.sqrt(squares[i] / passes));
        }
        for (int row = 0; row < rows; row++) {
            result.expectedEntropy().set(from + row, (float) (entropies[row] / passes));
            int most = 0;
            for (int i = row * outputs; i < (row + 1) * outputs; i++) {
                most = Math.max(most, votes[i]);
            }
            result.variationRatio().set(from + row, (float) (1 - (double) most / passes));
        }
        Arrays.fill(entropies, 0);
        Rows.addEntropies(means, logarithms(means), 0, rows, entropies);
        for (int row = 0; row < rows; row++) {
            result.predictiveEntropy().set(from + row, (float) entropies[row]);
        }
        var quantiles = result.quantiles();
        if (quantiles != null) {
            writeQuantiles(result, quantiles, from);
        }
    }

    private void writeQuantiles(MonteCarloPrediction result, Tensor quantiles, int from) {
        for (int i = 0; i < rows * outputs; i++) {
            Arrays.sort(samples, i * passes, (i + 1) * passes);
            for (int level = 0; level < result.levels().size(); level++) {
                float quantile = quantile(i * passes, result.levels().get(level));
                quantiles.set(level * result.mean().size() + from * outputs + i, quantile);
            }
        }
    }

    private float quantile(int at, double level) {
        double place = level * (passes - 1);
        int below = (int) place;
        int above = Math.min(below + 1, passes - 1);
        return (float) Math.fma(place - below, (double) samples[at + above] - samples[at + below], samples[at + below]);
    }
}

package dev.lanewise.regularization;

import java.util.ArrayList;
import java.util.List;

/// How a Monte-Carlo prediction is made; nothing here changes mean and deviation but `sameMaskForAllRows`.
///
/// @param threads how many blocks of rows run at once, in [1, 1024]; all processors by default
/// @param quantiles the levels, in [0, 1], of the quantiles to find; none by default
/// @param stackKept whether every pass's output is kept; off by default
/// @param sameMaskForAllRows whether a pass has one mask for all rows, so that it is one function of the input, as
///     wanted for smooth curves; by default every row has its own, as in Keras
/// @param blockRows how many rows run at once, at least 1; 128 by default, fewer where the quantiles of that many would
///     need more than 64 MB. Where there are fewer, several passes run at once, of this many rows together
public record MonteCarloOptions(
        int threads, List<Double> quantiles, boolean stackKept, boolean sameMaskForAllRows, int blockRows) {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if they are not as described
    public MonteCarloOptions {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("the number of threads must be in [1, 1024], but is " + threads);
        }
        if (blockRows < 1) {
            throw new IllegalArgumentException("a block needs at least 1 row, but has " + blockRows);
        }
        quantiles = List.copyOf(quantiles);
        for (double level : quantiles) {
            if (!(level >= 0 && level <= 1)) {
                throw new IllegalArgumentException("the level of a quantile must be in [0, 1], but is " + level);
            }
        }
    }

    /// Returns the defaults.
    public static MonteCarloOptions defaults() {
        int threads = Math.min(1024, Runtime.getRuntime().availableProcessors());
        return new MonteCarloOptions(threads, List.of(), false, false, 128);
    }

    /// Returns a copy with another number of threads.
    public MonteCarloOptions withThreads(int other) {
        return new MonteCarloOptions(other, quantiles, stackKept, sameMaskForAllRows, blockRows);
    }

    /// Returns a copy that finds the quantiles of these levels, each in [0, 1].
    public MonteCarloOptions withQuantiles(double... levels) {
        var list = new ArrayList<Double>();
        for (double level : levels) {
            list.add(level);
        }
        return new MonteCarloOptions(threads, list, stackKept, sameMaskForAllRows, blockRows);
    }

    /// Returns a copy that keeps every pass's output: 4 bytes for each pass, row and output.
    public MonteCarloOptions withStack() {
        return new MonteCarloOptions(threads, quantiles, true, sameMaskForAllRows, blockRows);
    }

    /// Returns a copy with one mask for all rows of a pass.
    public MonteCarloOptions withSameMaskForAllRows() {
        return new MonteCarloOptions(threads, quantiles, stackKept, true, blockRows);
    }

    /// Returns a copy that runs this many rows at once.
    public MonteCarloOptions withBlockRows(int other) {
        return new MonteCarloOptions(threads, quantiles, stackKept, sameMaskForAllRows, other);
    }

    /// Returns how many rows of a block to run, so that its samples for the quantiles fit into 64 MB.
    int blockRows(int passes, int outputs) {
        return quantiles.isEmpty() ? blockRows : Math.clamp((1 << 24) / ((long) passes * outputs), 1, blockRows);
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Workspace;
import java.util.concurrent.atomic.AtomicInteger;

/// Monte-Carlo dropout (Gal and Ghahramani, 2016): many passes with noise on and everything else as in inference.
///
/// The model is not changed: batch norm uses its moving statistics and keeps them. The layers before the first noise
/// run once a row, also where the noise is inside a stack; a residual connection or a concatenation with noise inside
/// runs as a whole in every pass. A mask follows from seed, layer, pass, row and column, so the result depends neither
/// on threads nor on how the rows are split. The rows go through in blocks, each with all its passes, so memory does
/// not grow with the number of passes unless the stack is kept; exact quantiles need that of one block. A block of few
/// rows makes several passes at once, as rows of one batch.
public final class MonteCarlo {
    private MonteCarlo() {}

    /// Returns what `samples` passes gave, with the default options.
    public static MonteCarloPrediction predict(Model model, Tensor input, int samples) {
        return predict(model, input, samples, MonteCarloOptions.defaults());
    }

    /// Returns what `samples` passes gave, on this many threads.
    public static MonteCarloPrediction predict(Model model, Tensor input, int samples, int threads) {
        return predict(model, input, samples, MonteCarloOptions.defaults().withThreads(threads));
    }

    /// Returns what `samples` passes gave.
    ///
    /// A model without noise gives the same in every pass, so one is made and the deviation is 0.
    ///
    /// @param input one example a row
    /// @param samples the number of passes, at least 1
    /// @throws IllegalArgumentException if samples is below 1, the examples have the wrong shape, or what is to be
    ///     kept is too large for a tensor
    public static MonteCarloPrediction predict(Model model, Tensor input, int samples, MonteCarloOptions options) {
        if (samples < 1) {
            throw new IllegalArgumentException(
                    "Monte-Carlo prediction needs at least 1 sample, but is to make " + samples);
        }
        boolean noisy = model.layers().stream().anyMatch(layer -> layer.random(Mode.MONTE_CARLO));
        int passes = noisy ? samples : 1;
        var shape = model.shape(model.layers().size()).batch(input.rows());
        var result = MonteCarloPrediction.allocate(passes, shape, options.quantiles(), options.stackKept());
        int blockRows =
                Math.min(input.rows(), options.blockRows(passes, result.mean().columns()));
        int rowsAtOnce = Math.clamp((long) passes * blockRows, blockRows, Math.max(blockRows, options.blockRows()));
        var blocks = new Blocks(
                model, input, options.sameMaskForAllRows(), blockRows, rowsAtOnce, result, new AtomicInteger());
        int threads = Math.min(options.threads(), (input.rows() + blockRows - 1) / blockRows);
        Engine.ofThreads(threads).onEveryThread(_ -> blocks.run());
        return result;
    }

    /// The blocks of one prediction, claimed by threads one after another.
    ///
    /// @param blockRows how many rows of the input make a block
    /// @param rowsAtOnce how many rows of all passes go through at once
    private record Blocks(
            Model model,
            Tensor input,
            boolean sameMask,
            int blockRows,
            int rowsAtOnce,
            MonteCarloPrediction result,
            AtomicInteger next) {
        void run() {
            var workspace = new Workspace(model, Engine.singleThreaded(), rowsAtOnce);
            var statistics = new PassStatistics(result, blockRows, rowsAtOnce);
            int blocks = (input.rows() + blockRows - 1) / blockRows;
            for (int block = next.getAndIncrement(); block < blocks; block = next.getAndIncrement()) {
                int from = block * blockRows;
                predict(workspace, statistics, from, Math.min(from + blockRows, input.rows()));
            }
        }

        private void predict(Workspace workspace, PassStatistics statistics, int from, int to) {
            long row = sameMask ? CounterRandom.SAME_FOR_ALL_ROWS : from;
            statistics.begin(to - from);
            var output = workspace.forward(input.rows(from, to), Mode.MONTE_CARLO, 0, row);
            take(output, 0, statistics, from);
            int atOnce = rowsAtOnce / (to - from);
            for (int pass = 1; pass < result.samples(); pass += atOnce) {
                int count = Math.min(atOnce, result.samples() - pass);
                take(workspace.forwardPasses(workspace.reachedNoise(), pass, count, row), pass, statistics, from);
            }
            statistics.writeTo(result, from);
        }

        private void take(Tensor outputs, int firstPass, PassStatistics statistics, int from) {
            statistics.add(outputs, firstPass);
            var stack = result.stack();
            if (stack == null) {
                return;
            }
            int size = statistics.rows() * outputs.columns();
            for (int i = 0; i < outputs.size(); i += size) {
                int pass = firstPass + i / size;
                int at = stack.offset() + pass * result.mean().size() + from * outputs.columns();
                System.arraycopy(outputs.array(), outputs.offset() + i, stack.array(), at, size);
            }
        }
    }
}

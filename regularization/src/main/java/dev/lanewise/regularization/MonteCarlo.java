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
/// run once a row. A mask follows from seed, layer, pass, row and column, so the result depends neither on threads nor
/// on how the rows are split. The rows go through in blocks, each with all its passes, so memory does not grow with
/// the number of passes unless the stack is kept; exact quantiles need that of one block.
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
        int first = firstRandom(model);
        int passes = first == model.layers().size() ? 1 : samples;
        var shape = model.shape(model.layers().size()).batch(input.rows());
        var result = MonteCarloPrediction.allocate(passes, shape, options.quantiles(), options.stackKept());
        int blockRows =
                Math.min(input.rows(), options.blockRows(passes, result.mean().columns()));
        var blocks = new Blocks(model, input, first, options.sameMaskForAllRows(), blockRows, result);
        int threads = Math.min(options.threads(), (input.rows() + blockRows - 1) / blockRows);
        Engine.ofThreads(threads).onEveryThread(_ -> blocks.run());
        return result;
    }

    private static int firstRandom(Model model) {
        int place = 0;
        while (place < model.layers().size() && !model.layers().get(place).random(Mode.MONTE_CARLO)) {
            place++;
        }
        return place;
    }

    /// The blocks of one prediction, claimed by threads one after another.
    private record Blocks(
            Model model,
            Tensor input,
            int first,
            boolean sameMask,
            int blockRows,
            MonteCarloPrediction result,
            AtomicInteger next) {
        Blocks(Model model, Tensor input, int first, boolean sameMask, int blockRows, MonteCarloPrediction result) {
            this(model, input, first, sameMask, blockRows, result, new AtomicInteger());
        }

        void run() {
            var workspace = new Workspace(model, Engine.singleThreaded(), blockRows);
            var statistics = new PassStatistics(result, blockRows);
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
            var reached = workspace.value(first);
            for (int pass = 0; pass < result.samples(); pass++) {
                if (pass > 0) {
                    output = workspace.forward(reached, first, Mode.MONTE_CARLO, pass, row);
                }
                statistics.add(output, pass);
                keep(output, pass, from);
            }
            statistics.writeTo(result, from);
        }

        private void keep(Tensor output, int pass, int from) {
            var stack = result.stack();
            if (stack != null) {
                int at = stack.offset() + pass * result.mean().size() + from * output.columns();
                System.arraycopy(output.array(), output.offset(), stack.array(), at, output.size());
            }
        }
    }
}

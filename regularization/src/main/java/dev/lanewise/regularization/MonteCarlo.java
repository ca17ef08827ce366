package dev.lanewise.regularization;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Workspace;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Monte-Carlo dropout (Gal and Ghahramani, 2016): many passes with noise on and everything else as in inference.
///
/// The model is not changed: batch norm uses its moving statistics and keeps them. The layers before the first noise
/// run once a row. A mask follows from seed, layer, pass, row and column, so the result depends neither on threads nor
/// on how the rows are split. Memory does not grow with the number of passes.
public final class MonteCarlo {
    private static final int BLOCK_ROWS = 128;

    private MonteCarlo() {}

    /// Returns mean and standard deviation of the output over `samples` passes, on all processors.
    public static MonteCarloPrediction predict(Model model, Tensor input, int samples) {
        return predict(model, input, samples, Runtime.getRuntime().availableProcessors());
    }

    /// Returns mean and standard deviation of the output over `samples` passes.
    ///
    /// A model without noise gives the same in every pass, so one is made and the deviation is 0.
    ///
    /// @param input one example a row
    /// @param samples the number of passes, at least 1
    /// @param threads at least 1; blocks of rows are spread over them
    /// @throws IllegalArgumentException if samples or threads is below 1, or the examples have the wrong shape
    public static MonteCarloPrediction predict(Model model, Tensor input, int samples, int threads) {
        if (samples < 1 || threads < 1) {
            throw new IllegalArgumentException("Monte-Carlo prediction needs at least 1 sample and 1 thread, but got "
                    + samples + " and " + threads);
        }
        int first = firstRandom(model);
        int passes = first == model.layers().size() ? 1 : samples;
        var shape = model.shape(model.layers().size()).batch(input.rows());
        var result = new MonteCarloPrediction(passes, Tensor.zeros(shape), Tensor.zeros(shape));
        int blocks = (input.rows() + BLOCK_ROWS - 1) / BLOCK_ROWS;
        var next = new AtomicInteger();
        Callable<Void> work = () -> {
            var workspace = new Workspace(model, Engine.singleThreaded(), Math.min(BLOCK_ROWS, input.rows()));
            for (int block = next.getAndIncrement(); block < blocks; block = next.getAndIncrement()) {
                int from = block * BLOCK_ROWS;
                predictBlock(workspace, input, from, Math.min(from + BLOCK_ROWS, input.rows()), first, result);
            }
            return null;
        };
        run(work, Math.min(threads, blocks));
        return result;
    }

    private static int firstRandom(Model model) {
        int place = 0;
        while (place < model.layers().size() && !model.layers().get(place).random(Mode.MONTE_CARLO)) {
            place++;
        }
        return place;
    }

    private static void predictBlock(
            Workspace workspace, Tensor input, int from, int to, int first, MonteCarloPrediction result) {
        var output = workspace.forward(input.rows(from, to), Mode.MONTE_CARLO, 0, from);
        double[] mean = new double[output.size()];
        double[] squares = new double[output.size()];
        for (int pass = 0; pass < result.samples(); pass++) {
            if (pass > 0) {
                output = workspace.forward(workspace.value(first), first, Mode.MONTE_CARLO, pass, from);
            }
            add(output, pass + 1, mean, squares);
        }
        var means = result.mean().rows(from, to);
        var deviations = result.standardDeviation().rows(from, to);
        for (int i = 0; i < mean.length; i++) {
            means.set(i, (float) mean[i]);
            deviations.set(i, (float) Math.sqrt(squares[i] / result.samples()));
        }
    }

    /// Takes the `count`-th sample into mean and sum of squared deviations (Welford, 1962).
    private static void add(Tensor sample, int count, double[] mean, double[] squares) {
        float[] x = sample.array();
        int offset = sample.offset();
        double share = 1.0 / count;
        for (int i = 0; i < mean.length; i++) {
            double deviation = x[offset + i] - mean[i];
            mean[i] = Math.fma(deviation, share, mean[i]);
            squares[i] = Math.fma(deviation, x[offset + i] - mean[i], squares[i]);
        }
    }

    private static void run(Callable<Void> work, int threads) {
        try (var pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory())) {
            var all = new ArrayList<Callable<Void>>();
            for (int i = 0; i < threads; i++) {
                all.add(work);
            }
            for (var done : pool.invokeAll(all)) {
                done.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while predicting", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}

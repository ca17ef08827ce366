package dev.lanewise.regularization;

import com.sun.management.ThreadMXBean;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import java.lang.management.ManagementFactory;

/// Prints how many bytes a Monte-Carlo prediction allocates for more passes, for one row, where passes are stacked, and
/// for a whole block. A program of its own, since what the compiler makes of a pass depends on what the JVM has run
/// before.
final class SteadyPasses {
    private static final int FEW = 129;
    private static final int MANY = FEW + 3 * 128;

    private SteadyPasses() {}

    /// Predicts one row and 128 rows.
    public static void main(String[] arguments) {
        var hidden = Dense.of(40).withActivation(Activations.ELU);
        var model = Sequential.of(
                        Shape.of(20),
                        Dropout.rate(0.2),
                        hidden,
                        Dropout.rate(0.2),
                        GaussianNoise.deviation(0.1),
                        hidden,
                        AlphaDropout.rate(0.1),
                        Dense.of(10).withActivation(Activations.SOFTMAX))
                .build(42);
        var input = NoiseRuns.uniform(128, 20, -1, 1);
        System.out.println("row=" + leastBytesOfMorePasses(model, input.rows(0, 1)));
        System.out.println("block=" + leastBytesOfMorePasses(model, input));
    }

    /// What passes allocate they allocate in every window; the JVM's compilers allocate only while they warm up.
    /// Both numbers of passes allocate the same results and buffers.
    private static long leastBytesOfMorePasses(Model model, Tensor input) {
        long least = Long.MAX_VALUE;
        for (int window = 0; window < 3000 && least > 0; window++) {
            long few = bytes(model, input, FEW);
            least = Math.min(least, Math.abs(bytes(model, input, MANY) - few));
        }
        return least;
    }

    private static long bytes(Model model, Tensor input, int passes) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        MonteCarlo.predict(model, input, passes, 1);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}

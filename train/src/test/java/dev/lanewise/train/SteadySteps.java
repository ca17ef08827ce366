package dev.lanewise.train;

import static dev.lanewise.train.SampleTrainings.images;
import static dev.lanewise.train.SampleTrainings.large;
import static dev.lanewise.train.SampleTrainings.trainer;

import com.sun.management.ThreadMXBean;
import dev.lanewise.core.Shape;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.AlphaDropout;
import dev.lanewise.regularization.GaussianDropout;
import dev.lanewise.regularization.GaussianNoise;
import dev.lanewise.regularization.ProximalL1;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// Prints for several trainings how many bytes ten steady steps allocate at least. A program of its own, since what the
/// compiler makes of a step depends on what the JVM has run before.
final class SteadySteps {
    private SteadySteps() {}

    /// Runs all trainings.
    public static void main(String[] arguments) {
        System.out.println("plain=" + leastBytesOfTenSteps(trainer(large(false))));
        System.out.println("constrained=" + leastBytesOfTenSteps(trainer(large(true))));
        var rate = OneCycle.book(0.001, 5000);
        var adam = DecoupledDecay.of(Adam.learningRate(1e-3).withLearningRate(rate), 0.004)
                .excluding("bias");
        var groups = ParameterGroups.of(adam)
                .withRateFactor(parameter -> parameter.name().startsWith("dense_3"), 2);
        var trainer = Trainer.of(large(true), Losses.SPARSE_CATEGORICAL_CROSSENTROPY, groups)
                .withAverage(WeightAverage.momentum(0.99));
        System.out.println("groups=" + leastBytesOfTenSteps(trainer));
        var linear = Dense.of(101);
        System.out.println("proximal=" + leastBytesOfTenSteps(small(linear.withPenalty(ProximalL1.of(1e-4)))));
        System.out.println("normalized="
                + leastBytesOfTenSteps(small(linear, BatchNormalization.layer(), ActivationLayer.of(Activations.ELU))));
        System.out.println(
                "selu=" + leastBytesOfTenSteps(small(linear.withActivation(Activations.SELU), AlphaDropout.rate(0.1))));
        System.out.println("noisy="
                + leastBytesOfTenSteps(small(linear, GaussianNoise.deviation(0.1), GaussianDropout.rate(0.1))));
        System.out.println("few=" + leastBytesOfTenSteps(trainer(large(true)), 5));
        System.out.println(
                "accumulated=" + leastBytesOfTenSteps(trainer(large(true)).withAccumulation(3)));
        System.out.println("threads="
                + leastBytesOfTenSteps(
                        trainer(large(true)).withThreads(2), 128, ThreadMXBean::getTotalThreadAllocatedBytes));
        System.out.println("clipped="
                + leastBytesOfTenSteps(trainer(large(true)).withClipping(GradientClipping.byGlobalNorm(0.5))));
    }

    private static Trainer small(Layer... hidden) {
        var layers = new ArrayList<>(List.of(hidden));
        layers.add(Dense.of(10).withActivation(Activations.SOFTMAX));
        var model = new Sequential(Shape.of(784), layers).build(42);
        return Trainer.of(model, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, Nadam.learningRate(1e-3));
    }

    private static long leastBytesOfTenSteps(Trainer trainer) {
        return leastBytesOfTenSteps(trainer, 32);
    }

    private static long leastBytesOfTenSteps(Trainer trainer, int batch) {
        return leastBytesOfTenSteps(trainer, batch, ThreadMXBean::getCurrentThreadAllocatedBytes);
    }

    /// A step that allocated anything would do so in every window; the JVM's compilers allocate only while they
    /// warm up.
    private static long leastBytesOfTenSteps(Trainer trainer, int batch, ToLongFunction<ThreadMXBean> allocated) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var data = images(batch);
        long least = Long.MAX_VALUE;
        for (int window = 0; window < 3000 && least > 0; window++) {
            long before = allocated.applyAsLong(threads);
            for (int i = 0; i < 10; i++) {
                trainer.step(data.features(), data.targets());
            }
            least = Math.min(least, allocated.applyAsLong(threads) - before);
        }
        return least;
    }
}

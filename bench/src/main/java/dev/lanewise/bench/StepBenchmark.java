package dev.lanewise.bench;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import dev.lanewise.train.Losses;
import dev.lanewise.train.Sgd;
import dev.lanewise.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Time of one training step of the 784-300-100-10 network: ELU, momentum, with or without dropout 0.2 before each
/// layer, L2 and max-norm.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
    /// Examples a step.
    @Param({"32", "128", "512"})
    public int batch;

    /// What the network has: `plain`, `dropout`, or `all` for dropout, L2 and max-norm.
    @Param({"plain", "dropout", "all"})
    public String regularization = "";

    /// Threads of the trainer.
    @Param("1")
    public int threads;

    private List<Trainer> trainers = List.of();
    private Tensor features = Tensor.zeros(Shape.of(1));
    private Tensor targets = features;

    /// Creates the state; JMH does.
    public StepBenchmark() {}

    /// Builds network and data.
    @Setup
    public void build() {
        var hidden = Dense.of(300).withActivation(Activations.ELU).withInitializer(Initializers.HE_NORMAL);
        if (regularization.equals("all")) {
            hidden = hidden.withPenalty(L2.of(1e-4)).withConstraint(MaxNorm.perUnit(1));
        }
        var layers = new ArrayList<Layer>();
        for (var dense : List.of(hidden, hidden.withUnits(100), Dense.of(10).withActivation(Activations.SOFTMAX))) {
            if (!regularization.equals("plain")) {
                layers.add(Dropout.rate(0.2));
            }
            layers.add(dense);
        }
        var model = new Sequential(Shape.of(784), layers).build(1);
        trainers = List.of(Trainer.of(
                        model,
                        Losses.SPARSE_CATEGORICAL_CROSSENTROPY,
                        Sgd.learningRate(0.01).withMomentum(0.9))
                .withThreads(threads));
        features = Tensor.zeros(Shape.of(batch, 784));
        CounterRandom.of(1, 0, 0).uniform(features, 0, 1);
        targets = Tensor.zeros(Shape.of(batch));
        for (int i = 0; i < batch; i++) {
            targets.set(i, i % 10);
        }
    }

    /// One step.
    ///
    /// @return the loss, so that it is used
    @Benchmark
    public double step() {
        return trainers.getFirst().step(features, targets);
    }
}

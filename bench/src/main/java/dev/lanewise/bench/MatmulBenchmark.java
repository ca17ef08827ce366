package dev.lanewise.bench;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Products;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
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

/// Time of one matrix product, for the shapes of a 784-300-100-10 network at several batch sizes.
///
/// Two forks, because compiled speed differs from fork to fork. The case `32x300x784` is rows × columns × depth.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatmulBenchmark {
    /// Rows, columns and depth of the product.
    @Param({"1x300x784", "8x300x784", "32x300x784", "128x300x784", "512x300x784", "32x100x300", "32x10x100"})
    public String shape = "";

    /// Threads of the engine.
    @Param("1")
    public int threads;

    private Engine engine = Engine.singleThreaded();
    private Tensor a = Tensor.zeros(Shape.of(1));
    private Tensor b = a;
    private Tensor bTransposed = a;
    private Tensor c = a;
    private Tensor weightGradient = a;

    /// Creates the state; JMH does.
    public MatmulBenchmark() {}

    /// Fills the operands.
    @Setup
    public void fill() {
        var parts = shape.split("x");
        int m = Integer.parseInt(parts[0]);
        int n = Integer.parseInt(parts[1]);
        int k = Integer.parseInt(parts[2]);
        engine = Engine.ofThreads(threads);
        a = random(m, k, 0);
        b = random(k, n, 1);
        bTransposed = random(n, k, 2);
        c = random(m, n, 3);
        weightGradient = Tensor.zeros(Shape.of(k, n));
    }

    private static Tensor random(int rows, int columns, int place) {
        var tensor = Tensor.zeros(Shape.of(rows, columns));
        CounterRandom.of(1, 0, place).uniform(tensor, -1, 1);
        return tensor;
    }

    /// C = A·B, the forward product.
    ///
    /// @return the result, so that it is used
    @Benchmark
    public Tensor nn() {
        Products.multiply(engine, a, b, null, c);
        return c;
    }

    /// W = Aᵀ·C, the weight's gradient.
    ///
    /// @return the result, so that it is used
    @Benchmark
    public Tensor tn() {
        Products.multiplyTransposedLeft(engine, a, c, weightGradient);
        return weightGradient;
    }

    /// C = A·Bᵀ, the input's gradient.
    ///
    /// @return the result, so that it is used
    @Benchmark
    public Tensor nt() {
        Products.multiplyTransposedRight(engine, a, bTransposed, c);
        return c;
    }
}

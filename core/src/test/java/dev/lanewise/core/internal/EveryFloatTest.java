package dev.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Samples;
import dev.lanewise.core.internal.scalar.ScalarActivations;
import dev.lanewise.core.internal.scalar.ScalarFunctions;
import dev.lanewise.core.internal.scalar.ScalarGradients;
import dev.lanewise.core.internal.vector.VectorActivations;
import dev.lanewise.core.internal.vector.VectorFunctions;
import dev.lanewise.core.internal.vector.VectorGradients;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Accuracy of the elementary functions and equality of scalar and vector code: over a dense sample of the floats in
/// the ordinary tests, and over each of the 2³² in the slow ones.
class EveryFloatTest {
    private static final int BLOCK = 1 << 14;
    private static final int BLOCKS = 1 << 18;

    /// Every BLOCK·271-th block makes the ordinary sample; odd, so that all exponents and signs occur.
    private static final int STRIDE = 1_355;

    private static final FunctionKernels SCALAR = new ScalarFunctions();
    private static final FunctionKernels VECTOR = new VectorFunctions();

    private interface Kernel {
        void apply(float[] x, int xOffset, float[] y, int yOffset, int n);
    }

    /// The functions with a bound, the reference being within 1 or 2 ulp of double, that is nothing of one of
    /// float.
    private enum Function {
        EXP(1, Math::exp, SCALAR::exp, VECTOR::exp),
        EXPM1(1, Math::expm1, SCALAR::expm1, VECTOR::expm1),
        LOG(1, Math::log, SCALAR::log, VECTOR::log),
        LOG1P(1.5, Math::log1p, SCALAR::log1p, VECTOR::log1p),
        TANH(2.5, Math::tanh, SCALAR::tanh, VECTOR::tanh),
        SIGMOID(2, Ulps::sigmoid, SCALAR::sigmoid, VECTOR::sigmoid),
        ERF(2.5, Ulps::erf, SCALAR::erf, VECTOR::erf);

        private final double bound;
        private final DoubleUnaryOperator exact;
        private final Kernel scalar;
        private final Kernel vector;

        Function(double bound, DoubleUnaryOperator exact, Kernel scalar, Kernel vector) {
            this.bound = bound;
            this.exact = exact;
            this.scalar = scalar;
            this.vector = vector;
        }
    }

    private record Worst(double error, float at) {
        Worst or(Worst other) {
            return other.error > error ? other : this;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayWithinTheBoundOnASample(Function function) {
        assertBound(function, STRIDE);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void shouldStayWithinTheBoundOverEveryFloat(Function function) {
        assertBound(function, 1);
    }

    private static void assertBound(Function function, int stride) {
        var worst = IntStream.range(0, BLOCKS / stride)
                .parallel()
                .mapToObj(block -> worstOf(function, floats(block, stride)))
                .reduce(new Worst(0, 0), Worst::or);
        var message =
                String.format(Locale.ROOT, "%s: %.4f ulp at %s", function, worst.error, Float.toHexString(worst.at));
        System.out.println(message);
        assertTrue(worst.error <= function.bound, message);
    }

    private static Worst worstOf(Function function, float[] x) {
        var scalar = new float[x.length];
        var vector = new float[x.length];
        function.scalar.apply(x, 0, scalar, 0, x.length);
        function.vector.apply(x, 0, vector, 0, x.length);
        Samples.assertSameBits(scalar, vector, function);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < x.length; i++) {
            double error = Ulps.error(function.exact.applyAsDouble(x[i]), vector[i]);
            if (error > worst) {
                worst = error;
                at = x[i];
            }
        }
        return new Worst(worst, at);
    }

    /// Returns BLOCK floats; of a sample, they lie `stride` apart and begin with the block.
    private static float[] floats(int block, int stride) {
        var x = new float[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            x[i] = Float.intBitsToFloat((block * BLOCK + i) * stride);
        }
        return x;
    }

    private static final ActivationKernels SCALAR_UNITS = new ScalarActivations();
    private static final ActivationKernels VECTOR_UNITS = new VectorActivations();
    private static final GradientKernels SCALAR_SLOPES = new ScalarGradients();
    private static final GradientKernels VECTOR_SLOPES = new VectorGradients();

    private static final Map<String, Kernel[]> PAIRS = Map.of(
            "elu",
            pair(
                    (x, at, y, to, n) -> SCALAR_UNITS.elu(x, at, y, to, n, 1.5f),
                    (x, at, y, to, n) -> VECTOR_UNITS.elu(x, at, y, to, n, 1.5f)),
            "selu",
            pair(SCALAR_UNITS::selu, VECTOR_UNITS::selu),
            "softplus",
            pair(SCALAR_UNITS::softplus, VECTOR_UNITS::softplus),
            "gelu",
            pair(SCALAR_UNITS::gelu, VECTOR_UNITS::gelu),
            "geluTanh",
            pair(SCALAR_UNITS::geluTanh, VECTOR_UNITS::geluTanh),
            "mish",
            pair(SCALAR_UNITS::mish, VECTOR_UNITS::mish),
            "swish slope",
            pair(
                    (x, at, y, to, n) -> SCALAR_SLOPES.swishGradient(x, at, ones(n), 0, y, to, n),
                    (x, at, y, to, n) -> VECTOR_SLOPES.swishGradient(x, at, ones(n), 0, y, to, n)),
            "gelu slope",
            pair(
                    (x, at, y, to, n) -> SCALAR_SLOPES.geluGradient(x, at, ones(n), 0, y, to, n),
                    (x, at, y, to, n) -> VECTOR_SLOPES.geluGradient(x, at, ones(n), 0, y, to, n)),
            "geluTanh slope",
            pair(
                    (x, at, y, to, n) -> SCALAR_SLOPES.geluTanhGradient(x, at, ones(n), 0, y, to, n),
                    (x, at, y, to, n) -> VECTOR_SLOPES.geluTanhGradient(x, at, ones(n), 0, y, to, n)),
            "mish slope",
            pair(
                    (x, at, y, to, n) -> SCALAR_SLOPES.mishGradient(x, at, ones(n), 0, y, to, n),
                    (x, at, y, to, n) -> VECTOR_SLOPES.mishGradient(x, at, ones(n), 0, y, to, n)));

    private static Kernel[] pair(Kernel scalar, Kernel vector) {
        return new Kernel[] {scalar, vector};
    }

    private static float[] ones(int n) {
        var ones = new float[n];
        Arrays.fill(ones, 1f);
        return ones;
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "elu",
                "selu",
                "softplus",
                "gelu",
                "geluTanh",
                "mish",
                "swish slope",
                "gelu slope",
                "geluTanh slope",
                "mish slope"
            })
    void shouldGiveTheBitsOfTheScalarActivationOverEveryFloat(String name) {
        var pair = PAIRS.get(name);
        IntStream.range(0, BLOCKS).parallel().forEach(block -> {
            var x = floats(block, 1);
            var scalar = new float[BLOCK];
            var vector = new float[BLOCK];
            pair[0].apply(x, 0, scalar, 0, BLOCK);
            pair[1].apply(x, 0, vector, 0, BLOCK);
            Samples.assertSameBits(scalar, vector, name);
        });
    }
}

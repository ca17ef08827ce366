package dev.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Samples;
import dev.lanewise.core.internal.scalar.ScalarActivations;
import dev.lanewise.core.internal.scalar.ScalarFunctions;
import dev.lanewise.core.internal.scalar.ScalarGradients;
import dev.lanewise.core.internal.vector.VectorActivations;
import dev.lanewise.core.internal.vector.VectorFunctions;
import dev.lanewise.core.internal.vector.VectorGradients;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every activation with its gradient: same bits from scalar and vector code, value and slope against a definition in
/// double, and the limits.
class ActivationKernelsTest {
    private interface Forward {
        void apply(Kernels kernels, float[] x, int xOffset, float[] y, int yOffset, int n);
    }

    private interface Backward {
        void apply(Kernels k, float[] v, int vOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);
    }

    private record Kernels(FunctionKernels functions, ActivationKernels activations, GradientKernels gradients) {}

    private static final Kernels SCALAR =
            new Kernels(new ScalarFunctions(), new ScalarActivations(), new ScalarGradients());
    private static final Kernels VECTOR =
            new Kernels(new VectorFunctions(), new VectorActivations(), new VectorGradients());
    private static final double LAMBDA = 1.0507009873554805;
    private static final double LAMBDA_ALPHA = 1.0507009873554805 * 1.6732632423543772;
    private static final float ALPHA = 1.5f;
    private static final float SLOPE = 0.2f;

    private enum Activation {
        EXP(
                Math::exp,
                false,
                (k, x, i, y, j, n) -> k.functions.exp(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.expGradient(v, i, d, j, r, l, n)),
        TANH(
                Math::tanh,
                false,
                (k, x, i, y, j, n) -> k.functions.tanh(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.tanhGradient(v, i, d, j, r, l, n)),
        SIGMOID(
                Ulps::sigmoid,
                false,
                (k, x, i, y, j, n) -> k.functions.sigmoid(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.sigmoidGradient(v, i, d, j, r, l, n)),
        RELU(
                x -> Math.max(x, 0),
                false,
                (k, x, i, y, j, n) -> k.activations.relu(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.reluGradient(v, i, d, j, r, l, n)),
        LEAKY_RELU(
                x -> x > 0 ? x : SLOPE * x,
                false,
                (k, x, i, y, j, n) -> k.activations.leakyRelu(x, i, y, j, n, SLOPE),
                (k, v, i, d, j, r, l, n) -> k.gradients.leakyReluGradient(v, i, d, j, r, l, n, SLOPE)),
        RELU6(
                x -> Math.min(Math.max(x, 0), 6),
                false,
                (k, x, i, y, j, n) -> k.activations.relu6(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.relu6Gradient(v, i, d, j, r, l, n)),
        ELU(
                x -> x > 0 ? x : ALPHA * Math.expm1(x),
                false,
                (k, x, i, y, j, n) -> k.activations.elu(x, i, y, j, n, ALPHA),
                (k, v, i, d, j, r, l, n) -> k.gradients.eluGradient(v, i, d, j, r, l, n, ALPHA)),
        SELU(
                x -> x > 0 ? LAMBDA * x : LAMBDA_ALPHA * Math.expm1(x),
                false,
                (k, x, i, y, j, n) -> k.activations.selu(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.seluGradient(v, i, d, j, r, l, n)),
        SOFTPLUS(
                x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
                false,
                (k, x, i, y, j, n) -> k.activations.softplus(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.softplusGradient(v, i, d, j, r, l, n)),
        SOFTSIGN(
                x -> x / (1 + Math.abs(x)),
                false,
                (k, x, i, y, j, n) -> k.activations.softsign(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.softsignGradient(v, i, d, j, r, l, n)),
        HARD_SIGMOID(
                x -> Math.min(Math.max(x / 6 + 0.5, 0), 1),
                false,
                (k, x, i, y, j, n) -> k.activations.hardSigmoid(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.hardSigmoidGradient(v, i, d, j, r, l, n)),
        SWISH(
                x -> x * Ulps.sigmoid(x),
                true,
                (k, x, i, y, j, n) -> k.activations.swish(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.swishGradient(v, i, d, j, r, l, n)),
        GELU(
                x -> x * (1 + Ulps.erf(x * Math.sqrt(0.5))) / 2,
                true,
                (k, x, i, y, j, n) -> k.activations.gelu(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.geluGradient(v, i, d, j, r, l, n)),
        GELU_TANH(
                x -> x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) / 2,
                true,
                (k, x, i, y, j, n) -> k.activations.geluTanh(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.geluTanhGradient(v, i, d, j, r, l, n)),
        MISH(
                x -> x * Math.tanh(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
                true,
                (k, x, i, y, j, n) -> k.activations.mish(x, i, y, j, n),
                (k, v, i, d, j, r, l, n) -> k.gradients.mishGradient(v, i, d, j, r, l, n));

        private final DoubleUnaryOperator definition;
        private final boolean fromOperand;
        private final Forward forward;
        private final Backward backward;

        Activation(DoubleUnaryOperator definition, boolean fromOperand, Forward forward, Backward backward) {
            this.definition = definition;
            this.fromOperand = fromOperand;
            this.forward = forward;
            this.backward = backward;
        }

        float valueAt(float x) {
            float[] y = {x};
            forward.apply(VECTOR, y, 0, y, 0, 1);
            return y[0];
        }

        float slopeAt(float x) {
            float[] v = {fromOperand ? x : valueAt(x)};
            float[] dx = {1};
            backward.apply(VECTOR, v, 0, dx, 0, dx, 0, 1);
            return dx[0];
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheBitsOfTheScalarKernelForEveryLength(Activation activation) {
        for (int n = 0; n <= 70; n++) {
            var x = Samples.normal(n, n + 5);
            float[] expected = filled(n + 9);
            float[] actual = expected.clone();
            activation.forward.apply(SCALAR, x, 3, expected, 7, n);
            activation.forward.apply(VECTOR, x, 3, actual, 7, n);
            Samples.assertSameBits(expected, actual, activation + " of " + n);
            float[] inPlace = x.clone();
            activation.forward.apply(VECTOR, inPlace, 3, inPlace, 3, n);
            Samples.assertSameBits(
                    Arrays.copyOfRange(expected, 7, 7 + n), Arrays.copyOfRange(inPlace, 3, 3 + n), activation);
            var dy = Samples.normal(n + 1000, n + 4);
            activation.backward.apply(SCALAR, x, 3, dy, 2, expected, 7, n);
            activation.backward.apply(VECTOR, x, 3, dy, 2, actual, 7, n);
            Samples.assertSameBits(expected, actual, activation + " gradient of " + n);
            activation.backward.apply(VECTOR, x, 3, dy, 2, dy, 2, n);
            Samples.assertSameBits(
                    Arrays.copyOfRange(expected, 7, 7 + n), Arrays.copyOfRange(dy, 2, 2 + n), activation + " gradient");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheBitsOfTheScalarKernelOverAllMagnitudes(Activation activation) {
        // Every 39,979th float, a prime apart, and special values.
        int count = 107_430;
        float[] x = new float[count + FunctionKernelsTest.SPECIAL.length];
        for (int i = 0; i < count; i++) {
            x[i] = Float.intBitsToFloat(i * 39_979);
        }
        System.arraycopy(FunctionKernelsTest.SPECIAL, 0, x, count, FunctionKernelsTest.SPECIAL.length);
        float[] expected = new float[x.length];
        float[] actual = new float[x.length];
        activation.forward.apply(SCALAR, x, 0, expected, 0, x.length);
        activation.forward.apply(VECTOR, x, 0, actual, 0, x.length);
        Samples.assertSameBits(expected, actual, activation);
        float[] ones = new float[x.length];
        Arrays.fill(ones, 1f);
        activation.backward.apply(SCALAR, x, 0, ones, 0, expected, 0, x.length);
        activation.backward.apply(VECTOR, x, 0, ones, 0, actual, 0, x.length);
        Samples.assertSameBits(expected, actual, activation + " gradient");
    }

    /// The functions inside are within 2.5 ulp, that is 5 u, of at most 1.76, and up to 5 more operations round; on
    /// this range, where products with x occur, |x| is below 7: 10·7·u at most for those, relative to 1.
    @ParameterizedTest
    @EnumSource
    void shouldComeNearTheDefinition(Activation activation) {
        for (int i = -399; i < 400; i++) {
            float x = i / 64f;
            double y = activation.definition.applyAsDouble(x);
            assertEquals(y, activation.valueAt(x), 12 * Samples.ROUNDOFF * Math.abs(y) + 1e-7, activation + " of " + x);
        }
    }

    /// The step 1e-6 leaves an error of h²·|f‴|/6 < 1e-12 from the series and 2⁻⁵³·|f|/h < 2e-9 from rounding; for
    /// exp, below 512 here, both are 512 times greater. The kernel sees f(x) rounded to float with 2.5 ulp, or
    /// multiplies such numbers by |x| < 7, and rounds a handful of times: 24 u times magnitudes of at most 3, or
    /// eˣ.
    @ParameterizedTest
    @EnumSource
    void shouldGiveTheSlopeOfTheDefinition(Activation activation) {
        double h = 1e-6;
        var f = activation.definition;
        for (int i = -399; i < 400; i += 2) {
            double x = i / 64.0;
            double slope = (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
            double size = activation == Activation.EXP ? Math.exp(x) : 1;
            assertEquals(
                    slope,
                    activation.slopeAt((float) x),
                    24 * Samples.ROUNDOFF * 3 * Math.max(1, size) + 1e-8 * Math.max(1, size),
                    activation + " at " + x);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTendToItsLimitsWithoutNan(Activation activation) {
        for (float x : new float[] {-1e4f, -1e19f, -1e30f, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY}) {
            double expected = switch (activation) {
                case LEAKY_RELU -> SLOPE * x;
                case ELU -> -ALPHA;
                case SELU -> -LAMBDA_ALPHA;
                case TANH, SOFTSIGN -> -1;
                default -> 0;
            };
            double slope = activation == Activation.LEAKY_RELU ? SLOPE : 0;
            assertEquals((float) expected, activation.valueAt(x), 2e-4f, activation + " of " + x);
            assertEquals(slope, activation.slopeAt(x), 2e-7, activation + " slope at " + x);
        }
        for (float x : new float[] {1e4f, 1e19f, 1e30f, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
            boolean bounded = switch (activation) {
                case TANH, SIGMOID, SOFTSIGN, HARD_SIGMOID, RELU6 -> true;
                default -> false;
            };
            double limit = activation == Activation.RELU6 ? 6 : 1;
            double rise = activation == Activation.SELU ? LAMBDA : 1;
            float expected =
                    activation == Activation.EXP ? Float.POSITIVE_INFINITY : (float) (bounded ? limit : rise * x);
            assertEquals(expected, activation.valueAt(x), 2e-4f, activation + " of " + x);
            if (activation != Activation.EXP) {
                assertEquals(bounded ? 0 : rise, activation.slopeAt(x), 2e-7, activation + " slope at " + x);
            }
        }
        assertTrue(Float.isNaN(activation.valueAt(Float.NaN)), activation + " of NaN");
    }

    @ParameterizedTest
    @EnumSource(names = {"TANH", "ELU", "SELU", "SOFTSIGN", "SWISH", "GELU", "GELU_TANH", "MISH", "LEAKY_RELU"})
    void shouldKeepTheSignOfZero(Activation activation) {
        assertEquals(0, Float.compare(-0f, activation.valueAt(-0f)));
        assertEquals(0, Float.compare(0f, activation.valueAt(0f)));
    }

    private static float[] filled(int n) {
        var values = new float[n];
        Arrays.fill(values, -77f);
        return values;
    }
}

package dev.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Samples;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.core.internal.scalar.ScalarActivations;
import dev.lanewise.core.internal.vector.VectorActivations;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Soft thresholding: same bits from scalar and vector code, and those of the definition.
final class SoftThresholdTest {
    private static final ActivationKernels SCALAR = new ScalarActivations();
    private static final ActivationKernels VECTOR = new VectorActivations();

    /// The definition in double, rounded where the kernel rounds: the product of two floats is exact in double, and
    /// so is a difference of two floats that is rounded to a float after its rounding to double (53 ≥ 2·24 + 2).
    private static float defined(float x, float t, float factor) {
        double threshold = (float) ((double) factor * t);
        double left = (float) (Math.abs((double) x) - threshold);
        return left <= 0 ? 0f : (float) Math.copySign(left, x);
    }

    private static float[] sizes(long seed, int n) {
        float[] sizes = Samples.normal(seed, n);
        for (int i = 0; i < n; i++) {
            sizes[i] = i % 7 == 0 ? 0f : Math.abs(sizes[i]);
        }
        return sizes;
    }

    @Test
    void shouldGiveTheBitsOfTheScalarKernelForEveryLength() {
        for (int n = 0; n <= 140; n++) {
            float[] x = Samples.normal(n, n + 5);
            float[] t = sizes(n + 1000, n + 4);
            float[] expected = new float[n + 9];
            Arrays.fill(expected, -77f);
            float[] actual = expected.clone();
            SCALAR.softThreshold(x, 3, t, 2, 0.8f, expected, 7, n);
            VECTOR.softThreshold(x, 3, t, 2, 0.8f, actual, 7, n);
            Samples.assertSameBits(expected, actual, "apart, " + n);
            for (int i = 0; i < n; i++) {
                assertEquals(defined(x[3 + i], t[2 + i], 0.8f), actual[7 + i], "element " + i + " of " + n);
            }
            float[] beside = x.clone();
            System.arraycopy(expected, 7, beside, 3, n);
            VECTOR.softThreshold(x, 3, t, 2, 0.8f, x, 3, n);
            Samples.assertSameBits(beside, x, "in place, " + n);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, 1e-30f, 1e-4f, 1f, 3e5f})
    void shouldGiveTheBitsOfTheScalarKernelOverAllMagnitudes(float factor) {
        // Every 39,979th float, a prime apart, with thresholds of every magnitude, and special values.
        int count = 107_430;
        float[] special = FunctionKernelsTest.SPECIAL;
        float[] x = new float[count + special.length];
        float[] t = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < count ? Float.intBitsToFloat(i * 39_979) : special[i - count];
            t[i] = Math.abs(i % 3 == 0 ? x[i] : special[i % special.length]);
        }
        float[] expected = new float[x.length];
        float[] actual = new float[x.length];
        SCALAR.softThreshold(x, 0, t, 0, factor, expected, 0, x.length);
        VECTOR.softThreshold(x, 0, t, 0, factor, actual, 0, x.length);
        Samples.assertSameBits(expected, actual, "factor " + factor);
    }

    /// A whole vector of each, so that both the vector code and the plain tail see it.
    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void shouldGiveZeroWithoutASignAndKeepNaN(int n) {
        assertBits(0f, -0f, 0f, n);
        assertBits(0f, -1f, 1f, n);
        assertBits(0f, -1f, 2f, n);
        assertBits(0f, 1f, Float.POSITIVE_INFINITY, n);
        assertBits(-1f, -1f, 0f, n);
        assertBits(-Float.MIN_VALUE, -Float.MIN_VALUE, 0f, n);
        assertBits(Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, 5f, n);
        assertBits(Float.NaN, Float.NaN, 1f, n);
        assertBits(Float.NaN, 1f, Float.NaN, n);
    }

    private static void assertBits(float expected, float x, float t, int n) {
        float[] y = new float[n];
        float[] xs = new float[n];
        float[] ts = new float[n];
        Arrays.fill(xs, x);
        Arrays.fill(ts, t);
        VECTOR.softThreshold(xs, 0, ts, 0, 1f, y, 0, n);
        float[] all = new float[n];
        Arrays.fill(all, expected);
        Samples.assertSameBits(all, y, x + " with the threshold " + t);
    }

    @Test
    void shouldAllocateNothing() {
        var x = Samples.tensor(1, 1003);
        var t = Tensor.wrap(sizes(2, 1003), 0, Shape.of(1003));
        Samples.assertAllocatesNothing(() -> Functions.softThreshold(x, t, 1e-3f, x), "soft thresholding");
    }
}

package dev.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Samples;
import dev.lanewise.core.internal.scalar.ScalarFunctions;
import dev.lanewise.core.internal.scalar.ScalarMath;
import dev.lanewise.core.internal.vector.VectorFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionKernelsTest {
    private interface Function {
        void apply(FunctionKernels kernels, float[] x, int xOffset, float[] y, int yOffset, int n);
    }

    private interface Gradient {
        void apply(
                FunctionKernels kernels,
                float[] y,
                int yOffset,
                float[] dy,
                int dyOffset,
                float[] dx,
                int dxOffset,
                int n);
    }

    private static final FunctionKernels SCALAR = new ScalarFunctions();
    private static final FunctionKernels VECTOR = new VectorFunctions();
    private static final float ALPHA = 1.5f;

    private static final Map<String, Function> FUNCTIONS = Map.of(
            "exp", FunctionKernels::exp,
            "expm1", FunctionKernels::expm1,
            "log", FunctionKernels::log,
            "tanh", FunctionKernels::tanh,
            "sigmoid", FunctionKernels::sigmoid,
            "relu", FunctionKernels::relu,
            "selu", FunctionKernels::selu,
            "elu", (kernels, x, xOffset, y, yOffset, n) -> kernels.elu(x, xOffset, y, yOffset, n, ALPHA));

    private static final Map<String, Gradient> GRADIENTS = Map.of(
            "tanh", FunctionKernels::tanhGradient,
            "sigmoid", FunctionKernels::sigmoidGradient,
            "relu", FunctionKernels::reluGradient,
            "selu", FunctionKernels::seluGradient,
            "elu",
                    (kernels, y, yOffset, dy, dyOffset, dx, dxOffset, n) ->
                            kernels.eluGradient(y, yOffset, dy, dyOffset, dx, dxOffset, n, ALPHA));

    private static final Map<String, DoubleUnaryOperator> DEFINITIONS = Map.of(
            "tanh", Math::tanh,
            "sigmoid", x -> 1 / (1 + Math.exp(-x)),
            "relu", x -> Math.max(x, 0),
            "selu", x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)),
            "elu", x -> x > 0 ? x : ALPHA * Math.expm1(x));

    private static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        88.72283f,
        88.722839f,
        88.73f,
        -87.3f,
        -87.34f,
        -103.9f,
        -103.97f,
        -104f,
        -104.1f,
        -18f,
        -17.99f,
        1e-8f,
        -1e-8f,
        0.34657359f,
        -0.34657359f,
        0x1p-127f,
        0x1.6a09e6p0f,
        0x1.6a09e6p-1f,
        9f,
        -9f,
        20f,
        -20f,
        1e30f,
        -1e30f
    };

    @ParameterizedTest
    @CsvSource({"exp, 1.5", "expm1, 1.5", "log, 1.5", "tanh, 2.5", "sigmoid, 2.5"})
    void shouldComeNearTheGoldenValues(String name, double bound) throws IOException {
        int compared = 0;
        for (var line : Files.readAllLines(Path.of("src/test/golden/functions.csv"))) {
            var fields = line.split(",");
            if (!fields[0].equals(name)) {
                continue;
            }
            float x = (float) number(fields[1]);
            double y = number(fields[2]);
            var result = new float[1];
            for (var kernels : new FunctionKernels[] {SCALAR, VECTOR}) {
                FUNCTIONS.get(name).apply(kernels, new float[] {x}, 0, result, 0, 1);
                if (Double.isNaN(y) || Math.abs(y) > Float.MAX_VALUE) {
                    assertEquals((float) y, result[0], name + " of " + x);
                } else {
                    double error = Math.abs(result[0] - y) / Math.ulp((float) y);
                    assertTrue(error <= bound, name + " of " + x + " is " + error + " ulp from " + y);
                }
            }
            compared++;
        }
        assertTrue(compared > 50, "golden values compared: " + compared);
    }

    @Test
    void shouldGiveTheBitsOfTheScalarKernelForEveryLength() {
        FUNCTIONS.forEach((name, function) -> {
            for (int n = 0; n <= 70; n++) {
                var x = Samples.normal(n, n + 5);
                float[] expected = filled(n + 9);
                float[] actual = expected.clone();
                function.apply(SCALAR, x, 3, expected, 7, n);
                function.apply(VECTOR, x, 3, actual, 7, n);
                Samples.assertSameBits(expected, actual, name + " of " + n);
                float[] expectedInPlace = x.clone();
                function.apply(SCALAR, expectedInPlace, 3, expectedInPlace, 3, n);
                function.apply(VECTOR, x, 3, x, 3, n);
                Samples.assertSameBits(expectedInPlace, x, name + " in place of " + n);
                Samples.assertSameBits(
                        Arrays.copyOfRange(expected, 7, 7 + n), Arrays.copyOfRange(x, 3, 3 + n), name + " apart");
            }
        });
    }

    @Test
    void shouldGiveTheBitsOfTheScalarGradientForEveryLength() {
        GRADIENTS.forEach((name, gradient) -> {
            for (int n = 0; n <= 70; n++) {
                var y = Samples.normal(n, n + 1);
                var dy = Samples.normal(n + 1000, n + 5);
                float[] expected = filled(n + 9);
                float[] actual = expected.clone();
                gradient.apply(SCALAR, y, 1, dy, 3, expected, 7, n);
                gradient.apply(VECTOR, y, 1, dy, 3, actual, 7, n);
                Samples.assertSameBits(expected, actual, name + " of " + n);
                gradient.apply(VECTOR, y, 1, dy, 3, dy, 3, n);
                Samples.assertSameBits(
                        Arrays.copyOfRange(expected, 7, 7 + n), Arrays.copyOfRange(dy, 3, 3 + n), name + " in place");
            }
        });
    }

    @Test
    void shouldGiveTheBitsOfTheScalarKernelOverAllMagnitudes() {
        FUNCTIONS.forEach((name, function) -> {
            // Every 9973rd float, special values among them; 9973 is prime.
            float[] x = new float[430_651 + SPECIAL.length];
            for (int i = 0; i < 430_651; i++) {
                x[i] = Float.intBitsToFloat(i * 9973);
            }
            System.arraycopy(SPECIAL, 0, x, 430_651, SPECIAL.length);
            float[] expected = new float[x.length];
            float[] actual = new float[x.length];
            function.apply(SCALAR, x, 0, expected, 0, x.length);
            function.apply(VECTOR, x, 0, actual, 0, x.length);
            Samples.assertSameBits(expected, actual, name);
        });
    }

    @Test
    void shouldKeepTheLimitsOfEveryFunction() {
        var nan = Float.NaN;
        var infinity = Float.POSITIVE_INFINITY;
        assertLimits("exp", 1, infinity, 0);
        assertLimits("expm1", 0, infinity, -1);
        assertLimits("log", Float.NEGATIVE_INFINITY, infinity, nan);
        assertLimits("tanh", 0, 1, -1);
        assertLimits("sigmoid", 0.5f, 1, 0);
        assertLimits("relu", 0, infinity, 0);
        assertLimits("selu", 0, infinity, -ScalarMath.SELU_LAMBDA_ALPHA);
        assertLimits("elu", 0, infinity, -ALPHA);
    }

    private static void assertLimits(String name, float atZero, float atInfinity, float atMinusInfinity) {
        float[] x = {0, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
        float[] y = new float[4];
        FUNCTIONS.get(name).apply(VECTOR, x, 0, y, 0, 4);
        Samples.assertSameBits(new float[] {atZero, atInfinity, atMinusInfinity, Float.NaN}, y, name);
    }

    /// The step 1e-6 leaves an error of h²·|f‴|/6 < 1e-12 from the series and 2⁻⁵³·|f|/h < 2e-9 from rounding. The
    /// kernel itself sees f(x) rounded to float with 2.5 ulp, and rounds a handful of times: 8 u times magnitudes
    /// of at most 3 (f and f' on this range, elu and selu with their offset α < 2) is 1.5e-6.
    @Test
    void shouldGiveTheSlopeOfEveryDefinition() {
        double h = 1e-6;
        double bound = 8 * Samples.ROUNDOFF * 3 + 1e-8;
        GRADIENTS.forEach((name, gradient) -> {
            var definition = DEFINITIONS.get(name);
            for (int i = -399; i < 400; i += 2) {
                double x = i / 64.0;
                float[] y = {(float) x};
                float[] dx = new float[1];
                FUNCTIONS.get(name).apply(VECTOR, y, 0, y, 0, 1);
                gradient.apply(VECTOR, y, 0, new float[] {1}, 0, dx, 0, 1);
                double slope = (definition.applyAsDouble(x + h) - definition.applyAsDouble(x - h)) / (2 * h);
                assertEquals(slope, dx[0], bound, name + " at " + x);
            }
        });
    }

    @Test
    void shouldGiveTheSlopeOfSoftmax() {
        double h = 1e-6;
        for (int columns : new int[] {1, 2, 10, 17, 33}) {
            var x = Samples.normal(columns, columns);
            var dy = Samples.normal(columns + 1, columns);
            var y = new float[columns];
            var dx = new float[columns];
            VECTOR.softmax(x, 0, y, 0, 1, columns);
            VECTOR.softmaxGradient(y, 0, dy, 0, dx, 0, 1, columns);
            double magnitude = 0;
            for (float d : dy) {
                magnitude = Math.max(magnitude, Math.abs(d));
            }
            for (int j = 0; j < columns; j++) {
                double slope = (loss(x, dy, j, h) - loss(x, dy, j, -h)) / (2 * h);
                // Sums of `columns` terms that are below the greatest dy, and y with an error of a few ulp before.
                assertEquals(slope, dx[j], (columns + 8) * Samples.ROUNDOFF * 2 * magnitude + 1e-8);
            }
        }
    }

    private static double loss(float[] x, float[] dy, int moved, double by) {
        double sum = 0;
        double weighted = 0;
        for (int j = 0; j < x.length; j++) {
            double e = Math.exp(x[j] + (j == moved ? by : 0));
            sum += e;
            weighted += e * dy[j];
        }
        return weighted / sum;
    }

    @Test
    void shouldSoftmaxRowsOfEveryWidth() {
        for (int columns = 1; columns <= 70; columns++) {
            var x = Samples.normal(columns, 3 * columns + 1);
            for (int i = 0; i < x.length; i++) {
                x[i] *= 5;
            }
            float[] expected = filled(3 * columns + 2);
            float[] actual = expected.clone();
            SCALAR.softmax(x, 1, expected, 2, 3, columns);
            VECTOR.softmax(x, 1, actual, 2, 3, columns);
            Samples.assertSameBits(expected, actual, columns);
            for (int row = 0; row < 3; row++) {
                double sum = 0;
                double exact = 0;
                for (int j = 0; j < columns; j++) {
                    sum += actual[2 + row * columns + j];
                    exact += Math.exp(x[1 + row * columns + j]);
                }
                // Each of the quotients rounds once, and the common divisor has at most columns/16 + 4 roundings.
                assertEquals(1, sum, (columns / 16 + 6) * Samples.ROUNDOFF);
                for (int j = 0; j < columns; j++) {
                    double y = Math.exp(x[1 + row * columns + j]) / exact;
                    // x − max rounds by u·|x − max|, below 60 here, which exp turns into a relative error.
                    assertEquals(y, actual[2 + row * columns + j], y * (60 + columns / 16 + 10) * Samples.ROUNDOFF);
                }
            }
        }
    }

    @Test
    void shouldSoftmaxExtremeRows() {
        float low = Float.NEGATIVE_INFINITY;
        float nan = Float.NaN;
        float[] x = {
            100, -100, -100, -100, -100, -100, 1, nan, 2, low, low, low, low, 3, low, 1, Float.POSITIVE_INFINITY, 2
        };
        float third = 1f / 3;
        float[] expected = {1, 0, 0, third, third, third, nan, nan, nan, nan, nan, nan, 0, 1, 0, nan, nan, nan};
        for (var kernels : new FunctionKernels[] {SCALAR, VECTOR}) {
            float[] y = new float[x.length];
            kernels.softmax(x, 0, y, 0, 6, 3);
            Samples.assertSameBits(expected, y, kernels.getClass());
            y = x.clone();
            kernels.softmax(y, 0, y, 0, 6, 3);
            Samples.assertSameBits(expected, y, "in place");
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    private static float[] filled(int n) {
        var values = new float[n];
        Arrays.fill(values, -77f);
        return values;
    }

    @Test
    void shouldFindTheOneElementThatIsNotFinite() {
        for (int n = 0; n <= 70; n++) {
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                for (int at = 0; at < n; at++) {
                    float[] x = new float[n + 3];
                    java.util.Arrays.fill(x, -Float.MAX_VALUE);
                    x[0] = bad;
                    x[n + 2] = bad;
                    assertTrue(new VectorFunctions().allFinite(x, 2, n));
                    assertTrue(new ScalarFunctions().allFinite(x, 2, n));
                    x[2 + at] = bad;
                    assertFalse(new VectorFunctions().allFinite(x, 2, n));
                    assertFalse(new ScalarFunctions().allFinite(x, 2, n));
                }
            }
        }
    }
}

package dev.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Samples;
import dev.lanewise.core.internal.scalar.ScalarFunctions;
import dev.lanewise.core.internal.vector.VectorFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionKernelsTest {
    private interface Function {
        void apply(FunctionKernels kernels, float[] x, int xOffset, float[] y, int yOffset, int n);
    }

    private static final FunctionKernels SCALAR = new ScalarFunctions();
    private static final FunctionKernels VECTOR = new VectorFunctions();
    private static final Map<String, Function> FUNCTIONS = Map.of(
            "exp", FunctionKernels::exp,
            "expm1", FunctionKernels::expm1,
            "log", FunctionKernels::log,
            "log1p", FunctionKernels::log1p,
            "tanh", FunctionKernels::tanh,
            "sigmoid", FunctionKernels::sigmoid,
            "erf", FunctionKernels::erf);

    /// Signs, limits, and where formulas change.
    static final float[] SPECIAL = {
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
    @CsvSource({"exp, 1", "expm1, 1", "log, 1", "log1p, 1.5", "tanh, 2.5", "sigmoid, 2", "erf, 2.5"})
    void shouldComeNearTheGoldenValues(String name, double bound) throws IOException {
        int compared = 0;
        for (var line : Files.readAllLines(Path.of("src/test/golden/functions.csv"))) {
            var fields = line.split(",");
            if (!fields[0].equals(name)) {
                continue;
            }
            float x = (float) Double.parseDouble(fields[1]);
            double y = Double.parseDouble(fields[2]);
            var result = new float[1];
            for (var kernels : new FunctionKernels[] {SCALAR, VECTOR}) {
                FUNCTIONS.get(name).apply(kernels, new float[] {x}, 0, result, 0, 1);
                double error = Ulps.error(y, result[0]);
                assertTrue(error <= bound, name + " of " + x + " is " + error + " ulp from " + y);
                if (y == 0) {
                    assertEquals((float) y, result[0], "sign of " + name + " of " + x);
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
        assertLimits("log1p", 0, infinity, nan);
        assertLimits("erf", 0, 1, -1);
    }

    private static void assertLimits(String name, float atZero, float atInfinity, float atMinusInfinity) {
        float[] x = {0, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
        float[] y = new float[4];
        FUNCTIONS.get(name).apply(VECTOR, x, 0, y, 0, 4);
        Samples.assertSameBits(new float[] {atZero, atInfinity, atMinusInfinity, Float.NaN}, y, name);
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
            float[] inPlace = x.clone();
            VECTOR.softmax(inPlace, 1, inPlace, 1, 3, columns);
            Samples.assertSameBits(
                    Arrays.copyOfRange(actual, 2, 2 + 3 * columns),
                    Arrays.copyOfRange(inPlace, 1, 1 + 3 * columns),
                    "in place");
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
    void shouldGiveTheBitsOfTheScalarSoftmaxFamilyForEveryWidth() {
        for (int columns = 1; columns <= 70; columns++) {
            int n = 3 * columns;
            var y = Samples.normal(columns, n + 1);
            var dy = Samples.normal(columns + 1000, n + 3);
            float[] expected = filled(n + 2);
            float[] actual = expected.clone();
            SCALAR.softmaxGradient(y, 1, dy, 3, expected, 2, 3, columns);
            VECTOR.softmaxGradient(y, 1, dy, 3, actual, 2, 3, columns);
            Samples.assertSameBits(expected, actual, "softmax gradient " + columns);
            SCALAR.logSoftmax(y, 1, expected, 2, 3, columns);
            VECTOR.logSoftmax(y, 1, actual, 2, 3, columns);
            Samples.assertSameBits(expected, actual, "log-softmax " + columns);
            SCALAR.logSoftmaxGradient(y, 1, dy, 3, expected, 2, 3, columns);
            VECTOR.logSoftmaxGradient(y, 1, dy, 3, actual, 2, 3, columns);
            Samples.assertSameBits(expected, actual, "log-softmax gradient " + columns);
            VECTOR.logSoftmaxGradient(y, 1, dy, 3, dy, 3, 3, columns);
            Samples.assertSameBits(
                    Arrays.copyOfRange(expected, 2, 2 + n), Arrays.copyOfRange(dy, 3, 3 + n), "in place " + columns);
            SCALAR.logSoftmax(y, 1, expected, 2, 3, columns);
            VECTOR.logSoftmax(y, 1, y, 1, 3, columns);
            Samples.assertSameBits(
                    Arrays.copyOfRange(expected, 2, 2 + n), Arrays.copyOfRange(y, 1, 1 + n), "in place " + columns);
        }
    }

    @Test
    void shouldGiveTheSlopeOfLogSoftmax() {
        double h = 1e-6;
        for (int columns : new int[] {1, 2, 10, 17, 33}) {
            var x = Samples.normal(columns, columns);
            var dy = Samples.normal(columns + 1, columns);
            var y = new float[columns];
            var dx = new float[columns];
            VECTOR.logSoftmax(x, 0, y, 0, 1, columns);
            VECTOR.logSoftmaxGradient(y, 0, dy, 0, dx, 0, 1, columns);
            double magnitude = 0;
            for (int j = 0; j < columns; j++) {
                magnitude += Math.abs(dy[j]);
                // x − max and the logarithm, each below 8 here, round by u of themselves, and their difference again.
                assertEquals(logSoftmax(x, j, 0, 0), y[j], 3 * 8 * Samples.ROUNDOFF);
            }
            for (int j = 0; j < columns; j++) {
                double slope = 0;
                for (int k = 0; k < columns; k++) {
                    slope += dy[k] * (logSoftmax(x, k, j, h) - logSoftmax(x, k, j, -h)) / (2 * h);
                }
                // y is off by 24 u at most, which exp turns into a relative error, and the sum of dy rounds.
                assertEquals(slope, dx[j], (columns + 30) * Samples.ROUNDOFF * magnitude + columns * 1e-8);
            }
        }
    }

    private static double logSoftmax(float[] x, int of, int moved, double by) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += Math.exp(x[j] + (j == moved ? by : 0));
        }
        return x[of] + (of == moved ? by : 0) - Math.log(sum);
    }

    @Test
    void shouldGiveTheBitsOfTheScalarSoftmaxForRowsOfExtremes() {
        float[] extremes = {0f, -0f, 1, -1, 1e30f, -1e30f, 90, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 0f, -0f};
        var random = new Random(11);
        for (int columns = 1; columns <= 70; columns++) {
            for (int row = 0; row < 50; row++) {
                float[] x = new float[columns];
                for (int j = 0; j < columns; j++) {
                    x[j] = extremes[random.nextInt(row % 2 == 0 ? 2 : extremes.length)];
                }
                if (row % 5 == 0) {
                    x[random.nextInt(columns)] = Float.NaN;
                } else if (row % 7 == 0) {
                    x[random.nextInt(columns)] = Float.POSITIVE_INFINITY;
                }
                float[] expected = new float[columns];
                float[] actual = new float[columns];
                SCALAR.softmax(x, 0, expected, 0, 1, columns);
                VECTOR.softmax(x, 0, actual, 0, 1, columns);
                Samples.assertSameBits(expected, actual, "softmax " + Arrays.toString(x));
                SCALAR.logSoftmax(x, 0, expected, 0, 1, columns);
                VECTOR.logSoftmax(x, 0, actual, 0, 1, columns);
                Samples.assertSameBits(expected, actual, "log-softmax " + Arrays.toString(x));
            }
        }
    }

    @Test
    void shouldLogSoftmaxExtremeRows() {
        float low = Float.NEGATIVE_INFINITY;
        float nan = Float.NaN;
        float[] x = {0, -1000, low, low, low, low, 1, nan, 2, 1, Float.POSITIVE_INFINITY, 2};
        float[] expected = {0, -1000, low, nan, nan, nan, nan, nan, nan, nan, nan, nan};
        for (var kernels : new FunctionKernels[] {SCALAR, VECTOR}) {
            float[] y = new float[x.length];
            kernels.logSoftmax(x, 0, y, 0, 4, 3);
            Samples.assertSameBits(expected, y, kernels.getClass());
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

    private static float[] filled(int n) {
        var values = new float[n];
        Arrays.fill(values, -77f);
        return values;
    }

    @Test
    void shouldFindTheLargestMagnitude() {
        for (int n = 0; n <= 70; n++) {
            for (int at = 0; at < n; at++) {
                for (float largest : new float[] {3, -3, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN}) {
                    float[] x = new float[n + 3];
                    java.util.Arrays.fill(x, -2);
                    x[1] = Float.NaN;
                    x[n + 2] = 9;
                    x[2 + at] = largest;
                    assertEquals(Math.abs(largest), new VectorFunctions().largestMagnitude(x, 2, n));
                    assertEquals(Math.abs(largest), new ScalarFunctions().largestMagnitude(x, 2, n));
                }
            }
        }
        assertEquals(0f, new VectorFunctions().largestMagnitude(new float[] {5}, 0, 0));
        assertEquals(0f, new ScalarFunctions().largestMagnitude(new float[] {-0f}, 0, 1));
        assertEquals(0f, new VectorFunctions().largestMagnitude(new float[] {-0f}, 0, 1));
    }
}

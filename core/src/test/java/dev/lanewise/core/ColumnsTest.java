package dev.lanewise.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.internal.ColumnKernels;
import dev.lanewise.core.internal.scalar.ScalarColumns;
import dev.lanewise.core.internal.vector.VectorColumns;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
    private static final ColumnKernels SCALAR = new ScalarColumns();
    private static final ColumnKernels VECTOR = new VectorColumns();
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void shouldGiveTheBitsOfTheScalarSumsForEveryWidth() {
        for (int rows : new int[] {1, 2, 3, 9, 128}) {
            for (int columns = 1; columns <= 70; columns++) {
                var x = Samples.normal(1, rows * columns + 3);
                var y = Samples.normal(2, rows * columns + 5);
                float[] expected = garbage(columns + 9);
                float[] actual = expected.clone();
                var what = rows + "×" + columns;
                SCALAR.sum(x, 3, expected, 7, rows, columns);
                VECTOR.sum(x, 3, actual, 7, rows, columns);
                Samples.assertSameBits(expected, actual, what + " sum");
                SCALAR.sumOfProducts(x, 3, y, 5, expected, 7, rows, columns);
                VECTOR.sumOfProducts(x, 3, y, 5, actual, 7, rows, columns);
                Samples.assertSameBits(expected, actual, what + " sum of products");
                SCALAR.sumOfSquaredDeviations(x, 3, y, 5, expected, 7, rows, columns);
                VECTOR.sumOfSquaredDeviations(x, 3, y, 5, actual, 7, rows, columns);
                Samples.assertSameBits(expected, actual, what + " sum of squared deviations");
            }
        }
    }

    @Test
    void shouldGiveTheBitsOfTheScalarRowOperationsForEveryWidth() {
        for (int rows : new int[] {1, 3}) {
            for (int columns = 1; columns <= 70; columns++) {
                var x = Samples.normal(1, rows * columns + 3);
                var a = Samples.normal(2, columns + 5);
                var b = Samples.normal(3, columns + 2);
                float[] expected = garbage(rows * columns + 9);
                float[] actual = expected.clone();
                var what = rows + "×" + columns;
                SCALAR.normalize(x, 3, a, 5, b, 2, expected, 7, rows, columns);
                VECTOR.normalize(x, 3, a, 5, b, 2, actual, 7, rows, columns);
                Samples.assertSameBits(expected, actual, what + " normalize");
                SCALAR.subtractAndScale(x, 3, 0.3f, b, 2, expected, 7, rows, columns);
                VECTOR.subtractAndScale(x, 3, 0.3f, b, 2, actual, 7, rows, columns);
                Samples.assertSameBits(expected, actual, what + " subtract and scale");
                SCALAR.scaleAndShift(x, 3, a, 5, b, 2, expected, 7, rows, columns);
                VECTOR.scaleAndShift(x, 3, a, 5, b, 2, actual, 7, rows, columns);
                Samples.assertSameBits(expected, actual, what + " scale and shift");
                VECTOR.scaleAndShift(x, 3, a, 5, b, 2, x, 3, rows, columns);
                Samples.assertSameBits(
                        Arrays.copyOfRange(expected, 7, 7 + rows * columns),
                        Arrays.copyOfRange(x, 3, 3 + rows * columns),
                        what + " in place");
            }
        }
    }

    @Test
    void shouldComputeTheRowOperationsOfTheirFormulas() {
        var x = Tensor.of(Shape.of(2, 2), 1, 2, 3, 4);
        var a = Tensor.of(Shape.of(2), 0.5f, -1);
        var b = Tensor.of(Shape.of(2), 2, 10);
        var y = Tensor.zeros(x.shape());
        Columns.normalize(x, a, b, y);
        assertArrayEquals(new float[] {1, 30, 5, 50}, y.toArray());
        Columns.scaleAndShift(x, a, b, y);
        assertArrayEquals(new float[] {2.5f, 8, 3.5f, 6}, y.toArray());
        Columns.subtractAndScale(x, 2, b, y);
        assertArrayEquals(new float[] {-8, -140, -8, -80}, y.toArray());
    }

    @Test
    void shouldRefuseRowOperationsOnShapesThatDoNotFit() {
        var x = Tensor.zeros(Shape.of(2, 3));
        var three = Tensor.zeros(Shape.of(3));
        var two = Tensor.zeros(Shape.of(2));
        assertThrows(IllegalArgumentException.class, () -> Columns.normalize(x, two, three, x));
        assertThrows(IllegalArgumentException.class, () -> Columns.scaleAndShift(x, three, two, x));
        assertThrows(
                IllegalArgumentException.class,
                () -> Columns.subtractAndScale(x, 1, three, Tensor.zeros(Shape.of(3, 2))));
    }

    @Test
    void shouldGiveTheBitsOfTheScalarSquaresAndScalingForEveryWidth() {
        for (int rows : new int[] {1, 2, 3, 9, 128}) {
            for (int columns = 1; columns <= 70; columns++) {
                float[] expected = Samples.normal(3, rows * columns + 9);
                float[] actual = expected.clone();
                var what = rows + "×" + columns;
                double[] expectedSquares = new double[columns];
                double[] actualSquares = new double[columns];
                SCALAR.sumOfSquares(expected, 5, expectedSquares, rows, columns);
                VECTOR.sumOfSquares(actual, 5, actualSquares, rows, columns);
                assertArrayEquals(expectedSquares, actualSquares, what);
                float[] factors = Samples.normal(4, columns);
                SCALAR.scale(expected, 5, factors, rows, columns);
                VECTOR.scale(actual, 5, factors, rows, columns);
                Samples.assertSameBits(expected, actual, what);
            }
        }
    }

    /// A chain or tree of r additions is wrong by at most (r + 1)·u times the sum of magnitudes for r < 4000, one
    /// fused multiply-add a term included; a deviation rounds by u before it is squared, which makes it r + 3.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 128, 129, 385, 1000})
    void shouldSumWithinTheBoundOfItsTerms(int rows) {
        int n = 19;
        var engine = Engine.singleThreaded();
        var x = Samples.tensor(4, rows, n);
        var y = Samples.tensor(5, rows, n);
        var mean = Samples.tensor(6, n);
        var sum = Samples.tensor(7, n);
        var products = Samples.tensor(8, n);
        var squares = Samples.tensor(9, n);
        Columns.sum(engine, x, sum);
        Columns.sumOfProducts(engine, x, y, products);
        Columns.sumOfSquaredDeviations(engine, x, mean, squares);
        double u = Samples.ROUNDOFF;
        for (int j = 0; j < n; j++) {
            double[] exact = new double[5];
            for (int i = 0; i < rows; i++) {
                double a = x.get(i * n + j);
                double b = y.get(i * n + j);
                double d = a - mean.get(j);
                exact[0] += a;
                exact[1] += Math.abs(a);
                exact[2] += a * b;
                exact[3] += Math.abs(a * b);
                exact[4] += d * d;
            }
            assertEquals(exact[0], sum.get(j), (rows + 1) * u * exact[1]);
            assertEquals(exact[2], products.get(j), (rows + 1) * u * exact[3]);
            assertEquals(exact[4], squares.get(j), (rows + 3) * u * exact[4]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 128, 129, 257, 385, 700, 1025})
    void shouldSumInTheOrderOfAProductWithAColumnOfOnes(int rows) {
        var engine = Engine.singleThreaded();
        var x = Samples.tensor(10, rows, 23);
        var ones = Tensor.zeros(Shape.of(rows, 1));
        ones.fill(1);
        var expected = Tensor.zeros(Shape.of(1, 23));
        var actual = Tensor.zeros(Shape.of(23));
        Products.multiplyTransposedLeft(engine, ones, x, expected);
        Columns.sum(engine, x, actual);
        Samples.assertSameBits(expected.toArray(), actual.toArray(), "sum");
        Columns.sumOfProducts(engine, x, x, actual);
        var squares = actual.toArray();
        Columns.sumOfSquaredDeviations(engine, x, Tensor.zeros(Shape.of(23)), actual);
        Samples.assertSameBits(squares, actual.toArray(), "squares");
    }

    @Test
    void shouldProjectTheGoldenMatrix() {
        var w = Tensor.of(Shape.of(2, 3), 3, 0.3f, 0, 4, 0.4f, 0);
        assertEquals(1, Columns.clipNorms(w, 0, 1, 1));
        Samples.assertSameBits(new float[] {3 * 0.2f, 0.3f, 0, 4 * 0.2f, 0.4f, 0}, w.toArray(), "max-norm 1");
    }

    @Test
    void shouldFollowKerasWithAnEpsilon() {
        var w = Tensor.of(Shape.of(2, 3), 3, 0.3f, 0, 4, 0.4f, 0);
        Columns.clipNormsWithEpsilon(w, 0, 1, 1, 1e-7);
        // The factor and the product round once each, and 0.3f and 0.4f are themselves rounded; 1e-9 for golden digits.
        double relative = 3 * Samples.ROUNDOFF + 1e-9;
        double[] expected = {3 * 0.199999996, 0.3 * 0.9999998, 0, 4 * 0.199999996, 0.4 * 0.9999998, 0};
        for (int i = 0; i < 6; i++) {
            assertEquals(expected[i], w.get(i), relative * expected[i]);
        }
    }

    @Test
    void shouldNotDriftWhereTheFormOfKerasDoes() {
        var ours = Tensor.of(Shape.of(1, 1), 1e-3f);
        var theirs = Tensor.of(Shape.of(1, 1), 1e-3f);
        for (int i = 0; i < 1000; i++) {
            Columns.clipNorms(ours, 0, 1, 1);
            Columns.clipNormsWithEpsilon(theirs, 0, 1, 1, 1e-7);
        }
        assertEquals(1e-3f, ours.get(0));
        // A thousand factors and products, each rounded.
        assertEquals(9.0001e-4, theirs.get(0), 9.0001e-4 * 2000 * Samples.ROUNDOFF);
    }

    @Test
    void shouldProjectTwiceAsOnce() {
        for (int seed = 0; seed < 200; seed++) {
            int rows = 1 + seed % 37;
            int columns = 1 + seed * 7 % 41;
            double maximum = Math.sqrt(rows) * (0.5 + seed % 5 * 0.2);
            double minimum = seed % 2 == 0 ? 0 : 0.9 * maximum;
            var x = Samples.tensor(seed, rows, columns);
            Columns.clipNorms(x, minimum, maximum, 1);
            var once = x.toArray();
            for (int j = 0; j < columns; j++) {
                double norm = norm(x, j);
                assertTrue(norm <= maximum * (1 + 0x1p-22) && norm >= minimum * (1 - 0x1p-22), () -> "norm " + norm);
            }
            assertEquals(0, Columns.clipNorms(x, minimum, maximum, 1));
            Samples.assertSameBits(once, x.toArray(), "matrix " + seed);
        }
    }

    @Test
    void shouldMoveOnlyPartOfTheWayAtASmallRate() {
        var x = Tensor.of(Shape.of(2, 1), 3, 4);
        Columns.clipNorms(x, 0, 1, 0.25);
        // Norm 0.25·1 + 0.75·5 = 4; factor and products round once each.
        assertEquals(4, norm(x, 0), 4 * 2 * Samples.ROUNDOFF);
        var small = Tensor.of(Shape.of(2, 1), 0.3f, 0.4f);
        Columns.clipNorms(small, 2, INFINITE, 1);
        assertEquals(2, norm(small, 0), 2 * 2 * Samples.ROUNDOFF);
    }

    @Test
    void shouldRejectSizesThatDoNotFit() {
        var engine = Engine.singleThreaded();
        var x = Samples.tensor(11, 2, 3);
        var message = assertThrows(
                        IllegalArgumentException.class, () -> Columns.sum(engine, x, Tensor.zeros(Shape.of(4))))
                .getMessage();
        assertTrue(message.contains("(2, 3)") && message.contains("(4)"), message);
        var sum = Tensor.zeros(Shape.of(3));
        var other = Tensor.zeros(Shape.of(3, 3));
        assertThrows(IllegalArgumentException.class, () -> Columns.sumOfProducts(engine, x, other, sum));
        var mean = Tensor.zeros(Shape.of(2));
        assertThrows(IllegalArgumentException.class, () -> Columns.sumOfSquaredDeviations(engine, x, mean, sum));
    }

    @Test
    void shouldAllocateNothingOnceWarm() {
        var engine = Engine.singleThreaded();
        var x = Samples.tensor(12, 300, 33);
        var mean = Samples.tensor(13, 33);
        var sum = Tensor.zeros(Shape.of(33));
        Samples.assertAllocatesNothing(
                () -> {
                    Columns.sum(engine, x, sum);
                    Columns.sumOfProducts(engine, x, x, sum);
                    Columns.sumOfSquaredDeviations(engine, x, mean, sum);
                    Columns.clipNorms(x, 0, 10, 1);
                },
                "sums and norms of columns");
    }

    private static double norm(Tensor x, int column) {
        double squares = 0;
        for (int i = 0; i < x.rows(); i++) {
            double value = x.get(i * x.columns() + column);
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    private static float[] garbage(int n) {
        var values = new float[n];
        Arrays.fill(values, -77f);
        return values;
    }
}

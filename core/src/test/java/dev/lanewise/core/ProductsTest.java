package dev.lanewise.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.internal.ProductKernels;
import dev.lanewise.core.internal.scalar.ScalarProducts;
import dev.lanewise.core.internal.vector.VectorProducts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductsTest {
    private static final int[] ROWS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 16, 32, 33};
    private static final int[] COLUMNS = {1, 2, 7, 10, 15, 16, 17, 31, 64, 65, 100, 300};

    private static final ProductKernels SCALAR = new ScalarProducts();
    private static final ProductKernels VECTOR = new VectorProducts();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 784})
    void shouldGiveTheBitsOfTheScalarKernelForEverySize(int depth) {
        for (int rows : ROWS) {
            for (int columns : COLUMNS) {
                assertSameBits(rows, columns, depth, Integer.MAX_VALUE);
            }
        }
    }

    /// Rows of B that are 256 or 512 elements apart are copied from 96 rows on, others from 2²⁷ multiply-adds on;
    /// at a depth of 2100 a block has 56 rows, and a last one of fewer than 8 goes with the one before.
    @ParameterizedTest
    @CsvSource({
        "95, 250, 60, 256",
        "96, 250, 60, 256",
        "103, 250, 60, 256",
        "131, 500, 30, 512",
        "96, 250, 48, 256",
        "1100, 407, 301, 407",
        "1101, 16, 7700, 16",
        "1100, 48, 2600, 50",
        "115, 61, 2100, 64",
        "119, 61, 2100, 256",
        "123, 252, 2100, 256"
    })
    void shouldGiveTheBitsOfTheScalarKernelWhereBIsPackedAndRowsComeInBlocks(
            int rows, int columns, int depth, int bRow) {
        assertSameBits(rows, columns, depth, Integer.MAX_VALUE, bRow);
        if (depth < 1000) {
            assertSameBits(rows, columns, depth, 8, bRow);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 9, 96, 100, 203})
    void shouldGiveTheBitsOfTheScalarKernelForGreatDepths(int rows) {
        for (int columns : new int[] {1, 10, 47, 48, 49, 100, 150}) {
            for (int depth : new int[] {1, 300, 1024, 1025, 2100}) {
                assertSameBits(rows, columns, depth, Integer.MAX_VALUE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 9, 96, 203})
    void shouldGiveTheBitsOfTheScalarKernelForChainsJoinedAsATree(int rows) {
        for (int columns : new int[] {1, 10, 17, 48, 100}) {
            for (int depth : new int[] {5, 8, 9, 16, 17, 25, 100, 133}) {
                assertSameBits(rows, columns, depth, 8);
            }
        }
    }

    private static void assertSameBits(int rows, int columns, int depth, int chain) {
        assertSameBits(rows, columns, depth, chain, columns + 3);
    }

    private static void assertSameBits(int rows, int columns, int depth, int chain, int bRow) {
        var what = rows + "×" + columns + "×" + depth + " in chains of " + chain + ", rows of B " + bRow + " apart";
        int cRow = columns + 2;
        var a = Samples.normal(1, rows * depth + 3);
        var b = Samples.normal(2, depth * bRow + 5);
        var bias = Samples.normal(3, columns + 1);
        float[] expected = garbage(rows * cRow + 7);
        float[] actual = expected.clone();
        SCALAR.multiply(a, 3, depth, 1, b, 5, bRow, bias, 1, expected, 7, cRow, rows, columns, depth, chain);
        VECTOR.multiply(a, 3, depth, 1, b, 5, bRow, bias, 1, actual, 7, cRow, rows, columns, depth, chain);
        Samples.assertSameBits(expected, actual, what + " with a bias");
        SCALAR.multiply(a, 3, 1, rows, b, 5, bRow, null, 0, expected, 7, cRow, rows, columns, depth, chain);
        VECTOR.multiply(a, 3, 1, rows, b, 5, bRow, null, 0, actual, 7, cRow, rows, columns, depth, chain);
        Samples.assertSameBits(expected, actual, what + " with A transposed");
    }

    @Test
    void shouldTransposeEverySizeAndTouchNothingElse() {
        for (int rows : ROWS) {
            for (int columns : COLUMNS) {
                var source = Samples.normal(4, rows * (columns + 1) + 3);
                float[] target = garbage(columns * (rows + 2) + 5);
                float[] expected = target.clone();
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        expected[5 + j * (rows + 2) + i] = source[3 + i * (columns + 1) + j];
                    }
                }
                VECTOR.transpose(source, 3, columns + 1, target, 5, rows + 2, rows, columns);
                Samples.assertSameBits(expected, target, rows + "×" + columns);
            }
        }
    }

    @Test
    void shouldMultiplyWithinTheBoundOfItsTerms() {
        for (int[] size : new int[][] {{1, 1, 1}, {2, 3, 5}, {33, 17, 31}, {32, 300, 784}, {9, 10, 100}}) {
            var a = Samples.tensor(5, size[0], size[2]);
            var b = Samples.tensor(6, size[2], size[1]);
            var bias = Samples.tensor(7, size[1]);
            var c = Samples.tensor(8, size[0], size[1]);
            Products.multiply(Engine.singleThreaded(), a, b, bias, c);
            assertClose(matrix(a), matrix(b), bias.toArray(), c);
            Products.multiply(Engine.singleThreaded(), a, b, null, c);
            assertClose(matrix(a), matrix(b), new float[size[1]], c);
        }
    }

    @Test
    void shouldMultiplyByATransposedRightOperandWithinTheBound() {
        // Few rows transpose B, many rows and a wide B transpose A.
        for (int[] size :
                new int[][] {{1, 1, 1}, {2, 3, 5}, {33, 17, 31}, {32, 784, 300}, {300, 10, 100}, {16, 100, 7}}) {
            var a = Samples.tensor(9, size[0], size[2]);
            var b = Samples.tensor(10, size[1], size[2]);
            var c = Samples.tensor(11, size[0], size[1]);
            Products.multiplyTransposedRight(Engine.singleThreaded(), a, b, c);
            assertClose(matrix(a), transposed(matrix(b)), new float[size[1]], c);
        }
    }

    @Test
    void shouldMultiplyByATransposedLeftOperandWithinTheBound() {
        for (int[] size : new int[][] {{1, 1, 1}, {3, 5, 2}, {17, 31, 33}, {100, 10, 1000}, {65, 7, 129}}) {
            var a = Samples.tensor(12, size[2], size[0]);
            var b = Samples.tensor(13, size[2], size[1]);
            var c = Samples.tensor(14, size[0], size[1]);
            Products.multiplyTransposedLeft(Engine.singleThreaded(), a, b, c);
            assertClose(transposed(matrix(a)), matrix(b), new float[size[1]], c);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 129, 256, 257, 384, 385, 640, 700, 900, 1025})
    void shouldSumBatchesInChainsJoinedAsABalancedTree(int rows) {
        var a = Samples.tensor(15, rows, 3);
        var b = Samples.tensor(16, rows, 5);
        var c = Tensor.zeros(Shape.of(3, 5));
        Products.multiplyTransposedLeft(Engine.singleThreaded(), a, b, c);
        List<float[]> sums = new ArrayList<>();
        for (int from = 0; from < rows; from += Products.CHAIN_ROWS) {
            var chain = new float[15];
            for (int row = from; row < Math.min(rows, from + Products.CHAIN_ROWS); row++) {
                for (int i = 0; i < 15; i++) {
                    chain[i] = Math.fma(a.get(row * 3 + i / 5), b.get(row * 5 + i % 5), chain[i]);
                }
            }
            sums.add(chain);
        }
        while (sums.size() > 1) {
            List<float[]> joined = new ArrayList<>();
            for (int i = 0; i + 1 < sums.size(); i += 2) {
                var sum = new float[15];
                for (int j = 0; j < 15; j++) {
                    sum[j] = sums.get(i)[j] + sums.get(i + 1)[j];
                }
                joined.add(sum);
            }
            if (sums.size() % 2 == 1) {
                joined.add(sums.getLast());
            }
            sums = joined;
        }
        Samples.assertSameBits(sums.getFirst(), c.toArray(), rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void shouldGiveTheSameBitsOnEveryNumberOfThreads(int threads) {
        for (int[] size : new int[][] {{257, 301, 129}, {32, 300, 784}, {784, 33, 200}}) {
            var one = Engine.ofThreads(1);
            var many = Engine.ofThreads(threads);
            int m = size[0];
            int n = size[1];
            int k = size[2];
            var expected = Tensor.zeros(Shape.of(m, n));
            var actual = Tensor.zeros(Shape.of(m, n));
            var bias = Samples.tensor(17, n);
            Products.multiply(one, Samples.tensor(18, m, k), Samples.tensor(19, k, n), bias, expected);
            Products.multiply(many, Samples.tensor(18, m, k), Samples.tensor(19, k, n), bias, actual);
            Samples.assertSameBits(expected.toArray(), actual.toArray(), "A·B " + Arrays.toString(size));
            Products.multiplyTransposedRight(one, Samples.tensor(18, m, k), Samples.tensor(19, n, k), expected);
            Products.multiplyTransposedRight(many, Samples.tensor(18, m, k), Samples.tensor(19, n, k), actual);
            Samples.assertSameBits(expected.toArray(), actual.toArray(), "A·Bᵀ " + Arrays.toString(size));
            Products.multiplyTransposedLeft(one, Samples.tensor(18, k, m), Samples.tensor(19, k, n), expected);
            Products.multiplyTransposedLeft(many, Samples.tensor(18, k, m), Samples.tensor(19, k, n), actual);
            Samples.assertSameBits(expected.toArray(), actual.toArray(), "Aᵀ·B " + Arrays.toString(size));
        }
    }

    @Test
    void shouldGiveARowTheSameBitsAloneAndInABatch() {
        var engine = Engine.singleThreaded();
        for (int columns : COLUMNS) {
            var a = Samples.tensor(20, 33, 65);
            var b = Samples.tensor(21, 65, columns);
            var right = Samples.tensor(22, columns, 65);
            var bias = Samples.tensor(23, columns);
            var batch = Tensor.zeros(Shape.of(33, columns));
            var batchRight = Tensor.zeros(Shape.of(33, columns));
            Products.multiply(engine, a, b, bias, batch);
            Products.multiplyTransposedRight(engine, a, right, batchRight);
            var alone = Tensor.zeros(Shape.of(1, columns));
            for (int row = 0; row < 33; row++) {
                Products.multiply(engine, a.rows(row, row + 1), b, bias, alone);
                Samples.assertSameBits(batch.rows(row, row + 1).toArray(), alone.toArray(), "A·B, row " + row);
                Products.multiplyTransposedRight(engine, a.rows(row, row + 1), right, alone);
                Samples.assertSameBits(batchRight.rows(row, row + 1).toArray(), alone.toArray(), "A·Bᵀ, row " + row);
            }
        }
    }

    @Test
    void shouldNeverReadTheOldResult() {
        var engine = Engine.singleThreaded();
        for (int columns : COLUMNS) {
            var c = Tensor.zeros(Shape.of(9, columns));
            c.fill(Float.NaN);
            Products.multiply(engine, Samples.tensor(24, 9, 7), Samples.tensor(25, 7, columns), null, c);
            assertFinite(c);
            c.fill(Float.NaN);
            Products.multiplyTransposedRight(engine, Samples.tensor(24, 9, 7), Samples.tensor(25, columns, 7), c);
            assertFinite(c);
            c.fill(Float.NaN);
            Products.multiplyTransposedLeft(engine, Samples.tensor(24, 300, 9), Samples.tensor(25, 300, columns), c);
            assertFinite(c);
        }
    }

    @Test
    void shouldCarryANaNOfAnOperandIntoItsRowOnly() {
        var a = Samples.tensor(26, 3, 4);
        a.set(5, Float.NaN);
        var c = Tensor.zeros(Shape.of(3, 17));
        Products.multiply(Engine.singleThreaded(), a, Samples.tensor(27, 4, 17), null, c);
        assertFinite(c.rows(0, 1));
        assertFinite(c.rows(2, 3));
        for (int j = 0; j < 17; j++) {
            assertTrue(Float.isNaN(c.get(17 + j)));
        }
    }

    @Test
    void shouldRejectShapesThatDoNotFitAndLeaveTheResultAlone() {
        var engine = Engine.singleThreaded();
        var a = Samples.tensor(28, 2, 3);
        var b = Samples.tensor(29, 5, 7);
        var c = Samples.tensor(30, 2, 7);
        var before = c.toArray();
        assertNames("(2, 3)", "(5, 7)", () -> Products.multiply(engine, a, b, null, c));
        assertNames("(2, 3)", "(5, 7)", () -> Products.multiplyTransposedRight(engine, a, b, c));
        assertNames("(2, 3)", "(5, 7)", () -> Products.multiplyTransposedLeft(engine, a, b, c));
        var fits = Samples.tensor(31, 3, 8);
        assertNames("(3, 8)", "(2, 7)", () -> Products.multiply(engine, a, fits, null, c));
        assertNames("7", "(6)", () -> Products.multiply(engine, a, Samples.tensor(32, 3, 7), Samples.tensor(33, 6), c));
        assertArrayEquals(before, c.toArray());
    }

    @Test
    void shouldRejectAResultThatSharesMemoryWithAnOperand() {
        var engine = Engine.singleThreaded();
        var memory = Samples.normal(34, 20);
        var a = Tensor.wrap(memory, 0, Shape.of(3, 2));
        var c = Tensor.wrap(memory, 5, Shape.of(3, 3));
        var before = memory.clone();
        var b = Samples.tensor(35, 2, 3);
        assertNames("(3, 2)", "(3, 3)", () -> Products.multiply(engine, a, b, null, c));
        assertNames("(3, 2)", "(3, 3)", () -> Products.multiplyTransposedRight(engine, a, Samples.tensor(36, 3, 2), c));
        assertNames(
                "(2, 3)",
                "(3, 3)",
                () -> Products.multiplyTransposedLeft(
                        engine, Samples.tensor(37, 2, 3), Tensor.wrap(memory, 13, Shape.of(2, 3)), c));
        assertNames(
                "3",
                "(3)",
                () -> Products.multiply(engine, Samples.tensor(38, 3, 2), b, Tensor.wrap(memory, 12, Shape.of(3)), c));
        assertArrayEquals(before, memory);
        // What only touches is apart.
        Products.multiply(engine, a, b, Tensor.wrap(memory, 15, Shape.of(3)), Tensor.wrap(memory, 6, Shape.of(3, 3)));
    }

    @Test
    void shouldAllocateNothingOnceWarm() {
        var engine = Engine.singleThreaded();
        var a = Samples.tensor(39, 200, 65);
        var b = Samples.tensor(40, 65, 17);
        var bias = Samples.tensor(41, 17);
        var c = Tensor.zeros(Shape.of(200, 17));
        var da = Tensor.zeros(Shape.of(200, 65));
        var db = Tensor.zeros(Shape.of(65, 17));
        Samples.assertAllocatesNothing(
                () -> {
                    Products.multiply(engine, a, b, bias, c);
                    Products.multiplyTransposedRight(engine, c, b, da);
                    Products.multiplyTransposedLeft(engine, a, c, db);
                },
                "a step of products");
    }

    private static void assertNames(String first, String second, Executable action) {
        var message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(first) && message.contains(second), message);
    }

    private static void assertFinite(Tensor x) {
        for (float value : x.toArray()) {
            assertTrue(Float.isFinite(value), x::toString);
        }
    }

    /// A chain of k fused multiply-adds is wrong by at most k·u/(1 − k·u) times the sum of its terms' magnitudes
    /// (Higham,
    /// Accuracy and Stability, section 3.1), a tree of chains by no more; (k + 1)·u exceeds that for k < 4000.
    private static void assertClose(double[][] a, double[][] b, float[] bias, Tensor c) {
        int k = b.length;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                double sum = bias[j];
                double magnitude = Math.abs(bias[j]);
                for (int p = 0; p < k; p++) {
                    sum += a[i][p] * b[p][j];
                    magnitude += Math.abs(a[i][p] * b[p][j]);
                }
                assertEquals(sum, c.get(i * b[0].length + j), (k + 1) * Samples.ROUNDOFF * magnitude);
            }
        }
    }

    private static double[][] matrix(Tensor x) {
        var rows = new double[x.rows()][x.columns()];
        for (int i = 0; i < x.size(); i++) {
            rows[i / x.columns()][i % x.columns()] = x.get(i);
        }
        return rows;
    }

    private static double[][] transposed(double[][] x) {
        var result = new double[x[0].length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[0].length; j++) {
                result[j][i] = x[i][j];
            }
        }
        return result;
    }

    private static float[] garbage(int n) {
        var values = new float[n];
        Arrays.fill(values, -77f);
        return values;
    }
}

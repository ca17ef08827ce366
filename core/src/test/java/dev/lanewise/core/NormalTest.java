package dev.lanewise.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.internal.scalar.ScalarNormal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormalTest {
    /// Against AS 241 in double. The polynomials are off by 1.9e-7 at most (`normal_quantile.py`). A rounding of
    /// p·(1 − p) by half an ulp moves w by 2⁻²⁴, and the number's logarithm by at most half of that; log, sqrt and
    /// the last product add some roundoffs: 6 are allowed. Near 0 the difference 1 − 2p has the absolute error
    /// 2⁻²⁵, hence the absolute term.
    @Test
    void shouldInvertTheDistributionFunction() {
        for (long k = 0; k < 1L << 31; k += 10_007) {
            double exact = -NormalQuantile.of((k + 0.5) * 0x1p-32);
            check(exact, (int) k);
        }
        for (int k = 0; k < 2_000; k++) {
            check(-NormalQuantile.of((k + 0.5) * 0x1p-32), k);
            check(-NormalQuantile.of((Integer.MAX_VALUE - k + 0.5) * 0x1p-32), Integer.MAX_VALUE - k);
        }
    }

    private static void check(double exact, int bits) {
        double bound = (1.9e-7 + 6 * 0x1p-24) * exact + 2 * 0x1p-24;
        assertEquals(exact, ScalarNormal.of(bits), bound, () -> "bits " + bits);
        assertEquals(-ScalarNormal.of(bits), ScalarNormal.of(bits | 0x80000000), 0.0);
    }

    /// Of n standard normal numbers the mean has the standard error 1/√n, the mean of squares √2/√n, that of fourth
    /// powers √96/√n, and the share beyond 3 the error √(q(1 − q)/n) with q = 0.0026998.
    @Test
    void shouldHaveTheMomentsAndTailsOfTheNormalDistribution() {
        var x = Tensor.zeros(Shape.of(12_500, 800));
        CounterRandom.of(3, 4, 5).normal(x, 6, 7);
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        int beyond = 0;
        for (float value : x.array()) {
            double square = (double) value * value;
            sum += value;
            squares += square;
            fourths += square * square;
            beyond += square > 9 ? 1 : 0;
        }
        double n = x.size();
        double error = 5 / Math.sqrt(n);
        assertEquals(0, sum / n, error);
        assertEquals(1, squares / n, Math.sqrt(2) * error);
        assertEquals(3, fourths / n, Math.sqrt(96) * error);
        double q = 0.002699796063260207;
        assertEquals(q, beyond / n, Math.sqrt(q * (1 - q)) * error);
    }

    @Test
    void shouldFollowFromGlobalRowStepAndStreamAlone() {
        var batch = normal(9, 5, 1000);
        for (int row = 0; row < 9; row++) {
            assertArrayEquals(Arrays.copyOfRange(batch, 100 * row, 100 * row + 100), normal(1, 5, 1000 + row));
        }
        assertFalse(Arrays.equals(batch, normal(9, 6, 1000)));
        assertFalse(Arrays.equals(batch, normal(9, 5 + (1L << 32), 1000)));
        assertFalse(Arrays.equals(batch, normal(9, 5, 1001)));
    }

    @Test
    void shouldRefuseAPlaceOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> normal(1, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> normal(1, 1L << 48, 0));
        assertThrows(IllegalArgumentException.class, () -> normal(1, 0, -2));
        assertThrows(IllegalArgumentException.class, () -> normal(2, 0, (1L << 32) - 1));
        assertTrue(normal(1, (1L << 48) - 1, (1L << 32) - 1).length > 0);
    }

    private static float[] normal(int rows, long step, long firstRow) {
        var x = Tensor.zeros(Shape.of(rows, 100));
        CounterRandom.of(1, 2, 3).normal(x, step, firstRow);
        return x.toArray();
    }
}

package dev.lanewise.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.internal.Threefry;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterRandomTest {
    @Test
    void shouldGiveTheSameNumbersForTheSameStream() {
        assertArrayEquals(first(CounterRandom.of(1, 2, 3)), first(CounterRandom.of(1, 2, 3)));
    }

    @Test
    void shouldGiveOtherNumbersForAnotherSeedPurposeOrPlace() {
        var numbers = first(CounterRandom.of(1, 2, 3));
        assertFalse(Arrays.equals(numbers, first(CounterRandom.of(2, 2, 3))));
        assertFalse(Arrays.equals(numbers, first(CounterRandom.of(1L + (1L << 32), 2, 3))));
        assertFalse(Arrays.equals(numbers, first(CounterRandom.of(1, 3, 3))));
        assertFalse(Arrays.equals(numbers, first(CounterRandom.of(1, 2, 4))));
    }

    @Test
    void shouldMaskARowByItsGlobalIndexStepAndStreamAlone() {
        var x = Samples.tensor(1, 9, 100);
        var batch = mask(CounterRandom.of(1, 2, 3), x, 5, 1000);
        for (int row = 0; row < 9; row++) {
            var alone = mask(CounterRandom.of(1, 2, 3), x.rows(row, row + 1), 5, 1000 + row);
            assertArrayEquals(Arrays.copyOfRange(batch, 100 * row, 100 * row + 100), alone);
        }
        assertFalse(Arrays.equals(batch, mask(CounterRandom.of(1, 2, 3), x, 6, 1000)));
        assertFalse(Arrays.equals(batch, mask(CounterRandom.of(1, 2, 3), x, 5 + (1L << 32), 1000)));
        assertFalse(Arrays.equals(batch, mask(CounterRandom.of(1, 2, 3), x, 5, 1001)));
        assertFalse(Arrays.equals(batch, mask(CounterRandom.of(1, 2, 4), x, 5, 1000)));
        assertFalse(Arrays.equals(batch, mask(CounterRandom.of(9, 2, 3), x, 5, 1000)));
    }

    @Test
    void shouldDropNothingAtRateZeroAndAllAtRateOne() {
        var x = Samples.tensor(2, 3, 50);
        var y = Tensor.zeros(x.shape());
        CounterRandom.of(1, 2, 3).mask(x, y, 0, 0, 0, 1, 0, 9);
        assertArrayEquals(x.toArray(), y.toArray());
        CounterRandom.of(1, 2, 3).mask(x, y, 0, 0, 1, 1, 0, 9);
        var nines = new float[150];
        Arrays.fill(nines, 9);
        assertArrayEquals(nines, y.toArray());
    }

    @Test
    void shouldRejectMasksOutOfRange() {
        var x = Tensor.zeros(Shape.of(2, 3));
        var random = CounterRandom.of(1, 2, 3);
        assertRejected(() -> random.mask(x, Tensor.zeros(Shape.of(3, 2)), 0, 0, 0.5, 1, 0, 0));
        assertRejected(() -> random.mask(x, x, 0, 0, -0.1, 1, 0, 0));
        assertRejected(() -> random.mask(x, x, 0, 0, 1.1, 1, 0, 0));
        assertRejected(() -> random.mask(x, x, 0, 0, Double.NaN, 1, 0, 0));
        assertRejected(() -> random.mask(x, x, -1, 0, 0.5, 1, 0, 0));
        assertRejected(() -> random.mask(x, x, 1L << 48, 0, 0.5, 1, 0, 0));
        assertRejected(() -> random.mask(x, x, 0, -2, 0.5, 1, 0, 0));
        assertRejected(() -> random.mask(x, x, 0, (1L << 32) - 1, 0.5, 1, 0, 0));
        random.mask(x, x, (1L << 48) - 1, (1L << 32) - 2, 0.5, 1, 0, 0);
    }

    @Test
    void shouldGiveEveryRowTheMaskOfRowZeroIfAskedTo() {
        var x = Samples.tensor(1, 9, 100);
        var same = mask(CounterRandom.of(1, 2, 3), x, 5, CounterRandom.SAME_FOR_ALL_ROWS);
        for (int row = 0; row < 9; row++) {
            var alone = mask(CounterRandom.of(1, 2, 3), x.rows(row, row + 1), 5, 0);
            assertArrayEquals(Arrays.copyOfRange(same, 100 * row, 100 * row + 100), alone);
        }
        var normal = Tensor.zeros(Shape.of(3, 70));
        CounterRandom.of(1, 2, 3).normal(normal, 5, CounterRandom.SAME_FOR_ALL_ROWS);
        var row = Tensor.zeros(Shape.of(1, 70));
        CounterRandom.of(1, 2, 3).normal(row, 5, 0);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(row.toArray(), normal.rows(i, i + 1).toArray());
        }
    }

    /// Of n uniform numbers the mean has a standard error of 1/√(12·n).
    @Test
    void shouldBeUniformAndNeverReachItsEnds() {
        var random = CounterRandom.of(4, 5, 6);
        double sum = 0;
        for (int i = 0; i < 1_000_000; i++) {
            double number = random.uniform(i);
            assertTrue(number > 0 && number < 1);
            sum += number;
        }
        assertEquals(0.5, sum / 1e6, 5 / Math.sqrt(12e6));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void shouldGiveTheSameMaskOnAnyNumberOfThreads(int threads) {
        var x = Tensor.zeros(Shape.of(190, 701));
        CounterRandom.of(1, 0, 0).uniform(x, 1, 2);
        var random = CounterRandom.of(1, 2, 3);
        var engine = Engine.ofThreads(threads);
        for (long firstRow : new long[] {0, (1L << 32) - 190, CounterRandom.SAME_FOR_ALL_ROWS}) {
            var expected = mask(random, x, 5, firstRow);
            for (boolean keep : new boolean[] {false, true}) {
                var y = Tensor.zeros(x.shape());
                random.mask(engine, x, y, 5, firstRow, 0.5, 2, 0, 0, keep);
                assertArrayEquals(expected, y.toArray());
            }
            var other = Tensor.zeros(x.shape());
            random.mask(x, other, 5, firstRow, 0.5, 3, 1, -9);
            random.mask(engine, x, Tensor.zeros(x.shape()), 5, firstRow, 0.5, 2, 0, 0, true);
            var again = Tensor.zeros(x.shape());
            random.maskAgain(engine, x, again, 3, 1, -9);
            assertArrayEquals(other.toArray(), again.toArray());
        }
        assertRejected(() -> random.mask(engine, x, x, 0, -2, 0.5, 1, 0, 0, true));
    }

    /// The key is (low and high half of the seed, place, purpose), the counter (block, row, low and high part of
    /// the step): files of trainings rely on it.
    @Test
    void shouldDecideByTheWordsOfItsPlace() {
        long seed = 0x1234_5678_9ABC_DEF0L;
        long step = 0x0000_0123_4567_89ABL;
        var x = Tensor.zeros(Shape.of(2, 300));
        var y = Tensor.zeros(x.shape());
        CounterRandom.of(seed, 7, 8).mask(x, y, step, 41, 0.3, 1, 1, 0);
        int[] key = {(int) seed, (int) (seed >>> 32), 8, 7};
        int[] words = new int[4];
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 300; column++) {
                int block = column / 128 * 16 + column % 16;
                Threefry.block(key, block, 41 + row, (int) step, (int) (step >>> 32), words, 0, 1);
                int half = column % 128 / 16;
                int number = words[half / 2] >>> 16 * (half % 2) & 0xFFFF;
                assertEquals(number >= 19_661 ? 1f : 0f, y.get(row * 300 + column), row + ", " + column);
            }
        }
    }

    @Test
    void shouldMaskAgainOnlyWhatWasKept() {
        var engine = Engine.singleThreaded();
        var random = CounterRandom.of(1, 2, 3);
        var x = Tensor.zeros(Shape.of(4, 5));
        assertThrows(IllegalStateException.class, () -> random.maskAgain(engine, x, x, 2, 0, 0));
        random.mask(engine, x, x, 0, 0, 0.5, 2, 0, 0, true);
        random.maskAgain(engine, x, x, 2, 0, 0);
        var other = Tensor.zeros(Shape.of(2, 10));
        var thrown = assertThrows(IllegalStateException.class, () -> random.maskAgain(engine, other, other, 2, 0, 0));
        assertTrue(thrown.getMessage().contains("2 rows and 10 columns"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("4 × 5"), thrown.getMessage());
        random.mask(x, x, 0, 0, 0.5, 2, 0, 0);
        assertThrows(IllegalStateException.class, () -> random.maskAgain(engine, x, x, 2, 0, 0));
    }

    @Test
    void shouldCountOnAsAGenerator() {
        var random = CounterRandom.of(7, 8, 9);
        for (int i = 0; i < 5; i++) {
            double expected = random.uniform(i);
            assertEquals(expected, ((random.nextLong() >>> 11) + 0.5) * 0x1p-53);
        }
    }

    private static void assertRejected(Runnable action) {
        assertThrows(IllegalArgumentException.class, action::run);
    }

    private static long[] first(CounterRandom random) {
        return random.longs(8).toArray();
    }

    private static float[] mask(CounterRandom random, Tensor x, long step, long firstRow) {
        var y = Tensor.zeros(x.shape());
        random.mask(x, y, step, firstRow, 0.5, 2, 0, 0);
        return y.toArray();
    }
}

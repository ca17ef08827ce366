package dev.lanewise.examples.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static long[][] deal(Split split, long[] rows) {
        long[][] counts = new long[rows.length][Split.Part.values().length];
        for (int i = 0; i < rows.length; i++) {
            for (long row = 0; row < rows[i]; row++) {
                counts[i][split.next(i).ordinal()]++;
            }
        }
        return counts;
    }

    @Test
    void shouldGiveEveryClassItsShares() {
        long[] rows = {100, 10, 3, 1};
        var counts = deal(new Split(1, rows, 0.2, 0.3), rows);
        // TRAINING, VALIDATION, TEST; round(3·0.2) = 1, round(3·0.3) = 1.
        assertEquals("[50, 30, 20][5, 3, 2][1, 1, 1][1, 0, 0]", text(counts));
    }

    private static String text(long[][] counts) {
        var text = new StringBuilder();
        for (long[] row : counts) {
            text.append(Arrays.toString(row));
        }
        return text.toString();
    }

    @Test
    void shouldNameTheClassWithMostTrainingRows() {
        // To train: 3 − 1 − 1, 10 − 2 − 3, 10 − 2 − 3.
        assertEquals(1, new Split(1, new long[] {3, 10, 10}, 0.2, 0.3).usualClass());
        // To train: 4 − 2 − 1, 3 − 1 − 0: the class with fewer rows.
        assertEquals(1, new Split(1, new long[] {4, 3}, 0.4, 0.15).usualClass());
    }

    @Test
    void shouldHoldBackNoMoreThanFitsTheMemory() {
        long[] rows = {900_000, 100_000};
        var split = new Split(1, rows, 0.2, 0.2);
        assertEquals(Split.MOST_HELD_OUT, split.size(Split.Part.TEST));
        assertEquals(Split.MOST_HELD_OUT, split.size(Split.Part.VALIDATION));
        assertEquals(1_000_000 - 2 * Split.MOST_HELD_OUT, split.size(Split.Part.TRAINING));
        var counts = deal(split, rows);
        assertEquals(18_000, counts[0][Split.Part.TEST.ordinal()]);
        assertEquals(2_000, counts[1][Split.Part.TEST.ordinal()]);
    }

    @Test
    void shouldDealAtRandom() {
        long[] rows = {10_000};
        var split = new Split(5, rows, 0.25, 0.25);
        long half = 0;
        for (int i = 0; i < 5000; i++) {
            half += split.next(0) == Split.Part.TEST ? 1 : 0;
        }
        // Hypergeometric: mean 1250, deviation √(5000·¼·¾·½) = 21.7; five of them.
        assertEquals(1250, half, 109);
    }

    @Test
    void shouldNoticeRowsThatWereNotAnnounced() {
        var split = new Split(1, new long[] {1}, 0.2, 0.2);
        split.next(0);
        assertThrows(IllegalStateException.class, () -> split.next(0));
    }
}

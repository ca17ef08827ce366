package dev.lanewise.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an engine does with its threads beside products.
final class EngineTest {
    @ParameterizedTest
    @CsvSource({"1, 0, 100000", "2, 7, 7", "2, 7, 8", "2, 7, 100007", "3, 16, 65537", "8, 5, 1000000", "8, 0, 40000"})
    void shouldCoverARangeOnceInPieces(int threads, int from, int to) {
        var pieces = Collections.synchronizedList(new ArrayList<int[]>());
        Engine.ofThreads(threads).onPieces(from, to, (first, end) -> pieces.add(new int[] {first, end}));
        assertCovers(pieces, from, to);
        assertEquals(Math.clamp((to - from) / 16384, 1, threads), pieces.size());
        for (var piece : pieces) {
            assertEquals(0, (piece[0] - from) % 16, "a piece begins at " + piece[0]);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100, 1000, 1", "2, 32, 784, 1", "2, 64, 784, 2", "8, 3, 100000, 3", "3, 1000, 1, 1"})
    void shouldCoverRowsOnceInPieces(int threads, int rows, int columns, int expected) {
        var pieces = Collections.synchronizedList(new ArrayList<int[]>());
        Engine.ofThreads(threads).onRows(rows, columns, (first, end) -> pieces.add(new int[] {first, end}));
        assertCovers(pieces, 0, rows);
        assertEquals(expected, pieces.size());
    }

    private static void assertCovers(List<int[]> pieces, int from, int to) {
        pieces.sort(Comparator.comparingInt(piece -> piece[0]));
        int at = from;
        for (var piece : pieces) {
            assertEquals(at, piece[0]);
            assertTrue(piece[1] > piece[0] || from == to, Arrays.toString(piece));
            at = piece[1];
        }
        assertEquals(to, at);
    }

    @Test
    void shouldRefuseATaskWithinATask() {
        var engine = Engine.singleThreaded();
        var thrown = assertThrows(
                IllegalStateException.class,
                () -> engine.onPieces(0, 9, (_, _) -> engine.onRows(3, 4, (first, end) -> {})));
        assertTrue(thrown.getMessage().contains("same engine"), thrown.getMessage());
        engine.onRows(3, 4, (first, end) -> assertEquals(3, end - first));
    }

    @Test
    void shouldThrowWhatAPieceThrowsAndGoOn() {
        var engine = Engine.ofThreads(2);
        var failure = new IllegalStateException("the second half");
        var thrown = assertThrows(
                IllegalStateException.class,
                () -> engine.onPieces(0, 100_000, (first, _) -> {
                    if (first > 0) {
                        throw failure;
                    }
                }));
        assertSame(failure, thrown);
        float[] ones = new float[100_000];
        engine.onPieces(0, 100_000, (first, end) -> Arrays.fill(ones, first, end, 1));
        float[] expected = new float[100_000];
        Arrays.fill(expected, 1);
        assertArrayEquals(expected, ones);
    }
}

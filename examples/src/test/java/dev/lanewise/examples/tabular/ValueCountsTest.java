package dev.lanewise.examples.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueCountsTest {
    @Test
    void shouldCountExactlyWhileThereIsRoom() {
        var counts = new ValueCounts(3);
        for (var cell : "b a b  c b a".split(" +")) {
            counts.add(' ' + cell);
        }
        assertTrue(counts.exact());
        assertEquals("[b=3, a=2, c=1]", counts.descending().toString());
    }

    @Test
    void shouldCutNoCharacterInTwo() {
        assertEquals("a".repeat(99), ValueCounts.key("a".repeat(99) + "😀b"));
        assertEquals("a".repeat(98) + "😀", ValueCounts.key("a".repeat(98) + "😀b"));
        assertEquals("a".repeat(22) + "…", Texts.shown("a".repeat(22) + "😀bc", 24));
        assertEquals("a".repeat(22) + "😀", Texts.shown("a".repeat(22) + "😀", 24));
    }

    @Test
    void shouldShowNothingThatMovesTheCursor() {
        assertEquals("a [31mb c d", Texts.shown("a\u001b[31mb\r\n\u0007c\u009bd", 24));
    }

    @Test
    void shouldKeepFrequentValuesAmongManyOthers() {
        var counts = new ValueCounts(10);
        var random = new Random(1);
        int frequent = 0;
        for (int i = 0; i < 10_000; i++) {
            boolean now = random.nextInt(5) == 0;
            frequent += now ? 1 : 0;
            counts.add(now ? "frequent" : "rare" + i);
        }
        assertFalse(counts.exact());
        assertTrue(counts.size() <= 10);
        var first = counts.descending().getFirst();
        assertEquals("frequent", first.getKey());
        // Misra and Gries: too low by at most n/capacity.
        assertTrue(first.getValue() <= frequent && first.getValue() >= frequent - 1000, first.toString());
    }
}

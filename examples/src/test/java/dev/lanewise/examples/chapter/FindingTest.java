package dev.lanewise.examples.chapter;

import static dev.lanewise.examples.chapter.Finding.Direction.ABOVE;
import static dev.lanewise.examples.chapter.Finding.Direction.BELOW;
import static dev.lanewise.examples.chapter.Finding.Verdict.DOES_NOT_HOLD;
import static dev.lanewise.examples.chapter.Finding.Verdict.HOLDS;
import static dev.lanewise.examples.chapter.Finding.Verdict.UNDECIDED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void shouldFollowTheSideOfTheInterval() {
        var above = Interval.of(0.10, 0.11, 0.12);
        assertEquals(HOLDS, Finding.verdict(above, ABOVE));
        assertEquals(DOES_NOT_HOLD, Finding.verdict(above, BELOW));
        var below = Interval.of(-0.10, -0.11, -0.12);
        assertEquals(HOLDS, Finding.verdict(below, BELOW));
        assertEquals(DOES_NOT_HOLD, Finding.verdict(below, ABOVE));
    }

    @Test
    void shouldBeUndecidedAroundZeroAndForOneSeed() {
        assertEquals(UNDECIDED, Finding.verdict(Interval.of(-0.1, 0.2, 0.1), ABOVE));
        assertEquals(UNDECIDED, Finding.verdict(Interval.of(0.2), ABOVE));
    }

    @Test
    void shouldHoldInPartsOnlyIfEveryPartHolds() {
        assertEquals(HOLDS, Finding.all(List.of(HOLDS, HOLDS)));
        assertEquals(UNDECIDED, Finding.all(List.of(HOLDS, UNDECIDED)));
        assertEquals(DOES_NOT_HOLD, Finding.all(List.of(UNDECIDED, DOES_NOT_HOLD)));
    }
}

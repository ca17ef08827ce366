package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OneCycleTest {
    @ParameterizedTest
    @CsvSource({"100, 100", "42975, 22"})
    void shouldFollowTheTextbook(long steps, int values) {
        var schedule = OneCycle.book(0.1, steps);
        int compared = 0;
        for (String[] line : Golden.read("src/test/golden/schedules.csv")) {
            if (line[0].equals("book_one_cycle_" + steps)) {
                double expected = Double.parseDouble(line[2]);
                // Five roundings of double, in sums whose terms are at most the peak.
                assertEquals(expected, schedule.at(Long.parseLong(line[1])), 5 * 0x1p-53 * 0.1, "step " + line[1]);
                compared++;
            }
        }
        assertEquals(values, compared, "every value must have been compared");
    }

    /// SEMANTICS 17.8, with ten decimals.
    @ParameterizedTest
    @CsvSource({
        "0, .01",
        "1, .0120454545",
        "10, .0304545455",
        "22, .055",
        "29, .0693181818",
        "30, .0713636364",
        "44, .1",
        "59, .0693181818",
        "88, .01",
        "99, .0008425"
    })
    void shouldGiveTheNumbersOfAHundredSteps(long step, double rate) {
        assertEquals(rate, OneCycle.book(0.1, 100).at(step), 5e-11);
    }

    @Test
    void shouldStayAtTheEndAfterTheLastStep() {
        var schedule = OneCycle.book(0.1, 100);
        assertEquals(0.1 / 10000, schedule.at(100), 1e-18);
        assertEquals(schedule.at(100), schedule.at(101));
        assertEquals(schedule.at(100), schedule.at(1_000_000_000_000L));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5, 9, 10, 11})
    void shouldStayBetweenEndAndPeakForFewSteps(long steps) {
        var schedule = OneCycle.book(0.1, steps);
        for (long step = 0; step <= steps; step++) {
            double rate = schedule.at(step);
            assertTrue(rate >= 0.1 / 10000 * (1 - 1e-12) && rate <= 0.1 * (1 + 1e-12), "step " + step + ": " + rate);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAPeakThatIsNoRate(double peak) {
        var refused = assertThrows(IllegalArgumentException.class, () -> OneCycle.book(peak, 100));
        assertTrue(refused.getMessage().contains(Double.toString(peak)), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0, -5})
    void shouldRefuseFewerThanTwoSteps(long steps) {
        var refused = assertThrows(IllegalArgumentException.class, () -> OneCycle.book(0.1, steps));
        assertTrue(refused.getMessage().contains(Long.toString(steps)), refused.getMessage());
    }
}

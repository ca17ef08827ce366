package dev.lanewise.examples.chapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    /// `scipy.stats.t.ppf(0.975, degrees)`.
    @ParameterizedTest
    @CsvSource({
        "1, 12.706204736174694",
        "2, 4.302652729749462",
        "3, 3.1824463052837078",
        "4, 2.7764451051977934",
        "9, 2.262157162798205",
        "29, 2.045229642132703",
        "199, 1.9719565442517533"
    })
    void shouldHaveTheQuantilesOfStudent(int degrees, double expected) {
        assertEquals(expected, StudentT.twoSided(degrees, 0.95), 1e-9 * expected);
    }

    /// `numpy.mean(v)` and `scipy.stats.t.ppf(0.975, 4) * numpy.std(v, ddof=1) / 5 ** 0.5`.
    @Test
    void shouldSpanMeanPlusMinusStudentsShareOfTheDeviation() {
        var interval = Interval.of(0.1, 0.4, -0.2, 0.3, 0.9);
        assertEquals(0.3, interval.mean(), 1e-15);
        assertEquals(0.5043663003530608, interval.half(), 1e-9);
        assertEquals(-0.2043663003530608, interval.lower(), 1e-9);
        assertEquals(0.8043663003530608, interval.upper(), 1e-9);
    }

    @Test
    void shouldHaveNoEndForOneValue() {
        assertFalse(Interval.of(0.5).bounded());
    }
}

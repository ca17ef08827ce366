package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializersTest {
    /// The sample deviation of n = 1.1 million draws has a standard error below 1/√(2·n) = 0.07% of itself, so 1%
    /// is more
    /// than ten of them; the mean has one of deviation/√n. The bounds are rounded to float once.
    @ParameterizedTest
    @CsvSource({
        "HE_NORMAL, 784, 1404, 0.0505076272, 0.1148389127",
        "LECUN_NORMAL, 300, 3668, 0.0577350269, 0.1312718114",
        "GLOROT_UNIFORM, 784, 300, 0.0429536679, 0.0743979526",
        "GLOROT_NORMAL, 784, 300, 0.0429536679, 0.0976634750",
        "HE_UNIFORM, 784, 1404, 0.0505076272, 0.0874817764",
        "LECUN_UNIFORM, 300, 3668, 0.0577350269, 0.1",
    })
    void shouldHaveTheDeviationAndTheBoundsOfKeras(
            Initializers initializer, int inputs, int units, double deviation, double bound) {
        long wanted = 1_000_000;
        double n = 0;
        double sum = 0;
        double squares = 0;
        double greatest = 0;
        for (int place = 0; n < wanted; place++) {
            var weight = Tensor.zeros(Shape.of(inputs, units));
            initializer.initialize(weight, CounterRandom.of(1, 2, place));
            for (float value : weight.array()) {
                sum += value;
                squares += (double) value * value;
                greatest = Math.max(greatest, Math.abs(value));
            }
            n += weight.size();
        }
        assertEquals(deviation, Math.sqrt(squares / n), 0.01 * deviation);
        assertEquals(0, sum / n, 5 * deviation / Math.sqrt(n));
        // The golden bound has ten decimals; a million draws come within 1% of it.
        assertTrue(greatest <= bound * (1 + 0x1p-24) + 5e-11 && greatest > 0.99 * bound, () -> "bound " + bound);
    }

    @Test
    void shouldFillWithZerosAndOnes() {
        var x = Tensor.of(Shape.of(2), 5, 6);
        Initializers.ONES.initialize(x, CounterRandom.of(1, 2, 3));
        assertArrayEquals(new float[] {1, 1}, x.toArray());
        Initializers.ZEROS.initialize(x, CounterRandom.of(1, 2, 3));
        assertArrayEquals(new float[] {0, 0}, x.toArray());
    }

    @Test
    void shouldFollowFromTheSeedAndDifferBetweenPlaces() {
        var description = Sequential.of(Shape.of(10), Dense.of(10), Dense.of(10));
        var model = description.build(7);
        assertArrayEquals(model.values(), description.build(7).values());
        assertFalse(Arrays.equals(model.values(), description.build(8).values()));
        var first = model.parameters().get(0).value().toArray();
        var second = model.parameters().get(2).value().toArray();
        assertFalse(Arrays.equals(first, second));
    }

    @Test
    void shouldRejectAScaleThatIsNotAboveZero() {
        for (double scale : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new VarianceScaling(scale, VarianceScaling.Fan.IN, VarianceScaling.Distribution.UNIFORM));
        }
    }
}

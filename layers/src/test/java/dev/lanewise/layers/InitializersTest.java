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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    /// Means and deviations of 500,000 draws lie within five standard errors: deviation/√n and deviation/√(2n).
    @ParameterizedTest
    @MethodSource("distributions")
    void shouldHaveMeanAndDeviation(Initializer initializer, double mean, double deviation) {
        var x = Tensor.zeros(Shape.of(500, 1000));
        initializer.initialize(x, CounterRandom.of(4, 5, 6));
        double sum = 0;
        double squares = 0;
        for (float value : x.array()) {
            sum += value;
            squares += (value - mean) * (value - mean);
        }
        double error = 5 * deviation / Math.sqrt(x.size());
        assertEquals(mean, sum / x.size(), error);
        assertEquals(deviation, Math.sqrt(squares / x.size()), error);
    }

    static Stream<Arguments> distributions() {
        var normal = VarianceScaling.Distribution.NORMAL;
        return Stream.of(
                Arguments.of(RandomNormal.standard(), 0, 0.05),
                Arguments.of(new RandomNormal(-3, 2), -3, 2),
                Arguments.of(TruncatedNormal.standard(), 0, 0.05 * 0.87962566103423978),
                Arguments.of(new TruncatedNormal(1, 0.5), 1, 0.5 * 0.87962566103423978),
                Arguments.of(RandomUniform.standard(), 0, 0.1 / Math.sqrt(12)),
                Arguments.of(new RandomUniform(1, 4), 2.5, 3 / Math.sqrt(12)),
                Arguments.of(new VarianceScaling(3, VarianceScaling.Fan.OUT, normal), 0, Math.sqrt(3.0 / 1000)),
                Arguments.of(VarianceScaling.standard(), 0, Math.sqrt(1.0 / 500)));
    }

    @ParameterizedTest
    @CsvSource({"40, 12, 1", "12, 40, 1.5", "9, 9, -2"})
    void shouldBeOrthogonalAlongTheShorterAxis(int rows, int columns, double gain) {
        var x = Tensor.zeros(Shape.of(rows, columns));
        new Orthogonal(gain).initialize(x, CounterRandom.of(1, 2, 3));
        int count = Math.min(rows, columns);
        for (int a = 0; a < count; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int i = 0; i < Math.max(rows, columns); i++) {
                    sum += rows < columns
                            ? (double) x.get(a * columns + i) * x.get(b * columns + i)
                            : (double) x.get(i * columns + a) * x.get(i * columns + b);
                }
                // 40 products of elements that were rounded to float once each.
                assertEquals(a == b ? gain * gain : 0, sum, 40 * 0x1p-23 * gain * gain);
            }
        }
    }

    @Test
    void shouldFillWithAConstantGivenValuesOrADiagonal() {
        var x = Tensor.zeros(Shape.of(2, 3));
        Constant.of(0.1).initialize(x, CounterRandom.of(1, 2, 3));
        assertArrayEquals(new float[] {0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f}, x.toArray());
        new IdentityMatrix(2).initialize(x, CounterRandom.of(1, 2, 3));
        assertArrayEquals(new float[] {2, 0, 0, 0, 2, 0}, x.toArray());
        Values.of(1, 2, 3, 4, 5, 6).initialize(x, CounterRandom.of(1, 2, 3));
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, x.toArray());
    }

    @Test
    void shouldRejectNumbersAndShapesThatMakeNoSense() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThrows(IllegalArgumentException.class, () -> Constant.of(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new RandomNormal(infinity, 1));
        assertThrows(IllegalArgumentException.class, () -> new TruncatedNormal(0, -1));
        assertThrows(IllegalArgumentException.class, () -> new RandomUniform(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new RandomUniform(0, infinity));
        assertThrows(IllegalArgumentException.class, () -> new Orthogonal(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new IdentityMatrix(-infinity));
        var vector = Tensor.zeros(Shape.of(3));
        var random = CounterRandom.of(1, 2, 3);
        assertThrows(IllegalArgumentException.class, () -> Orthogonal.standard().initialize(vector, random));
        assertThrows(
                IllegalArgumentException.class, () -> IdentityMatrix.standard().initialize(vector, random));
        assertThrows(IllegalArgumentException.class, () -> Values.of(1, 2).initialize(vector, random));
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

package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationsTest {
    /// Values come within 2.5 ulp, that is 5 u, and SELU's factor rounds once more: 6 u; see [#roundings] for the
    /// others. A slope is made of values of magnitude at most 1.76 by at most 3 more roundings: an absolute 2·(6 +
    /// 3)·u, for the exponential relative to itself.
    @ParameterizedTest
    @EnumSource(
            names = {"SOFTMAX", "LOG_SOFTMAX"},
            mode = EnumSource.Mode.EXCLUDE)
    void shouldComeNearTheGoldenValuesAndSlopes(Activations activation) throws IOException {
        int compared = 0;
        for (var line : Files.readAllLines(Path.of("src/test/golden/activations.csv"))) {
            var fields = line.split(",");
            if (!fields[0].equals(activation.name().toLowerCase(Locale.ROOT))) {
                continue;
            }
            double exact = Double.parseDouble(fields[1]);
            double expected = Double.parseDouble(fields[2]);
            double slope = Double.parseDouble(fields[3]);
            var x = Tensor.of(Shape.of(1, 1), (float) exact);
            var y = Tensor.zeros(x.shape());
            var dx = Tensor.zeros(x.shape());
            activation.apply(x, y);
            activation.gradient(x, y, Tensor.of(x.shape(), 1), dx);
            double rounding = Math.abs(x.get(0) - exact);
            double bound = roundings(activation, exact) * 0x1p-24 * Math.abs(expected) + beyond(activation);
            double steep = Math.max(1, Math.abs(slope));
            assertEquals(expected, y.get(0), bound + 2 * rounding * steep, "f of " + exact);
            assertEquals(slope, dx.get(0), (18 * 0x1p-24 + 2 * rounding) * steep, "slope at " + exact);
            compared++;
        }
        assertEquals(32, compared);
    }

    /// Returns the roundings, in u, behind a value: an exponential turns those of its argument, here with 4 u, into
    /// a relative error, and the polynomial behind GELU's tail is exact to 2⁻¹⁸.
    private static double roundings(Activations activation, double x) {
        return switch (activation) {
            case GELU -> x < -1 ? 0x1p-18 / 0x1p-24 + 4 * x * x : 10;
            case GELU_TANH -> 10 + 4 * Math.abs(1.6 * x * (1 + 0.044715 * x * x));
            case MISH -> 10;
            default -> 6;
        };
    }

    /// Returns an absolute bound: the smallest float, and for GELU what it is where it counts as 0, 5.66·Φ(−5.66).
    private static double beyond(Activations activation) {
        return activation == Activations.GELU ? 5e-8 : Float.MIN_VALUE;
    }

    /// The golden values have ten decimals.
    @ParameterizedTest
    @CsvSource({
        "-2, -0.0455002639, -0.0454023059, -0.2384058440, -0.2525014827",
        "-0.5, -0.1542687694, -0.1542859902, -0.1887703344, -0.2207437747",
        "1, 0.8413447461, 0.8411919906, 0.7310585786, 0.8650983883",
    })
    void shouldGiveTheTabledValuesOfTheSmoothUnits(float x, double gelu, double geluTanh, double swish, double mish) {
        var units = List.of(Activations.GELU, Activations.GELU_TANH, Activations.SWISH, Activations.MISH);
        double[] expected = {gelu, geluTanh, swish, mish};
        for (int i = 0; i < expected.length; i++) {
            var y = Tensor.zeros(Shape.of(1, 1));
            units.get(i).apply(Tensor.of(y.shape(), x), y);
            double bound = roundings(units.get(i), x) * 0x1p-24 * Math.abs(expected[i]);
            assertEquals(expected[i], y.get(0), bound + 5e-11, units.get(i) + " of " + x);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveTheGradientOfTheDefinition(Activations activation) {
        Gradients.check(Sequential.of(Shape.of(5), Dense.of(6), Dense.of(4).withActivation(activation)), 7);
        Gradients.check(Sequential.of(Shape.of(5), Dense.of(6), ActivationLayer.of(activation)), 7);
    }

    @Test
    void shouldHaveTheGradientOfTheDefinitionForOtherParameters() {
        for (var activation : List.of(Elu.alpha(1.5), Elu.alpha(0), LeakyRelu.slope(0.3), LeakyRelu.slope(0))) {
            Gradients.check(Sequential.of(Shape.of(5), Dense.of(6), Dense.of(4).withActivation(activation)), 7);
        }
    }

    @Test
    void shouldRefuseParametersOutOfRange() {
        for (double alpha : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY, 1e39}) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> Elu.alpha(alpha));
            assertTrue(thrown.getMessage().contains(Double.toString(alpha)), thrown.getMessage());
        }
        for (double slope : new double[] {-0.1, 1, Double.NaN, Double.POSITIVE_INFINITY}) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> LeakyRelu.slope(slope));
            assertTrue(thrown.getMessage().contains(Double.toString(slope)), thrown.getMessage());
        }
    }

    /// The golden values have ten decimals.
    @ParameterizedTest
    @CsvSource({
        "-5, -1.7462533607, -0.9932620530",
        "-1, -1.1113307378, -0.6321205588",
        "-0.1, -0.1673052726, -0.0951625820",
        "0.5, 0.5253504937, 0.5",
        "2, 2.1014019747, 2",
    })
    void shouldGiveTheTabledValuesOfSeluAndElu(float x, double selu, double elu) {
        var y = Tensor.zeros(Shape.of(1, 1));
        Activations.SELU.apply(Tensor.of(y.shape(), x), y);
        assertEquals(selu, y.get(0), 8 * 0x1p-24 * Math.abs(selu) + 5e-11);
        Activations.ELU.apply(Tensor.of(y.shape(), x), y);
        assertEquals(elu, y.get(0), 8 * 0x1p-24 * Math.abs(elu) + 5e-11);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheSameBitsInPlace(Activations activation) {
        var x = Tensor.of(Shape.of(2, 3), -3, -0.5f, 0, 0.25f, 1, 7);
        var y = Tensor.zeros(x.shape());
        activation.apply(x, y);
        var same = Tensor.of(x.shape(), x.toArray());
        activation.apply(same, same);
        assertArrayEquals(y.toArray(), same.toArray());
        var dx = Tensor.zeros(x.shape());
        var dy = Tensor.of(x.shape(), 1, -2, 3, -4, 5, -6);
        activation.gradient(x, y, dy, dx);
        activation.gradient(x, y, dy, dy);
        assertArrayEquals(dx.toArray(), dy.toArray());
    }

    @Test
    void shouldSoftmaxEveryRow() {
        var y = Tensor.zeros(Shape.of(2, 3));
        Activations.SOFTMAX.apply(Tensor.of(y.shape(), 2, 1, 0.1f, 5, 5, 5), y);
        float third = 1f / 3;
        double[] expected = {0.6590011389, 0.2424329707, 0.0985658904, third, third, third};
        for (int i = 0; i < 6; i++) {
            // 0.1f is rounded, the exponentials, their sum and the quotients round: fewer than ten times.
            assertEquals(expected[i], y.get(i), 10 * 0x1p-24 * expected[i] + 5e-11);
        }
    }
}

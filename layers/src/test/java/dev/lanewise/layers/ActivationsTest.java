package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationsTest {
    /// Values come within 2.5 ulp, that is 5 u, and SELU's factor rounds once more: 6 u. A slope is made of a
    /// value y of
    /// magnitude at most 1.76 by at most 3 more roundings: an absolute 2·(6 + 3)·u.
    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "RELU", "ELU", "SELU", "SIGMOID", "TANH"})
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
            assertEquals(expected, y.get(0), 6 * 0x1p-24 * Math.abs(expected) + 2 * rounding, "f of " + exact);
            assertEquals(slope, dx.get(0), 18 * 0x1p-24 + 2 * rounding, "slope at " + exact);
            compared++;
        }
        assertEquals(32, compared);
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

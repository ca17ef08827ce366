package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OrthogonalTest {
    private static Tensor random(int rows, int columns) {
        var tensor = Tensor.zeros(Shape.of(rows, columns));
        CounterRandom.of(21, 100, rows).uniform(tensor, -1, 1);
        return tensor;
    }

    /// The definition in double.
    private static double definition(double[][] units) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < units.length; i++) {
            for (int j = 0; j < i; j++, pairs++) {
                double product = 0;
                double left = 0;
                double right = 0;
                for (int k = 0; k < units[i].length; k++) {
                    product += units[i][k] * units[j][k];
                    left += units[i][k] * units[i][k];
                    right += units[j][k] * units[j][k];
                }
                sum += Math.abs(product / Math.sqrt(left * right));
            }
        }
        return sum / pairs;
    }

    private static double[][] units(Tensor w, boolean columns) {
        var units = new double[columns ? w.columns() : w.rows()][columns ? w.rows() : w.columns()];
        for (int i = 0; i < w.size(); i++) {
            int row = i / w.columns();
            int column = i % w.columns();
            units[columns ? column : row][columns ? row : column] = w.get(i);
        }
        return units;
    }

    /// Cosines are sums of at most 9 products of directions rounded to float32.
    @ParameterizedTest
    @EnumSource(Orthogonal.Units.class)
    void shouldBeTheMeanOfTheAbsoluteCosines(Orthogonal.Units which) {
        var w = random(9, 7);
        var penalty = new Orthogonal(_ -> 0.5, which);
        double expected = 0.5 * definition(units(w, which == Orthogonal.Units.COLUMNS));
        assertEquals(expected, penalty.value(w, 0), 11 * 0x1p-24);
    }

    /// Central differences of the definition: their error is about h² and 1e-16/h; the gradient has a dozen
    /// roundings of terms below 1.
    @ParameterizedTest
    @EnumSource(Orthogonal.Units.class)
    void shouldHaveTheGradientOfItsValue(Orthogonal.Units which) {
        var w = random(9, 7);
        boolean columns = which == Orthogonal.Units.COLUMNS;
        var gradient = Tensor.zeros(w.shape());
        double value = new Orthogonal(_ -> 1, which).addGradient(w, gradient, 0);
        assertEquals(definition(units(w, columns)), value, 11 * 0x1p-24);
        double h = 1e-5;
        for (int i = 0; i < w.size(); i++) {
            int unit = columns ? i % 7 : i / 7;
            int at = columns ? i / 7 : i % 7;
            var above = units(w, columns);
            above[unit][at] += h;
            var below = units(w, columns);
            below[unit][at] -= h;
            double slope = (definition(above) - definition(below)) / (2 * h);
            assertEquals(slope, gradient.get(i), 1e-9 + 16 * 0x1p-24, which + ", " + i);
        }
    }

    @Test
    void shouldBeZeroForOrthogonalUnitsAndForUnitsOfZeros() {
        var w = Tensor.of(Shape.of(2, 3), 3f, 0f, 0f, 0f, 2f, 0f);
        var gradient = Tensor.zeros(w.shape());
        assertEquals(0, Orthogonal.columns(0.1).addGradient(w, gradient, 0));
        assertArrayEquals(new float[6], gradient.toArray());
        assertEquals(
                0, Orthogonal.columns(0.1).value(Tensor.of(Shape.of(3, 1), 1f, 2f, 3f), 0), "one unit has no pair");
    }

    @Test
    void shouldRefuseWhatIsNoMatrix() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> Orthogonal.columns(0.1).value(Tensor.zeros(Shape.of(3)), 0));
        assertTrue(refused.getMessage().contains("matrix"), refused.getMessage());
    }
}

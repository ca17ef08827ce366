package dev.lanewise.regularization;

import static dev.lanewise.regularization.SampleWeights.example;
import static dev.lanewise.regularization.SampleWeights.norm;
import static dev.lanewise.regularization.SampleWeights.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Constraints on the norms of units.
final class NormConstraintTest {
    /// SEMANTICS 17.4.
    @Test
    void shouldScaleOnlyTheColumnsAboveTheMaximum() {
        var w = example();
        MaxNorm.perUnit(1).project(w);
        assertArrayEquals(new float[] {0.6f, 0.3f, 0f, 0.8f, 0.4f, 0f}, w.toArray(), 0x1p-24f);
        assertEquals(0.3f, w.get(1));
        assertEquals(0.4f, w.get(4));
        assertEquals(0f, w.get(2));
        assertEquals(0f, w.get(5));
    }

    /// SEMANTICS 17.4: multipliers 0.199999996, 0.9999998 and none, to half a unit of the last digit and a
    /// roundoff.
    @Test
    void shouldScaleEveryColumnInTheFormOfKeras() {
        var w = example();
        MaxNorm.perUnit(1).asKeras().project(w);
        assertEquals(0.199999996 * 4, w.get(3), 4 * 0.5e-9 + 0x1p-24);
        assertEquals(0.9999998 * 0.4f, w.get(4), 0.4 * (0.5e-7 + 0x1p-23));
        assertTrue(w.get(4) < 0.4f, "Keras shrinks what is inside");
        assertEquals(0f, w.get(2));
    }

    /// Odd numbers of columns, around the lengths of vectors, at an odd place in the array.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 131})
    void shouldBringEveryColumnBetweenTheNormsAndLeaveThoseInsideAlone(int columns) {
        var source = random(12, columns);
        for (int i = 0; i < source.size(); i++) {
            source.set(i, source.get(i) * (1 + i % columns % 3));
        }
        float[] array = new float[source.size() + 6];
        Arrays.fill(array, 9f);
        var w = Tensor.wrap(array, 3, source.shape());
        w.copyFrom(source);
        MinMaxNorm.perUnit(0.9, 1.5).project(w);
        for (int column = 0; column < columns; column++) {
            double before = norm(source, column);
            double after = norm(w, column);
            double wanted = Math.clamp(before, 0.9, 1.5);
            assertEquals(wanted, after, wanted * 0x1p-22, "column " + column);
            for (int row = 0; row < 12; row++) {
                float old = source.get(row * columns + column);
                float expected = before == wanted ? old : (float) (old * (wanted / before));
                float slack = before == wanted ? 0 : Math.abs(expected) * 0x1p-22f;
                assertEquals(expected, w.get(row * columns + column), slack);
            }
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(9f, array[i]);
            assertEquals(9f, array[array.length - 1 - i]);
        }
    }

    @Test
    void shouldPullByTheRate() {
        var w = example();
        MinMaxNorm.perUnit(0, 1).withRate(0.5).project(w);
        // 0.5·1 + 0.5·5 = 3
        assertEquals(3, norm(w, 0), 3 * 0x1p-22);
        assertEquals(0.3f, w.get(1));
    }

    @Test
    void shouldTakeAVectorForOneColumn() {
        var bias = Tensor.of(Shape.of(2), 3f, 4f);
        MaxNorm.perUnit(1).project(bias);
        assertArrayEquals(new float[] {0.6f, 0.8f}, bias.toArray(), 0x1p-24f);
        UnitNorm.perUnit().project(bias);
        assertEquals(1, norm(bias, 0), 0x1p-22);
    }

    @Test
    void shouldLeaveColumnsOfZerosAtZero() {
        for (var constraint : List.of(
                UnitNorm.perUnit(),
                UnitNorm.perUnit().asKeras(),
                MinMaxNorm.perUnit(0.5, 1),
                MinMaxNorm.perUnit(0.5, 1).asKeras())) {
            var w = Tensor.of(Shape.of(2, 2), 0f, 3f, 0f, 4f);
            constraint.project(w);
            assertEquals(0f, w.get(0), constraint.toString());
            assertEquals(0f, w.get(2), constraint.toString());
            assertEquals(1, norm(w, 1), 1e-6, constraint.toString());
        }
    }

    /// The drift of SEMANTICS 17.4: Keras' ε shrinks a column of norm 1e-3 by a factor of 1 − 1e-4 each time.
    @Test
    void shouldNotDriftOverAThousandProjections() {
        var w = Tensor.of(Shape.of(2, 1), 0.6e-3f, 0.8e-3f);
        var keras = Tensor.of(Shape.of(2, 1), 0.6e-3f, 0.8e-3f);
        for (int i = 0; i < 1000; i++) {
            MaxNorm.perUnit(1).project(w);
            MaxNorm.perUnit(1).asKeras().project(keras);
        }
        assertArrayEquals(new float[] {0.6e-3f, 0.8e-3f}, w.toArray());
        // A factor rounded to float32 and a product a time: a thousand times two roundoffs.
        assertEquals(9.0001e-4, norm(keras, 0), 0.5e-8 + 9e-4 * 2000 * 0x1p-24);
    }

    /// The row norms of SEMANTICS 17.4: a library that mixes up the axes scales these.
    @Test
    void shouldScaleRowsForTheOtherAxis() {
        var w = example();
        MaxNorm.perUnit(1).withAxis(1).project(w);
        assertArrayEquals(
                new float[] {3 / 3.01496f, 0.3f / 3.01496f, 0f, 4 / 4.01995f, 0.4f / 4.01995f, 0f}, w.toArray(), 2e-6f);
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> MaxNorm.perUnit(1).withAxis(1).project(Tensor.zeros(Shape.of(3))));
        assertTrue(refused.getMessage().contains("axis"), refused.getMessage());
    }

    /// Column 0 lies on the sphere with a velocity outward, column 1 with one inward, column 2 inside.
    @Test
    void shouldTakeTheOutwardPartOfTheVelocityAlone() {
        var w = Tensor.of(Shape.of(2, 3), 0.6f, 0.6f, 0.1f, 0.8f, 0.8f, 0.1f);
        var v = Tensor.of(Shape.of(2, 3), 1f, -1f, 1f, 0f, 0f, 1f);
        MaxNorm.perUnit(1).projectVelocity(w, v);
        assertArrayEquals(new float[] {1f, -1f, 1f, 0f, 0f, 1f}, v.toArray());
        MaxNorm.perUnit(1).withVelocity().projectVelocity(w, v);
        assertArrayEquals(new float[] {1 - 0.36f, -1f, 1f, -0.48f, 0f, 1f}, v.toArray(), 3 * 0x1p-24f);
    }
}

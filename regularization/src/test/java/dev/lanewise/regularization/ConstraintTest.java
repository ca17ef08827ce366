package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Constraint;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConstraintTest {
    static List<Constraint> exact() {
        return List.of(
                MaxNorm.perUnit(1),
                MinMaxNorm.perUnit(0.5, 1),
                UnitNorm.perUnit(),
                MaxNorm.perUnit(1).withAxis(1),
                MinMaxNorm.perUnit(0.5, 1).withAxis(1),
                UnitNorm.perUnit().withAxis(1),
                NonNegative.elements(),
                Box.of(-0.1, 0.2),
                L1Ball.perUnit(2),
                L1Ball.perUnit(2).withAxis(1),
                Simplex.perUnit(),
                Simplex.perUnit().withAxis(1),
                Constraints.sequence(NonNegative.elements(), MaxNorm.perUnit(1)),
                Constraint.NONE);
    }

    /// Columns of norms 5, 0.5 and 0.
    private static Tensor example() {
        return Tensor.of(Shape.of(2, 3), 3f, 0.3f, 0f, 4f, 0.4f, 0f);
    }

    private static Tensor random(int rows, int columns) {
        var tensor = Tensor.zeros(Shape.of(rows, columns));
        CounterRandom.of(11, 100, rows).uniform(tensor, -0.4, 0.4);
        return tensor;
    }

    private static double norm(Tensor x, int column) {
        double sum = 0;
        for (int row = 0; row < x.rows(); row++) {
            double value = x.get(row * x.columns() + column);
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

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

    @ParameterizedTest
    @MethodSource("exact")
    void shouldChangeNothingTheSecondTime(Constraint constraint) {
        var w = random(37, 45);
        constraint.project(w);
        var once = w.toArray();
        constraint.project(w);
        assertArrayEquals(once, w.toArray());
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

    @Test
    void shouldGiveTheSameAlongEitherAxis() {
        var w = random(12, 45);
        var transposed = Tensor.zeros(Shape.of(45, 12));
        for (int i = 0; i < w.size(); i++) {
            transposed.set(i % 45 * 12 + i / 45, w.get(i));
        }
        for (var pair : List.of(
                List.of(MaxNorm.perUnit(0.7), MaxNorm.perUnit(0.7).withAxis(1)),
                List.of(
                        MaxNorm.perUnit(0.7).asKeras(),
                        MaxNorm.perUnit(0.7).withAxis(1).asKeras()),
                List.of(L1Ball.perUnit(1.5), L1Ball.perUnit(1.5).withAxis(1)),
                List.of(Simplex.perUnit(), Simplex.perUnit().withAxis(1)))) {
            var columns = Tensor.of(w.shape(), w.toArray());
            var rows = Tensor.of(transposed.shape(), transposed.toArray());
            pair.get(0).project(columns);
            pair.get(1).project(rows);
            for (int i = 0; i < w.size(); i++) {
                assertEquals(columns.get(i), rows.get(i % 45 * 12 + i / 45), pair + ", " + i);
            }
        }
    }

    @Test
    void shouldKeepElementsInABox() {
        var w = Tensor.of(Shape.of(4), -2f, -0.5f, 0.25f, 3f);
        Box.of(-1, 0.5).project(w);
        assertArrayEquals(new float[] {-1f, -0.5f, 0.25f, 0.5f}, w.toArray());
    }

    /// By hand: |3| + |−1| + |0.2| = 4.2 becomes 2 with τ = (3 + 1 − 2)/2 = 1, which leaves 0.2 below it: so τ = 1
    /// and (2, 0, 0) has the sum 2.
    @Test
    void shouldProjectOntoTheL1BallWithExactZeros() {
        var w = Tensor.of(Shape.of(3, 2), 3f, 0.5f, -1f, -0.5f, 0.2f, 0.5f);
        L1Ball.perUnit(2).project(w);
        assertArrayEquals(new float[] {2f, 0.5f, 0f, -0.5f, 0f, 0.5f}, w.toArray());
    }

    /// By hand: (0.5, 0.8, −1) has τ = (1.3 − 1)/2 = 0.15; a unit of zeros becomes uniform.
    @Test
    void shouldProjectOntoTheSimplex() {
        var w = Tensor.of(Shape.of(3, 3), 0.5f, 0f, 0.25f, 0.8f, 0f, 0.25f, -1f, 0f, 0.5f);
        Simplex.perUnit().project(w);
        assertArrayEquals(
                new float[] {0.35f, 1 / 3f, 0.25f, 0.65f, 1 / 3f, 0.25f, 0f, 1 / 3f, 0.5f}, w.toArray(), 0x1p-24f);
        assertEquals(0f, w.get(6));
    }

    /// No point of the set may be nearer: for a projection p of w and any q inside, (w − p)·(q − p) ≤ 0. The slack
    /// is 60 roundings of products below 1.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldProjectOntoTheNearestPoint(boolean simplex) {
        Constraint constraint = simplex ? Simplex.perUnit() : L1Ball.perUnit(1);
        for (int run = 0; run < 50; run++) {
            var w = Tensor.zeros(Shape.of(30, 1));
            CounterRandom.of(12, 100, run).uniform(w, -1, 1);
            var p = Tensor.of(w.shape(), w.toArray());
            constraint.project(p);
            var q = Tensor.zeros(Shape.of(30, 1));
            CounterRandom.of(13, 100, run).uniform(q, simplex ? 0 : -1, 1);
            constraint.project(q);
            double product = 0;
            for (int i = 0; i < 30; i++) {
                product += ((double) w.get(i) - p.get(i)) * ((double) q.get(i) - p.get(i));
            }
            assertTrue(product <= 60 * 0x1p-24, run + ": " + product);
        }
    }

    @Test
    void shouldLeaveWhatIsInsideBitForBit() {
        for (var constraint : List.of(
                L1Ball.perUnit(1),
                Simplex.perUnit(),
                Box.of(-1, 1),
                MaxNorm.perUnit(1.2).withAxis(1))) {
            var w = Tensor.of(Shape.of(2, 2), 0.3f, 0.1f, 0.7f, 0.9f);
            constraint.project(w);
            assertArrayEquals(new float[] {0.3f, 0.1f, 0.7f, 0.9f}, w.toArray(), constraint.toString());
        }
    }

    @Test
    void shouldTellHowManyUnitsLayOutsideAndHowFar() {
        var clipping = new Clipping();
        MaxNorm.perUnit(1).project(example(), clipping);
        assertEquals(1, clipping.clipped());
        assertEquals(5, clipping.largestNorm(), 1e-15);
        UnitNorm.perUnit().project(example(), clipping);
        assertEquals(3, clipping.clipped());
        clipping.clear();
        assertEquals(0, clipping.clipped());
        L1Ball.perUnit(1).project(example(), clipping);
        assertEquals(1, clipping.clipped());
        assertEquals(7, clipping.largestNorm(), 1e-15);
        clipping.clear();
        NonNegative.elements().project(Tensor.of(Shape.of(3), -1f, 2f, -0.5f), clipping);
        assertEquals(2, clipping.clipped());
        assertEquals(2, clipping.largestNorm());
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

    @Test
    void shouldSetNegativeElementsToZeroAndNoOthers() {
        var w = Tensor.of(Shape.of(2, 2), -1f, 0f, 1e-30f, -1e-30f);
        NonNegative.elements().project(w);
        assertArrayEquals(new float[] {0f, 0f, 1e-30f, 0f}, w.toArray());
    }

    @Test
    void shouldHoldAtBuildUnlessTheFormIsThatOfKeras() {
        assertTrue(MaxNorm.perUnit(1).holdsAtBuild());
        assertTrue(MinMaxNorm.perUnit(0, 1).holdsAtBuild());
        assertTrue(UnitNorm.perUnit().holdsAtBuild());
        assertTrue(NonNegative.elements().holdsAtBuild());
        assertFalse(MaxNorm.perUnit(1).asKeras().holdsAtBuild());
        assertFalse(MinMaxNorm.perUnit(0, 1).asKeras().holdsAtBuild());
        assertFalse(UnitNorm.perUnit().asKeras().holdsAtBuild());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAMaximumThatIsNoNorm(double maximum) {
        for (var refused : List.of(
                assertThrows(IllegalArgumentException.class, () -> MaxNorm.perUnit(maximum)),
                assertThrows(IllegalArgumentException.class, () -> MinMaxNorm.perUnit(0, maximum)))) {
            assertTrue(refused.getMessage().contains(Double.toString(maximum)), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseASizeThatIsNone(double size) {
        for (var refused : List.of(
                assertThrows(IllegalArgumentException.class, () -> L1Ball.perUnit(size)),
                assertThrows(IllegalArgumentException.class, () -> new Simplex(size, 0)))) {
            assertTrue(refused.getMessage().contains(Double.toString(size)), refused.getMessage());
        }
    }

    @Test
    void shouldRefuseBoxesWithoutAnInsideAndAxesBelowZero() {
        for (double end : new double[] {-2, Double.NaN, Double.POSITIVE_INFINITY}) {
            var refused = assertThrows(IllegalArgumentException.class, () -> Box.of(-1, end));
            assertTrue(refused.getMessage().contains(Double.toString(end)), refused.getMessage());
        }
        for (var refused : List.of(
                assertThrows(
                        IllegalArgumentException.class, () -> MaxNorm.perUnit(1).withAxis(-1)),
                assertThrows(
                        IllegalArgumentException.class,
                        () -> MinMaxNorm.perUnit(0, 1).withAxis(-1)),
                assertThrows(
                        IllegalArgumentException.class, () -> UnitNorm.perUnit().withAxis(-1)),
                assertThrows(
                        IllegalArgumentException.class, () -> L1Ball.perUnit(1).withAxis(-1)),
                assertThrows(
                        IllegalArgumentException.class, () -> Simplex.perUnit().withAxis(-1)))) {
            assertTrue(refused.getMessage().contains("axis"), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAMinimumOutsideItsRange(double minimum) {
        var refused = assertThrows(IllegalArgumentException.class, () -> MinMaxNorm.perUnit(minimum, 1));
        assertTrue(refused.getMessage().contains(Double.toString(minimum)), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.5, Double.NaN})
    void shouldRefuseARateOutsideItsRange(double rate) {
        var constraint = MinMaxNorm.perUnit(0, 1);
        var refused = assertThrows(IllegalArgumentException.class, () -> constraint.withRate(rate));
        assertTrue(refused.getMessage().contains(Double.toString(rate)), refused.getMessage());
    }
}

package dev.lanewise.regularization;

import static dev.lanewise.regularization.SampleWeights.example;
import static dev.lanewise.regularization.SampleWeights.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Constraint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every constraint.
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

    @ParameterizedTest
    @MethodSource("exact")
    void shouldChangeNothingTheSecondTime(Constraint constraint) {
        var w = random(37, 45);
        constraint.project(w);
        var once = w.toArray();
        constraint.project(w);
        assertArrayEquals(once, w.toArray());
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
}

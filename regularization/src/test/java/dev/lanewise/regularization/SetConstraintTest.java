package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Constraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Projections onto boxes, balls and simplices.
final class SetConstraintTest {
    @Test
    void shouldKeepElementsInABox() {
        var w = Tensor.of(Shape.of(4), -2f, -0.5f, 0.25f, 3f);
        Box.of(-1, 0.5).project(w);
        assertArrayEquals(new float[] {-1f, -0.5f, 0.25f, 0.5f}, w.toArray());
    }

    @Test
    void shouldSetNegativeElementsToZeroAndNoOthers() {
        var w = Tensor.of(Shape.of(2, 2), -1f, 0f, 1e-30f, -1e-30f);
        NonNegative.elements().project(w);
        assertArrayEquals(new float[] {0f, 0f, 1e-30f, 0f}, w.toArray());
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
}

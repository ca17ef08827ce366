package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Frozen;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActivityPenaltyTest {
    private static Tensor input(int rows) {
        var x = Tensor.zeros(Shape.of(rows, 4));
        CounterRandom.of(41, 100, 0).uniform(x, -1, 1);
        return x;
    }

    /// 12 products in double, after outputs that are what they are.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void shouldDivideByTheRowsInEveryMode(int rows) {
        var model = Sequential.of(Shape.of(4), Dense.of(5), ActivityPenalty.of(L2.of(0.1)), Dense.of(2))
                .build(3);
        assertTrue(model.penalizesOutputs());
        var workspace = new Workspace(model, Engine.singleThreaded(), 7);
        for (var mode : new Mode[] {Mode.TRAINING, Mode.INFERENCE}) {
            workspace.forward(input(rows), mode, 0, 0);
            var activity = workspace.value(2);
            assertSame(workspace.value(1), activity, "the output passes on as it is");
            double sum = 0;
            for (float value : activity.toArray()) {
                sum += (double) value * value;
            }
            assertEquals(0.1 * sum / rows, workspace.outputPenalty(), 36 * 0x1p-53 * sum);
        }
    }

    /// The loss is Σ c·y + penalty; both parts of dx against central differences of the penalty, which are exact
    /// for a square, with three roundings of numbers below 4.
    @Test
    void shouldAddItsGradient() {
        var layer = ActivityPenalty.of(L2.of(0.5));
        var model = Sequential.of(Shape.of(4), Dense.of(4), layer).build(3);
        var identity = model.parameters().getFirst().value();
        identity.fill(0);
        for (int i = 0; i < 4; i++) {
            identity.set(i * 5, 1);
        }
        var workspace = new Workspace(model, Engine.singleThreaded(), 3);
        var x = input(3);
        workspace.forward(x, Mode.TRAINING, 0, 0);
        var dy = Tensor.zeros(Shape.of(3, 4));
        dy.fill(2);
        workspace.backward(dy);
        // The bias gradient is the sum over the rows of 2 + 2·0.5·x/3.
        for (int j = 0; j < 4; j++) {
            double expected = 6 + (x.get(j) + x.get(4 + j) + x.get(8 + j)) / 3.0;
            assertEquals(expected, workspace.gradients()[16 + j], 8 * 6 * 0x1p-24);
        }
        assertEquals(2f, dy.get(0), "the gradient that was given stays as it is");
    }

    @Test
    void shouldBeFoundInsideContainersAndFrozenLayersAndLeftOutForInference() {
        var inside = Sequential.of(Shape.of(4), ActivityPenalty.of(L1.of(1)));
        var model = Sequential.of(Shape.of(4), inside, Frozen.of(ActivityPenalty.of(L1.of(2))))
                .build(1);
        var workspace = new Workspace(model, Engine.singleThreaded(), 1);
        workspace.forward(Tensor.of(Shape.of(1, 4), 1f, -1f, 2f, 0f), Mode.TRAINING, 0, 0);
        assertEquals(12, workspace.outputPenalty());
        assertFalse(Sequential.of(Shape.of(4), Dense.of(1)).build(1).penalizesOutputs());
        assertEquals(Identity.layer(), ActivityPenalty.of(L1.of(1)).forInference());
    }
}

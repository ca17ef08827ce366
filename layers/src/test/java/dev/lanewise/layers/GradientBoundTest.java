package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Functions;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.junit.jupiter.api.Test;

/// What a dense layer says of its gradients holds, and is not said where it would hide an infinity.
class GradientBoundTest {
    private static final int ROWS = 5;

    private final Model model = Sequential.of(Shape.of(3), Dense.of(7)).build(1);
    private final Workspace run = new Workspace(model, Engine.singleThreaded(), 8);

    private void run(int rows, float input, float slope) {
        var x = Tensor.zeros(Shape.of(rows, 3));
        var dy = Tensor.zeros(Shape.of(rows, 7));
        CounterRandom.of(1, 0, 0).uniform(x, -input, input);
        CounterRandom.of(2, 0, 0).uniform(dy, -slope, slope);
        run.forward(x, Mode.TRAINING, 0, 0);
        run.backward(dy);
    }

    private Tensor gradient(int parameter) {
        var value = model.parameters().get(parameter).value();
        return Tensor.wrap(run.gradients(), value.offset(), value.shape());
    }

    @Test
    void shouldNotBeExceeded() {
        run(ROWS, 2, 3);
        for (int i = 0; i < 2; i++) {
            double largest = Functions.largestMagnitude(gradient(i));
            assertTrue(largest > 0 && largest <= run.gradientBound(i), largest + " and " + run.gradientBound(i));
        }
        assertTrue(run.gradientBound(0) <= 2.0 * ROWS * 2 * 3);
        assertTrue(run.gradientBound(1) <= 2.0 * ROWS * 3);
    }

    @Test
    void shouldBeBeyondFloatsWhereFiniteFactorsOverflow() {
        run(ROWS, 1e25f, 1e25f);
        assertFalse(Functions.allFinite(gradient(0)));
        assertTrue(run.gradientBound(0) > Float.MAX_VALUE);
    }

    @Test
    void shouldSayNothingOfWhatIsNotANumber() {
        run(ROWS, 1, Float.NaN);
        assertFalse(run.gradientBound(0) <= Float.MAX_VALUE);
        assertFalse(run.gradientBound(1) <= Float.MAX_VALUE);
    }

    @Test
    void shouldNotOutliveTheRun() {
        run(ROWS, 1, 1);
        run(8, 1, 1);
        assertEquals(Double.POSITIVE_INFINITY, run.gradientBound(0));
    }

    @Test
    void shouldNotHoldForALayerThatChangesTheGradientAfterwards() {
        var doubling = Sequential.of(Shape.of(3), new Doubling(Dense.of(7))).build(1);
        var after = new Workspace(doubling, Engine.singleThreaded(), 8);
        after.forward(Tensor.zeros(Shape.of(ROWS, 3)), Mode.TRAINING, 0, 0);
        after.backward(Tensor.zeros(Shape.of(ROWS, 7)));
        assertEquals(Double.POSITIVE_INFINITY, after.gradientBound(0));
        assertEquals(0, after.gradientBound(1));
    }

    /// Doubles the gradient of a dense layer's weight.
    private record Doubling(Dense dense) implements Layer {
        @Override
        public Shape outputShape(Shape input) {
            return dense.outputShape(input);
        }

        @Override
        public void declare(Shape input, Declarations declarations) {
            dense.declare(input, declarations);
        }

        @Override
        public Tensor forward(Slot slot, Tensor input) {
            return dense.forward(slot, input);
        }

        @Override
        public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
            var inputGradient = dense.backward(slot, input, output, outputGradient);
            var weight = slot.gradient(0);
            for (int i = 0; i < weight.size(); i++) {
                weight.set(i, 2 * weight.get(i));
            }
            return inputGradient;
        }
    }
}

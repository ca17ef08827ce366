package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Workspace;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DropoutTest {
    private static Tensor ones(int rows, int columns) {
        var ones = Tensor.zeros(Shape.of(rows, columns));
        ones.fill(1);
        return ones;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void shouldReturnItsInputForARateOfZero(Mode mode) {
        var input = ones(3, 5);
        var workspace = new Workspace(NoiseRuns.alone(Dropout.rate(0), 5), Engine.singleThreaded(), 3);
        assertSame(input, workspace.forward(input, mode, 0, 0));
        assertFalse(Dropout.rate(0).random(mode));
    }

    @Test
    void shouldReturnItsInputInInference() {
        var input = ones(3, 5);
        var workspace = new Workspace(NoiseRuns.alone(Dropout.rate(0.5), 5), Engine.singleThreaded(), 3);
        assertSame(input, workspace.forward(input, Mode.INFERENCE, 0, 0));
    }

    @Test
    void shouldGiveZerosForARateOfOne() {
        assertArrayEquals(new float[15], NoiseRuns.run(Dropout.rate(1), ones(3, 5), Mode.TRAINING, 0, 0));
    }

    /// The share of n elements that is dropped has the deviation √(r(1−r)/n); five of them are exceeded once in a
    /// million.
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2, 0.5, 0.9})
    void shouldDropTheRateAndKeepTheExpectation(double rate) {
        float[] y = NoiseRuns.run(Dropout.rate(rate), ones(400, 250), Mode.TRAINING, 4, 0);
        float kept = (float) (1 / (1 - rate));
        int dropped = 0;
        double sum = 0;
        for (float value : y) {
            assertTrue(value == 0 || value == kept, "got " + value);
            dropped += value == 0 ? 1 : 0;
            sum += value;
        }
        double deviation = Math.sqrt(rate * (1 - rate) / y.length);
        assertEquals(rate, (double) dropped / y.length, 5 * deviation);
        assertEquals(1, sum / y.length, 5 * deviation / (1 - rate));
    }

    /// Between two layers of weight 1 the gradient of the first weight is the sum of what forward gave.
    @Test
    void shouldUseTheMaskOfForwardInBackward() {
        var identity = Dense.of(1).withBias(null).withInitializer(Initializers.ONES);
        var model = Sequential.of(Shape.of(1), identity, Dropout.rate(0.5), identity)
                .build(3);
        var workspace = new Workspace(model, Engine.singleThreaded(), 64);
        for (int step = 0; step < 10; step++) {
            double sum = NoiseRuns.sum(workspace.forward(ones(64, 1), Mode.TRAINING, step, 0));
            workspace.backward(ones(64, 1));
            // Sums of at most 64 times 2 are exact.
            assertEquals(sum, workspace.gradients()[0]);
            assertTrue(sum > 0 && sum < 128, "sum " + sum);
        }
    }

    @Test
    void shouldHaveTheGradientOfItsOutput() {
        NoiseRuns.checkGradient(Dropout.rate(0.3));
    }

    @Test
    void shouldGiveARowTheSameBitsAloneAndInABatch() {
        var input = NoiseRuns.uniform(20, 33, -1, 1);
        float[] batch = NoiseRuns.run(Dropout.rate(0.4), input, Mode.TRAINING, 6, 100);
        for (int row = 0; row < 20; row++) {
            float[] alone = NoiseRuns.run(Dropout.rate(0.4), input.rows(row, row + 1), Mode.TRAINING, 6, 100 + row);
            assertArrayEquals(Arrays.copyOfRange(batch, 33 * row, 33 * row + 33), alone);
        }
    }

    @Test
    void shouldDrawAnotherMaskForEveryStepRowAndPlace() {
        var dropout = Dropout.rate(0.5);
        float[] first = NoiseRuns.run(dropout, ones(4, 64), Mode.TRAINING, 0, 0);
        assertArrayEquals(first, NoiseRuns.run(dropout, ones(4, 64), Mode.TRAINING, 0, 0));
        assertFalse(Arrays.equals(first, NoiseRuns.run(dropout, ones(4, 64), Mode.TRAINING, 1, 0)));
        assertFalse(Arrays.equals(first, NoiseRuns.run(dropout, ones(4, 64), Mode.TRAINING, 0, 4)));
        assertFalse(Arrays.equals(Arrays.copyOf(first, 64), Arrays.copyOfRange(first, 64, 128)));
        // The same mask twice would keep half of the elements, with the value 4.
        var twice = Sequential.of(Shape.of(64), dropout, dropout).build(77);
        var output = new Workspace(twice, Engine.singleThreaded(), 4).forward(ones(4, 64), Mode.TRAINING, 0, 0);
        assertTrue(NoiseRuns.sum(output) < 2 * NoiseRuns.sum(Tensor.of(Shape.of(4, 64), first)) * 0.75);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.2, -0.1, Double.NaN})
    void shouldRefuseARateThatIsNoFraction(double rate) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Dropout.rate(rate));
        assertTrue(refused.getMessage().contains(Double.toString(rate)), refused.getMessage());
    }
}

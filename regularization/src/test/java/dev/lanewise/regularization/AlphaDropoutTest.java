package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Engine;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Workspace;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AlphaDropoutTest {
    /// SEMANTICS 17.2, with ten decimals, through forward: a kept 0 becomes b, a kept 1 becomes a + b.
    @ParameterizedTest
    @CsvSource({
        "0.05, 0.9548444760, 0.0839355722, -1.5947758717",
        "0.1, 0.9212845161, 0.1619709701, -1.4577387305",
        "0.2, 0.8789035834, 0.3090399621, -1.2361598486",
        "0.3, 0.8609526162, 0.4540920681, -1.0595481590",
        "0.4, 0.8632826261, 0.6070946464, -0.9106419696",
        "0.5, 0.8864048947, 0.7791939305, -0.7791939305"
    })
    void shouldMapKeptAndDroppedElementsAsPublished(double rate, double a, double b, double droppedValue) {
        var layer = AlphaDropout.rate(rate);
        assertEquals(a, AlphaDropout.slope(rate), 5.1e-11);
        var zeros = NoiseRuns.uniform(40, 25, 0, 1);
        zeros.fill(0);
        var ones = NoiseRuns.uniform(40, 25, 0, 1);
        ones.fill(1);
        float[] ofZeros = NoiseRuns.run(layer, zeros, Mode.TRAINING, 0, 0);
        float[] ofOnes = NoiseRuns.run(layer, ones, Mode.TRAINING, 0, 0);
        int dropped = 0;
        for (int i = 0; i < ofZeros.length; i++) {
            if (ofZeros[i] < 0) {
                assertEquals(droppedValue, ofZeros[i], 0x1p-23);
                assertEquals(ofZeros[i], ofOnes[i]);
                dropped++;
            } else {
                assertEquals(b, ofZeros[i], 0x1p-23);
                assertEquals(a + b, ofOnes[i], 0x1p-22);
            }
        }
        // Five deviations of the share of a thousand.
        assertEquals(rate, dropped / 1000.0, 5 * Math.sqrt(rate * (1 - rate) / 1000));
    }

    /// Uniform on ±√3 has mean 0 and variance 1. Over n = 200,000 elements the mean has a deviation of 1/√n; the
    /// square of a
    /// bounded element (at most 6.5 here) has a deviation below 3, so that of the variance is below 3/√n.
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.5})
    void shouldKeepMeanAndVarianceOfStandardizedInputs(double rate) {
        var input = NoiseRuns.uniform(800, 250, -Math.sqrt(3), Math.sqrt(3));
        float[] y = NoiseRuns.run(AlphaDropout.rate(rate), input, Mode.TRAINING, 1, 0);
        double sum = 0;
        double squares = 0;
        for (float value : y) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / y.length;
        double bound = 5 / Math.sqrt(y.length);
        assertEquals(0, mean, bound);
        assertEquals(1, squares / y.length - mean * mean, 3 * bound);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void shouldReturnItsInputForARateOfZero(Mode mode) {
        var input = NoiseRuns.uniform(3, 5, -1, 1);
        var workspace = new Workspace(NoiseRuns.alone(AlphaDropout.rate(0), 5), Engine.singleThreaded(), 3);
        assertSame(input, workspace.forward(input, mode, 0, 0));
    }

    @Test
    void shouldReturnItsInputInInference() {
        var input = NoiseRuns.uniform(3, 5, -1, 1);
        var workspace = new Workspace(NoiseRuns.alone(AlphaDropout.rate(0.5), 5), Engine.singleThreaded(), 3);
        assertSame(input, workspace.forward(input, Mode.INFERENCE, 0, 0));
    }

    @Test
    void shouldGiveTheMeanForARateOfOne() {
        for (float value : NoiseRuns.run(AlphaDropout.rate(1), NoiseRuns.uniform(3, 5, -1, 1), Mode.TRAINING, 0, 0)) {
            assertEquals(0f, Math.abs(value));
        }
    }

    @Test
    void shouldHaveTheGradientOfItsOutput() {
        NoiseRuns.checkGradient(AlphaDropout.rate(0.3));
    }

    @Test
    void shouldGiveARowTheSameBitsAloneAndInABatch() {
        var input = NoiseRuns.uniform(20, 33, -1, 1);
        float[] batch = NoiseRuns.run(AlphaDropout.rate(0.4), input, Mode.MONTE_CARLO, 6, 100);
        for (int row = 0; row < 20; row++) {
            float[] alone =
                    NoiseRuns.run(AlphaDropout.rate(0.4), input.rows(row, row + 1), Mode.MONTE_CARLO, 6, 100 + row);
            assertArrayEquals(Arrays.copyOfRange(batch, 33 * row, 33 * row + 33), alone);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.2, -0.1, Double.NaN})
    void shouldRefuseARateThatIsNoFraction(double rate) {
        var refused = assertThrows(IllegalArgumentException.class, () -> AlphaDropout.rate(rate));
        assertTrue(refused.getMessage().contains(Double.toString(rate)), refused.getMessage());
    }
}

package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Workspace;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MonteCarloTest {
    private static final int ROWS = 300;

    private static Model model(Layer noise) {
        return Sequential.of(
                        Shape.of(6),
                        Dense.of(17),
                        BatchNormalization.layer(),
                        ActivationLayer.of(Activations.ELU),
                        noise,
                        Dense.of(9).withActivation(Activations.SELU),
                        noise,
                        Dense.of(3).withActivation(Activations.SOFTMAX))
                .build(8);
    }

    private static Tensor input() {
        return NoiseRuns.uniform(ROWS, 6, -2, 2);
    }

    private static void assertSame(MonteCarloPrediction expected, MonteCarloPrediction actual) {
        assertEquals(expected.samples(), actual.samples());
        assertArrayEquals(expected.mean().toArray(), actual.mean().toArray());
        assertArrayEquals(
                expected.standardDeviation().toArray(),
                actual.standardDeviation().toArray());
    }

    @Test
    void shouldMakeOnePassWithoutNoise() {
        var model = model(Dropout.rate(0));
        var prediction = MonteCarlo.predict(model, input(), 50, 2);
        assertEquals(1, prediction.samples());
        assertArrayEquals(model.predict(input()).toArray(), prediction.mean().toArray());
        assertArrayEquals(new float[ROWS * 3], prediction.standardDeviation().toArray());
    }

    /// The naive way: all passes from the first layer on, kept, and two passes over them in double. Both results
    /// are rounded
    /// to float32 once, from doubles that agree to some 1e-15.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 40})
    void shouldGiveMeanAndDeviationOfThePasses(int samples) {
        var model = model(Dropout.rate(0.3));
        var prediction = MonteCarlo.predict(model, input(), samples, 1);
        var workspace = new Workspace(model, Engine.singleThreaded(), ROWS);
        double[][] passes = new double[samples][ROWS * 3];
        for (int pass = 0; pass < samples; pass++) {
            var output = workspace.forward(input(), Mode.MONTE_CARLO, pass, 0);
            for (int i = 0; i < ROWS * 3; i++) {
                passes[pass][i] = output.get(i);
            }
        }
        for (int i = 0; i < ROWS * 3; i++) {
            int at = i;
            double mean = Arrays.stream(passes).mapToDouble(pass -> pass[at]).sum() / samples;
            double squares = Arrays.stream(passes)
                    .mapToDouble(pass -> pass[at] - mean)
                    .map(d -> d * d)
                    .sum();
            assertEquals(mean, prediction.mean().get(i), 0x1p-24);
            assertEquals(
                    Math.sqrt(squares / samples), prediction.standardDeviation().get(i), 0x1p-24);
        }
        assertEquals(samples, prediction.samples());
    }

    @Test
    void shouldDrawOtherMasksInEveryPass() {
        var model = model(Dropout.rate(0.3));
        var one = MonteCarlo.predict(model, input(), 1, 1);
        var two = MonteCarlo.predict(model, input(), 2, 1);
        assertFalse(Arrays.equals(one.mean().toArray(), two.mean().toArray()));
        assertArrayEquals(new float[ROWS * 3], one.standardDeviation().toArray());
        assertFalse(Arrays.equals(new float[ROWS * 3], two.standardDeviation().toArray()));
        assertFalse(Arrays.equals(one.mean().toArray(), model.predict(input()).toArray()));
    }

    @Test
    void shouldChangeNothingInTheModel() {
        var model = model(AlphaDropout.rate(0.2));
        var before = model.sha256();
        var predicted = model.predict(input()).toArray();
        MonteCarlo.predict(model, input(), 5);
        assertEquals(before, model.sha256());
        assertArrayEquals(predicted, model.predict(input()).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 100})
    void shouldGiveTheSameBitsOnAnyNumberOfThreads(int threads) {
        var model = model(Dropout.rate(0.3));
        assertSame(MonteCarlo.predict(model, input(), 7, 1), MonteCarlo.predict(model, input(), 7, threads));
    }

    /// The beginning of the rows predicted alone: other blocks, and a last one of another size.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128, 129, 299})
    void shouldGiveARowTheSameBitsWhateverFollowsIt(int rows) {
        var model = model(Dropout.rate(0.3));
        var whole = MonteCarlo.predict(model, input(), 7, 1);
        var part = MonteCarlo.predict(model, input().rows(0, rows), 7, 2);
        assertArrayEquals(whole.mean().rows(0, rows).toArray(), part.mean().toArray());
        assertArrayEquals(
                whole.standardDeviation().rows(0, rows).toArray(),
                part.standardDeviation().toArray());
    }

    /// SEMANTICS 17.9.
    @Test
    void shouldGiveTheEntropyOfTheMean() {
        var mean = Tensor.of(Shape.of(2, 2), 1.7f / 3, 1.3f / 3, 1f, 0f);
        var prediction = new MonteCarloPrediction(3, mean, Tensor.zeros(mean.shape()));
        assertEquals(0.6842317651, prediction.predictiveEntropy(0), 2 * 0x1p-24);
        assertEquals(0, prediction.predictiveEntropy(1));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -3"})
    void shouldRefuseFewerThanOneSampleOrThread(int samples, int threads) {
        var model = model(Dropout.rate(0.3));
        var input = input();
        assertThrows(IllegalArgumentException.class, () -> MonteCarlo.predict(model, input, samples, threads));
    }

    @Test
    void shouldRefuseExamplesOfTheWrongShape() {
        var model = model(Dropout.rate(0.3));
        var input = NoiseRuns.uniform(4, 5, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> MonteCarlo.predict(model, input, 3, 2));
    }
}

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
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    private static Stream<MonteCarloOptions> options() {
        var all = MonteCarloOptions.defaults().withQuantiles(0.1, 0.5, 1).withStack();
        return Stream.of(
                all,
                all.withThreads(1),
                all.withThreads(2).withBlockRows(1),
                all.withThreads(3).withBlockRows(7),
                all.withBlockRows(64),
                all.withBlockRows(1000));
    }

    /// The stack is what the passes gave, and every number follows from it, for any threads and blocks.
    @ParameterizedTest
    @MethodSource("options")
    void shouldGiveTheSameBitsForAnyThreadsAndBlocks(MonteCarloOptions options) {
        var model = model(Dropout.rate(0.3));
        var expected =
                MonteCarlo.predict(model, input(), 6, options.withThreads(1).withBlockRows(128));
        var actual = MonteCarlo.predict(model, input(), 6, options);
        assertSame(expected, actual);
        assertSameTensor(expected.predictiveEntropy(), actual.predictiveEntropy());
        assertSameTensor(expected.expectedEntropy(), actual.expectedEntropy());
        assertSameTensor(expected.variationRatio(), actual.variationRatio());
        assertSameTensor(Objects.requireNonNull(expected.quantiles()), Objects.requireNonNull(actual.quantiles()));
        var stack = Objects.requireNonNull(actual.stack());
        assertEquals(Shape.of(6, ROWS, 3), stack.shape());
        var workspace = new Workspace(model, Engine.singleThreaded(), ROWS);
        for (int pass = 0; pass < 6; pass++) {
            float[] output =
                    workspace.forward(input(), Mode.MONTE_CARLO, pass, 0).toArray();
            assertArrayEquals(output, stack.rows(pass, pass + 1).toArray());
        }
    }

    private static void assertSameTensor(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.toArray(), actual.toArray());
    }

    /// With one mask a pass is one function: equal rows get equal outputs; without, they do not.
    @Test
    void shouldShareTheMasksOfAPassAmongAllRowsIfAskedTo() {
        var model = model(Dropout.rate(0.3));
        var equal = Tensor.zeros(Shape.of(ROWS, 6));
        equal.fill(0.5f);
        var options = MonteCarloOptions.defaults().withStack().withBlockRows(100);
        var free = Objects.requireNonNull(
                MonteCarlo.predict(model, equal, 5, options).stack());
        var shared = Objects.requireNonNull(MonteCarlo.predict(model, equal, 5, options.withSameMaskForAllRows())
                .stack());
        for (int pass = 0; pass < 5; pass++) {
            var row = shared.rows(pass, pass + 1).reshape(Shape.of(ROWS, 3));
            for (int i = 1; i < ROWS; i++) {
                assertArrayEquals(row.rows(0, 1).toArray(), row.rows(i, i + 1).toArray());
            }
            // Row 0 has the mask of row 0 either way.
            assertArrayEquals(
                    free.rows(pass, pass + 1)
                            .reshape(Shape.of(ROWS, 3))
                            .rows(0, 1)
                            .toArray(),
                    row.rows(0, 1).toArray());
        }
        assertFalse(Arrays.equals(free.toArray(), shared.toArray()));
    }

    @Test
    void shouldDrawTheSameWeightsForAllRowsWithDropConnect() {
        var hidden = Dense.of(9).withActivation(Activations.SELU);
        var model = Sequential.of(Shape.of(6), DropConnect.of(hidden, 0.4), Dense.of(3))
                .build(3);
        var whole = MonteCarlo.predict(model, input(), 7);
        var part = MonteCarlo.predict(model, input().rows(100, 110), 7);
        assertArrayEquals(whole.mean().rows(100, 110).toArray(), part.mean().toArray());
    }

    @Test
    void shouldHaveNoMutualInformationWithoutNoise() {
        var prediction = MonteCarlo.predict(model(Dropout.rate(0)), input(), 50);
        for (int row = 0; row < ROWS; row++) {
            assertEquals(0.0, prediction.mutualInformation(row));
            assertEquals(0f, prediction.variationRatio().get(row));
        }
    }

    /// A network that is linear behind the noise has the mean of its deterministic output; over n passes the error
    /// is √(r/(1 − r)·Σ(w·x)²/n), of which five are allowed.
    @Test
    void shouldApproachTheDeterministicOutputOfALinearNetwork() {
        var model = Sequential.of(Shape.of(6), Dropout.rate(0.5), Dense.of(1)).build(4);
        var input = input().rows(0, 20);
        int passes = 20_000;
        var prediction = MonteCarlo.predict(model, input, passes);
        var expected = model.predict(input);
        for (int row = 0; row < 20; row++) {
            double squares = 0;
            for (int j = 0; j < 6; j++) {
                double term = (double) input.get(6 * row + j) * model.values()[j];
                squares += term * term;
            }
            double deviation = Math.sqrt(squares);
            assertEquals(expected.get(row), prediction.mean().get(row), 5 * deviation / Math.sqrt(passes));
            // The squared deviation's own error is below 1.5 times itself a pass, for six independent terms.
            assertEquals(
                    squares,
                    Math.pow(prediction.standardDeviation().get(row), 2),
                    5 * 1.5 * squares / Math.sqrt(passes));
        }
    }

    @Test
    void shouldPredictAlwaysOnLayersAsOnePassAndTheirModelAsMany() {
        var model = model(McDropout.rate(0.3));
        float[] single = model.predict(input()).toArray();
        var options = MonteCarloOptions.defaults().withStack();
        var passes = MonteCarlo.predict(model, input(), 3, options);
        var stack = Objects.requireNonNull(passes.stack());
        assertArrayEquals(stack.rows(0, 1).toArray(), single);
        assertFalse(Arrays.equals(stack.rows(1, 2).toArray(), single));
        assertArrayEquals(single, model.predict(input()).toArray());
    }

    @Test
    void shouldTakeTheMembersOfAnEnsembleAsPasses() {
        var members = List.of(model(Dropout.rate(0)), model(Dropout.rate(0.5)));
        var one = DeepEnsemble.predict(members, input());
        assertArrayEquals(
                members.getFirst().predict(input()).toArray(), one.mean().toArray());
        assertArrayEquals(new float[ROWS * 3], one.standardDeviation().toArray());
        assertEquals(2, one.samples());
        var other = model(Dropout.rate(0));
        Arrays.fill(other.values(), 0);
        var two = DeepEnsemble.predict(List.of(members.getFirst(), other), input());
        for (int i = 0; i < 3 * ROWS; i++) {
            double first =
                    members.getFirst().predict(input().rows(i / 3, i / 3 + 1)).get(i % 3);
            assertEquals((first + 1 / 3.0) / 2, two.mean().get(i), 2 * 0x1p-24);
            assertEquals(Math.abs(first - 1 / 3.0) / 2, two.standardDeviation().get(i), 2 * 0x1p-24);
            if (i == 30) {
                break;
            }
        }
        assertThrows(IllegalArgumentException.class, () -> DeepEnsemble.predict(List.of(), input()));
    }

    @Test
    void shouldRefuseWhatDoesNotFitIntoATensor() {
        var model = model(Dropout.rate(0.3));
        var options = MonteCarloOptions.defaults();
        var input = input();
        assertThrows(
                IllegalArgumentException.class,
                () -> MonteCarlo.predict(model, input, 10_000_000, options.withStack()));
        assertThrows(
                IllegalArgumentException.class,
                () -> MonteCarlo.predict(model, input, Integer.MAX_VALUE, options.withQuantiles(0.5)));
    }

    /// Samples for quantiles are kept for one block, whose rows are so few that they fit 64 MB, 2²⁴ numbers.
    @Test
    void shouldKeepSamplesForQuantilesInTheMemoryOfABlock() {
        var options = MonteCarloOptions.defaults().withQuantiles(0.5);
        assertEquals(128, options.blockRows(100, 10));
        assertEquals(16, options.blockRows(100_000, 10));
        assertEquals(1, options.blockRows(1 << 24, 10));
        assertEquals(128, MonteCarloOptions.defaults().blockRows(1 << 24, 10));
        var model = model(Dropout.rate(0.5));
        var few = MonteCarlo.predict(model, input().rows(0, 3), 40, options.withBlockRows(1));
        assertSameTensor(
                Objects.requireNonNull(MonteCarlo.predict(model, input().rows(0, 3), 40, options)
                        .quantiles()),
                Objects.requireNonNull(few.quantiles()));
    }

    @Test
    void shouldRefuseOptionsOutOfRange() {
        var options = MonteCarloOptions.defaults();
        assertThrows(IllegalArgumentException.class, () -> options.withThreads(0));
        assertThrows(IllegalArgumentException.class, () -> options.withThreads(1025));
        assertThrows(IllegalArgumentException.class, () -> options.withBlockRows(0));
        assertThrows(IllegalArgumentException.class, () -> options.withQuantiles(0.5, -0.1));
        assertThrows(IllegalArgumentException.class, () -> options.withQuantiles(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> options.withQuantiles(1.1));
        assertEquals(43, options.withQuantiles(0.5).blockRows(39_000, 10));
        assertEquals(1, options.withQuantiles(0.5).blockRows(100_000_000, 10));
        assertEquals(128, options.blockRows(100_000_000, 10));
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

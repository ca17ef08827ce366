package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Concatenate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Frozen;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.LayerNormalization;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Residual;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Slot;
import dev.lanewise.layers.Stack;
import dev.lanewise.layers.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Several passes as one batch have the bits of passes one by one, whatever makes the noise.
final class MonteCarloPassesTest {
    private static final int SAMPLES = 75;
    private static final Dense HIDDEN = Dense.of(19).withActivation(Activations.ELU);

    /// A program's own noise: shifts by a number of the step, and in every third pass returns its input as it is.
    private record Shifted() implements Layer {
        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public boolean random(Mode mode) {
            return mode != Mode.INFERENCE;
        }

        @Override
        public Tensor forward(Slot slot, Tensor input) {
            if (!random(slot.mode()) || slot.step() % 3 == 0) {
                return input;
            }
            var y = slot.output();
            for (int i = 0; i < y.size(); i++) {
                long row = slot.firstRow() + i / y.columns();
                y.set(i, input.get(i) + 0.25f * slot.step() + row % 7);
            }
            return y;
        }

        @Override
        public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
            return outputGradient;
        }
    }

    static List<Layer> noises() {
        return List.of(
                Dropout.rate(0.3),
                Dropout.rate(0.3).inOriginalForm(),
                AlphaDropout.rate(0.3),
                GaussianDropout.rate(0.3),
                GaussianNoise.deviation(0.5),
                StochasticDepth.rate(0.4),
                McDropout.rate(0.2),
                new Shifted(),
                DropConnect.of(HIDDEN, 0.4),
                Stack.of(HIDDEN, Dropout.rate(0.3), LayerNormalization.layer(), GaussianNoise.deviation(0.1)),
                Residual.of(HIDDEN.withUnits(24), Dropout.rate(0.3)),
                Concatenate.of(Dropout.rate(0.3), Stack.of(HIDDEN, new Shifted()), HIDDEN));
    }

    private static Sequential network(Layer noise) {
        return Sequential.of(
                Shape.of(3, 4),
                Dropout.rate(0).withSharedAxes(0),
                SpatialDropout.rate(0.2),
                Flatten.layer(),
                Dense.of(24),
                BatchNormalization.layer(),
                ActivationLayer.of(Activations.SELU),
                noise,
                Dense.of(24).withActivation(Activations.TANH),
                noise,
                Dense.of(5).withActivation(Activations.SOFTMAX));
    }

    private static Tensor input(int rows) {
        return NoiseRuns.uniform(rows, 12, -2, 2).reshape(Shape.of(rows, 3, 4));
    }

    @ParameterizedTest
    @MethodSource("noises")
    void shouldGiveTheBitsOfPassesOneByOne(Layer noise) {
        var model = network(noise).build(6);
        for (int rows : new int[] {1, 2, 5, 50, 64, 200}) {
            var input = input(rows);
            var options = MonteCarloOptions.defaults().withQuantiles(0.25, 0.5).withStack();
            var actual = MonteCarlo.predict(model, input, SAMPLES, options);
            var workspace = new Workspace(model, Engine.singleThreaded(), rows);
            var stack = Objects.requireNonNull(actual.stack());
            for (int pass = 0; pass < SAMPLES; pass++) {
                float[] alone =
                        workspace.forward(input, Mode.MONTE_CARLO, pass, 0).toArray();
                assertArrayEquals(alone, stack.rows(pass, pass + 1).toArray(), rows + " rows, pass " + pass);
            }
            assertSame(MonteCarlo.predict(model, input, SAMPLES, options.withBlockRows(1)), actual);
            assertSame(MonteCarlo.predict(model, input, SAMPLES, options.withBlockRows(1000)), actual);
        }
    }

    private static void assertSame(MonteCarloPrediction expected, MonteCarloPrediction actual) {
        for (var pair : List.of(
                List.of(expected.mean(), actual.mean()),
                List.of(expected.standardDeviation(), actual.standardDeviation()),
                List.of(expected.predictiveEntropy(), actual.predictiveEntropy()),
                List.of(expected.expectedEntropy(), actual.expectedEntropy()),
                List.of(expected.variationRatio(), actual.variationRatio()),
                List.of(Objects.requireNonNull(expected.quantiles()), Objects.requireNonNull(actual.quantiles())))) {
            assertArrayEquals(pair.get(0).toArray(), pair.get(1).toArray());
        }
    }

    /// The chapter's example: one image, a hundred passes, and the same masks for other rows.
    @Test
    void shouldShareTheMasksOfAPassAlsoWherePassesAreStacked() {
        var model = network(Dropout.rate(0.3)).build(6);
        var options = MonteCarloOptions.defaults().withStack().withSameMaskForAllRows();
        var three = new ArrayList<Tensor>();
        for (int i = 0; i < 3; i++) {
            var one = MonteCarlo.predict(model, input(9).rows(4, 5), 100, options.withBlockRows(1 + 50 * i));
            three.add(Objects.requireNonNull(one.stack()));
        }
        assertArrayEquals(three.get(0).toArray(), three.get(1).toArray());
        assertArrayEquals(three.get(0).toArray(), three.get(2).toArray());
        var all = MonteCarlo.predict(model, input(9), 100, options).stack();
        for (int pass = 0; pass < 100; pass++) {
            float[] row = Objects.requireNonNull(all)
                    .rows(pass, pass + 1)
                    .reshape(Shape.of(9, 5))
                    .rows(4, 5)
                    .toArray();
            assertArrayEquals(row, three.get(0).rows(pass, pass + 1).toArray());
        }
    }

    /// A run of several passes leaves nothing behind for the next run of one.
    @Test
    void shouldRunAsBeforeAfterSeveralPasses() {
        var model = network(Dropout.rate(0.3)).build(6);
        var workspace = new Workspace(model, Engine.singleThreaded(), 64);
        float[] before = workspace.forward(input(7), Mode.MONTE_CARLO, 5, 3).toArray();
        var outputs = workspace.forwardPasses(input(7), 4, 9, 3);
        assertEquals(Shape.of(63, 5), outputs.shape());
        assertArrayEquals(before, outputs.rows(7, 14).toArray());
        assertArrayEquals(
                before, workspace.forward(input(7), Mode.MONTE_CARLO, 5, 3).toArray());
        assertNotEquals(0, before[0]);
    }

    /// Counts the rows that run through it.
    private record Counting(AtomicInteger rows) implements Layer {
        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public Tensor forward(Slot slot, Tensor input) {
            rows.addAndGet(input.rows());
            return input;
        }

        @Override
        public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
            return outputGradient;
        }
    }

    /// 300 rows in blocks of 128, and 7 rows with several passes at once; the noise is three stacks deep.
    @Test
    void shouldRunWhatIsBeforeTheFirstNoiseOnceARowAlsoInsideStacks() {
        var before = new Counting(new AtomicInteger());
        var after = new Counting(new AtomicInteger());
        var noisy = Sequential.of(Shape.of(19), HIDDEN, before, Dropout.rate(0.3), HIDDEN, after);
        var description = Sequential.of(
                Shape.of(12), before, Stack.of(HIDDEN, before, Frozen.of(Stack.of(HIDDEN, noisy))), after, HIDDEN);
        var model = description.build(6);
        for (int rows : new int[] {300, 7}) {
            before.rows.set(0);
            after.rows.set(0);
            var input = NoiseRuns.uniform(rows, 12, -2, 2);
            var options = MonteCarloOptions.defaults().withStack();
            var stack = Objects.requireNonNull(
                    MonteCarlo.predict(model, input, 20, options).stack());
            assertEquals(3 * rows, before.rows.get());
            assertEquals(2 * 20 * rows, after.rows.get());
            var workspace = new Workspace(model, Engine.singleThreaded(), rows);
            for (int pass = 0; pass < 20; pass++) {
                float[] alone =
                        workspace.forward(input, Mode.MONTE_CARLO, pass, 0).toArray();
                assertArrayEquals(alone, stack.rows(pass, pass + 1).toArray(), rows + " rows, pass " + pass);
            }
        }
    }

    @Test
    void shouldRefusePassesThatDoNotFitOrHaveNoNoise() {
        var workspace = new Workspace(network(Dropout.rate(0.3)).build(6), Engine.singleThreaded(), 64);
        for (int count : new int[] {-1, 0, 13}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> workspace.forwardPasses(input(5), 0, count, 0),
                    "passes " + count);
        }
        var wrong = NoiseRuns.uniform(5, 11, -2, 2);
        assertThrows(IllegalArgumentException.class, () -> workspace.forwardPasses(wrong, 0, 2, 0));
        assertThrows(IllegalStateException.class, workspace::reachedNoise, "nothing was run yet");
        var still = new Workspace(Sequential.of(Shape.of(12), HIDDEN).build(6), Engine.singleThreaded(), 64);
        still.forward(input(5), Mode.MONTE_CARLO, 0, 0);
        assertThrows(IllegalStateException.class, still::reachedNoise);
        assertThrows(IllegalArgumentException.class, () -> still.forwardPasses(input(5), 0, 2, 0));
    }

    @Test
    void shouldRefuseAPlaceThatIsNone() {
        var model = network(Dropout.rate(0.3)).build(6);
        int layers = model.layers().size();
        var workspace = new Workspace(model, Engine.singleThreaded(), 64);
        for (int place : new int[] {-1, layers + 1}) {
            var refused = assertThrows(
                    IllegalArgumentException.class, () -> workspace.forward(input(5), place, Mode.INFERENCE, 0, 0));
            assertEquals("the place to run from must be in [0, " + layers + "], but is " + place, refused.getMessage());
        }
        var output = Tensor.zeros(Shape.of(2, 5));
        assertEquals(output, workspace.forward(output, layers, Mode.INFERENCE, 0, 0));
    }
}

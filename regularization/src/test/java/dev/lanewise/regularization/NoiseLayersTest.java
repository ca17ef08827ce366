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
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.ParameterSpec;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What all noise layers have in common, and the forms of dropout.
final class NoiseLayersTest {
    private static Stream<Layer> layers() {
        return Stream.of(
                Dropout.rate(0.3),
                Dropout.rate(0.3).inOriginalForm(),
                Dropout.rate(0.3).withSharedAxes(0),
                Dropout.rate(0.3).withSchedule(step -> 0.1 * step),
                AlphaDropout.rate(0.3),
                AlphaDropout.rate(0.3).withSchedule(step -> 0.1 * step),
                GaussianDropout.rate(0.3),
                GaussianDropout.rate(0.3).withSchedule(step -> 0.1 * step),
                GaussianNoise.deviation(0.3),
                StochasticDepth.rate(0.5),
                McDropout.rate(0.3),
                McAlphaDropout.rate(0.3));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shouldHaveTheGradientOfItsOutput(Layer layer) {
        NoiseRuns.checkGradient(layer);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shouldGiveARowTheSameBitsAloneAndInABatch(Layer layer) {
        var input = NoiseRuns.uniform(20, 33, -1, 1);
        float[] batch = NoiseRuns.run(layer, input, Mode.TRAINING, 6, 100);
        for (int row = 0; row < 20; row++) {
            float[] alone = NoiseRuns.run(layer, input.rows(row, row + 1), Mode.TRAINING, 6, 100 + row);
            assertArrayEquals(Arrays.copyOfRange(batch, 33 * row, 33 * row + 33), alone);
        }
        assertFalse(Arrays.equals(batch, NoiseRuns.run(layer, input, Mode.TRAINING, 7, 100)));
        assertArrayEquals(batch, NoiseRuns.run(layer, input, Mode.TRAINING, 6, 100));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shouldReturnItsInputInInferenceUnlessAlwaysOn(Layer layer) {
        var input = NoiseRuns.uniform(20, 33, 1, 2);
        var workspace = new Workspace(NoiseRuns.alone(layer, 33), Engine.singleThreaded(), 20);
        var output = workspace.forward(input, Mode.INFERENCE, 3, 0);
        if (layer.random(Mode.INFERENCE)) {
            assertArrayEquals(NoiseRuns.run(layer, input, Mode.TRAINING, 3, 0), output.toArray());
            assertFalse(Arrays.equals(input.toArray(), output.toArray()));
        } else if (layer instanceof Dropout dropout && dropout.original()) {
            for (int i = 0; i < output.size(); i++) {
                assertEquals(0.7f * input.get(i), output.get(i));
            }
        } else {
            assertSame(input, output);
        }
    }

    @Test
    void shouldReturnTheInputWithoutDrawingForARateOfZero() {
        for (var layer : List.<Layer>of(
                GaussianDropout.rate(0),
                GaussianNoise.deviation(0),
                StochasticDepth.rate(0),
                McDropout.rate(0),
                McAlphaDropout.rate(0),
                Dropout.rate(0).withSchedule(step -> 0))) {
            for (var mode : Mode.values()) {
                var input = NoiseRuns.uniform(3, 5, -1, 1);
                var workspace = new Workspace(NoiseRuns.alone(layer, 5), Engine.singleThreaded(), 3);
                // A step that cannot be drawn for shows that nothing is.
                assertSame(input, workspace.forward(input, mode, -1, 0), layer.toString());
            }
        }
    }

    @Test
    void shouldGiveZerosForARateOfOne() {
        var input = NoiseRuns.uniform(3, 5, -1, 1);
        for (var layer : List.<Layer>of(
                Dropout.rate(1).withSharedAxes(0),
                Dropout.rate(1).inOriginalForm(),
                Dropout.rate(0.5).withSchedule(step -> 1),
                StochasticDepth.rate(1),
                McDropout.rate(1),
                McAlphaDropout.rate(1))) {
            for (float value : NoiseRuns.run(layer, input, Mode.TRAINING, 0, 0)) {
                assertEquals(0f, Math.abs(value), layer.toString());
            }
        }
    }

    /// Every set of shared axes of examples of (2, 3, 4), against the definition: the decision is that of the
    /// element with index 0 on the shared axes, which the unshared layer shows.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void shouldShareTheDecisionAlongAxes(int set) {
        int[] axes =
                IntStream.range(0, 3).filter(axis -> (set >> axis & 1) == 1).toArray();
        var x = Tensor.zeros(Shape.of(7, 2, 3, 4));
        x.fill(1);
        float[] free = run(Dropout.rate(0.5), x);
        float[] shared = run(Dropout.rate(0.5).withSharedAxes(axes), x);
        for (int i = 0; i < x.size(); i++) {
            int row = i / 24;
            int a = (set & 1) == 1 ? 0 : i / 12 % 2;
            int b = (set & 2) == 2 ? 0 : i / 4 % 3;
            int c = (set & 4) == 4 ? 0 : i % 4;
            assertEquals(free[24 * row + 12 * a + 4 * b + c], shared[i], "element " + i);
        }
        if (set == 3) {
            assertArrayEquals(shared, run(SpatialDropout.rate(0.5), x));
        }
        if (set == 7) {
            assertArrayEquals(shared, run(StochasticDepth.rate(0.5), x));
        }
    }

    @Test
    void shouldReadAFlatBatchWithTheShapeOfItsPlace() {
        var x = NoiseRuns.uniform(7, 24, 1, 2);
        var shaped = x.reshape(Shape.of(7, 2, 3, 4));
        var model = Sequential.of(Shape.of(2, 3, 4), SpatialDropout.rate(0.5)).build(77);
        float[] flat = new Workspace(model, Engine.singleThreaded(), 7)
                .forward(x, Mode.TRAINING, 1, 0)
                .toArray();
        assertArrayEquals(run(SpatialDropout.rate(0.5), shaped), flat);
        var noise =
                Sequential.of(Shape.of(2, 3, 4), GaussianNoise.deviation(0.5)).build(77);
        assertEquals(
                168,
                new Workspace(noise, Engine.singleThreaded(), 7)
                        .forward(x, Mode.TRAINING, 1, 0)
                        .size());
    }

    private static float[] run(Layer layer, Tensor x) {
        var model = Sequential.of(x.shape().row(), layer).build(77);
        return new Workspace(model, Engine.singleThreaded(), x.rows())
                .forward(x, Mode.TRAINING, 1, 0)
                .toArray();
    }

    @Test
    void shouldRefuseShapesThatItCannotShareMasksOver() {
        var layers = List.<Layer>of(SpatialDropout.rate(0.1), FeatureAlphaDropout.rate(0.1));
        layers.forEach(layer -> assertThrows(IllegalArgumentException.class, () -> Sequential.of(Shape.of(5), layer)));
        var third = Dropout.rate(0.1).withSharedAxes(2);
        var refused = assertThrows(IllegalArgumentException.class, () -> Sequential.of(Shape.of(5, 6), third));
        assertTrue(
                refused.getMessage().contains("axis 2") && refused.getMessage().contains("(5, 6)"));
        assertThrows(IllegalArgumentException.class, () -> Dropout.rate(0.1).withSharedAxes(-1));
        assertThrows(IllegalArgumentException.class, () -> Dropout.rate(0.1).withSharedAxes(1, 1));
    }

    /// 1e-6 would be rounded to 0, and 1 − 1e-6 to 1.
    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY, 1e-6, 1 - 1e-6, Double.MIN_VALUE})
    void shouldRefuseARateThatIsNoFractionOrCannotBeDrawn(double rate) {
        List<DoubleFunction<Layer>> makers = List.of(
                Dropout::rate,
                AlphaDropout::rate,
                SpatialDropout::rate,
                FeatureAlphaDropout::rate,
                StochasticDepth::rate,
                McDropout::rate,
                McAlphaDropout::rate);
        for (var maker : makers) {
            var refused = assertThrows(IllegalArgumentException.class, () -> maker.apply(rate));
            assertTrue(refused.getMessage().contains(Double.toString(rate)), refused.getMessage());
        }
        assertEquals(0x1p-16, Dropout.rate(0x1p-16).rate());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.1, Double.NaN})
    void shouldRefuseAGaussianRateWithoutADeviation(double rate) {
        assertThrows(IllegalArgumentException.class, () -> GaussianDropout.rate(rate));
        var scheduled = GaussianDropout.rate(0.1).withSchedule(step -> rate);
        var input = NoiseRuns.uniform(3, 5, -1, 1);
        assertThrows(IllegalArgumentException.class, () -> NoiseRuns.run(scheduled, input, Mode.TRAINING, 0, 0));
        assertEquals(1e-6, GaussianDropout.rate(1e-6).rate());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseADeviationThatIsNone(double deviation) {
        assertThrows(IllegalArgumentException.class, () -> GaussianNoise.deviation(deviation));
    }

    /// Everything is linear in one weight but where a unit's weights meet, which they do not within one layer.
    @Test
    void shouldHaveTheGradientOfDropConnect() {
        NoiseRuns.checkGradient(DropConnect.of(Dense.of(5), 0.3));
    }

    /// With a mask as a matrix of inputs: the rows of the identity give the masked weights, each 0 or w/(1 − r),
    /// with the activation and the bias as the dense layer has them.
    @Test
    void shouldDropWeightsInDropConnect() {
        var dense = Dense.of(40).withBias(ParameterSpec.of(Initializers.ONES)).withActivation(Activations.ELU);
        var model = Sequential.of(Shape.of(30), DropConnect.of(dense, 0.25)).build(8);
        var identity = Tensor.zeros(Shape.of(30, 30));
        for (int i = 0; i < 30; i++) {
            identity.set(31 * i, 1);
        }
        var workspace = new Workspace(model, Engine.singleThreaded(), 30);
        float[] y = workspace.forward(identity, Mode.TRAINING, 5, 7).toArray();
        int dropped = 0;
        for (int i = 0; i < y.length; i++) {
            float kept = (float) (1 / 0.75) * model.values()[i] + 1;
            boolean isDropped = y[i] == 1f;
            assertEquals(isDropped ? 1f : kept > 0 ? kept : Math.expm1(kept), y[i], 4 * 0x1p-24);
            dropped += isDropped ? 1 : 0;
        }
        assertEquals(0.25, dropped / 1200.0, 5 * Math.sqrt(0.25 * 0.75 / 1200));
        assertFalse(Arrays.equals(
                y, workspace.forward(identity, Mode.TRAINING, 6, 7).toArray()));
        assertArrayEquals(y, workspace.forward(identity, Mode.TRAINING, 5, 0).toArray());
        var plain = Sequential.of(Shape.of(30), dense).build(8);
        assertArrayEquals(
                plain.predict(identity).toArray(), model.predict(identity).toArray());
        assertArrayEquals(plain.values(), model.values());
    }

    @Test
    void shouldBeTheBiasForADropConnectOfOne() {
        var dense = Dense.of(4).withBias(ParameterSpec.of(Initializers.ONES));
        var input = NoiseRuns.uniform(3, 5, -1, 1);
        for (float value : NoiseRuns.run(DropConnect.of(dense, 1), input, Mode.TRAINING, 0, 0)) {
            assertEquals(1f, value);
        }
        assertThrows(IllegalArgumentException.class, () -> DropConnect.of(dense, 1.2));
    }

    @Test
    void shouldPrintWhatIsSet() {
        assertEquals("Dropout[rate=0.2]", Dropout.rate(0.2).toString());
        assertEquals(
                "Dropout[rate=0.2, sharedAxes=[0], original form]",
                Dropout.rate(0.2).withSharedAxes(0).inOriginalForm().toString());
        assertEquals("AlphaDropout[rate=0.2]", AlphaDropout.rate(0.2).toString());
        assertEquals(
                "GaussianNoise[deviation=0.2]", GaussianNoise.deviation(0.2).toString());
    }
}

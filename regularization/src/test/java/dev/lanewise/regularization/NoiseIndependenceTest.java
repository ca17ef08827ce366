package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Masks and normal numbers of different layers, steps, seeds, rows and columns have nothing to do with each other:
/// over 10⁷ pairs, within 5 standard errors; the seeds are fixed.
final class NoiseIndependenceTest {
    private static final int ROWS = 500;
    private static final int COLUMNS = 500;
    private static final int STEPS = 40;
    private static final double DRAWS = (double) ROWS * COLUMNS * STEPS;

    /// A layer at a rate of ½ with the input for which it shows 250,000 decisions.
    ///
    /// @param ofRows whether rows decide apart, as all but the weights of DropConnect do
    private record Decisions(Layer layer, Tensor input, boolean ofRows) {
        static Decisions of(Layer layer, int... input) {
            var ones = Tensor.zeros(Shape.of(input));
            ones.fill(1);
            return new Decisions(layer, ones, true);
        }

        Model model(long seed, Layer... before) {
            var layers = new ArrayList<>(List.of(before));
            layers.add(layer);
            return new Sequential(input.shape().row(), layers).build(seed);
        }

        /// Returns 1 for what is kept, and −1 for what is dropped.
        float[] draw(Model model, long step, long firstRow) {
            float[] y = new Workspace(model, Engine.singleThreaded(), input.rows())
                    .forward(input, Mode.TRAINING, step, firstRow)
                    .toArray();
            for (int i = 0; i < y.length; i++) {
                y[i] = y[i] > 1 ? 1 : -1;
            }
            return y;
        }

        @Override
        public String toString() {
            return layer.toString();
        }
    }

    private static Stream<Decisions> decisions() {
        var ones = Dense.of(COLUMNS).withInitializer(Initializers.ONES).withBias(null);
        return Stream.of(
                Decisions.of(Dropout.rate(0.5), ROWS, COLUMNS),
                Decisions.of(AlphaDropout.rate(0.5), ROWS, COLUMNS),
                Decisions.of(SpatialDropout.rate(0.5), ROWS, 1, COLUMNS),
                Decisions.of(FeatureAlphaDropout.rate(0.5), ROWS, 1, COLUMNS),
                Decisions.of(StochasticDepth.rate(0.5), ROWS * COLUMNS, 1),
                new Decisions(DropConnect.of(ones, 0.5), NoiseRuns.identity(COLUMNS), false));
    }

    /// Two layers, steps, seeds, rows or columns that differ draw masks without correlation: of n pairs of ±1 the
    /// mean product has the error 1/√n at a rate of ½.
    @ParameterizedTest
    @MethodSource("decisions")
    void shouldDrawIndependentMasksForLayersStepsSeedsRowsAndColumns(Decisions decisions) {
        var model = decisions.model(31);
        var other = decisions.model(32);
        // A first layer that changes nothing: the second one stands at place 1.
        var second = decisions.model(31, Dropout.rate(0));
        double[] products = new double[5];
        for (int step = 0; step < STEPS; step++) {
            float[] base = decisions.draw(model, step, 0);
            products[0] += product(base, decisions.draw(second, step, 0));
            products[1] += product(base, decisions.draw(model, step + STEPS, 0));
            products[2] += product(base, decisions.draw(other, step, 0));
            if (decisions.ofRows) {
                products[3] += product(base, decisions.draw(model, step, decisions.input.rows()));
            }
            float[] shifted = base.clone();
            System.arraycopy(base, 1, shifted, 0, base.length - 1);
            products[4] += product(base, shifted);
        }
        for (double product : products) {
            assertEquals(0, product / DRAWS, 5 / Math.sqrt(DRAWS));
        }
    }

    /// The same for the normal numbers of two layers, steps and seeds: the mean product of n pairs has the error
    /// 1/√n.
    @Test
    void shouldDrawIndependentNormalNumbersForLayersStepsAndSeeds() {
        var noise = GaussianNoise.deviation(1);
        var model = Sequential.of(Shape.of(COLUMNS), noise).build(31);
        var other = Sequential.of(Shape.of(COLUMNS), noise).build(32);
        var second = Sequential.of(Shape.of(COLUMNS), Dropout.rate(0), noise).build(31);
        double[] products = new double[3];
        for (int step = 0; step < STEPS; step++) {
            float[] base = normal(model, step);
            products[0] += product(base, normal(second, step));
            products[1] += product(base, normal(model, step + STEPS));
            products[2] += product(base, normal(other, step));
        }
        for (double product : products) {
            assertEquals(0, product / DRAWS, 5 / Math.sqrt(DRAWS));
        }
    }

    private static float[] normal(Model model, long step) {
        return new Workspace(model, Engine.singleThreaded(), ROWS)
                .forward(Tensor.zeros(Shape.of(ROWS, COLUMNS)), Mode.TRAINING, step, 0)
                .toArray();
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the noise layers do on average, over 10⁷ draws each, within 5 standard errors; the seeds are fixed.
final class NoiseStatisticsTest {
    private static final int ROWS = 500;
    private static final int COLUMNS = 500;
    private static final int STEPS = 40;
    private static final double DRAWS = (double) ROWS * COLUMNS * STEPS;

    /// The sums over all draws of a layer whose input is one number.
    private static final class Sums {
        private double sum;
        private double squares;
        private long dropped;

        static Sums of(Layer layer, double input, double droppedValue) {
            return of(layer, input, droppedValue, ROWS, STEPS);
        }

        static Sums of(Layer layer, double input, double droppedValue, int rows, int steps) {
            var model = Sequential.of(Shape.of(COLUMNS), layer).build(31);
            var workspace = new Workspace(model, Engine.singleThreaded(), rows);
            var x = Tensor.zeros(Shape.of(rows, COLUMNS));
            x.fill((float) input);
            var sums = new Sums();
            for (int step = 0; step < steps; step++) {
                var y = workspace.forward(x, Mode.TRAINING, step, 1000L * step);
                sums.add(y.array(), y.offset(), y.size(), (float) droppedValue);
            }
            return sums;
        }

        private void add(float[] y, int from, int size, float droppedValue) {
            for (int i = from; i < from + size; i++) {
                double value = y[i];
                sum += value;
                squares += value * value;
                dropped += y[i] == droppedValue ? 1 : 0;
            }
        }
    }

    /// A kept 1 becomes 1/(1 − r): mean 1, variance v = r/(1 − r). A two-valued number has the fourth central
    /// moment v·(1 − 3·r(1 − r))/(1 − r)² and so Var((y − 1)²) = that − v².
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.5, 0.8})
    void shouldDropTheRateAndKeepTheMean(double rate) {
        var sums = Sums.of(Dropout.rate(rate), 1, 0);
        double v = rate / (1 - rate);
        assertEquals(rate, sums.dropped / DRAWS, 5 * Math.sqrt(rate * (1 - rate) / DRAWS));
        assertEquals(1, sums.sum / DRAWS, 5 * Math.sqrt(v / DRAWS));
        double fourth = v * (1 - 3 * rate * (1 - rate)) / ((1 - rate) * (1 - rate));
        // The variance around the true mean: E y² − 2·E y + 1.
        double variance = sums.squares / DRAWS - 2 * sums.sum / DRAWS + 1;
        assertEquals(v, variance, 5 * Math.sqrt((fourth - v * v) / DRAWS) + 1e-6);
    }

    /// The original form leaves a kept 1 as it is, so that the mean is 1 − r, which inference multiplies by: the
    /// two forms are equal in expectation, training and inference are within each.
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5})
    void shouldBeEqualInExpectationInBothForms(double rate) {
        var original = Dropout.rate(rate).inOriginalForm();
        double mean = Sums.of(original, 3, 0).sum / DRAWS;
        double inverted = Sums.of(Dropout.rate(rate), 3, 0).sum / DRAWS;
        double error = 5 * 3 * Math.sqrt(rate * (1 - rate) / DRAWS);
        var three = Tensor.zeros(Shape.of(1, 4));
        three.fill(3);
        double inference = NoiseRuns.run(original, three, Mode.INFERENCE, 0, 0)[0];
        assertEquals(3 * (1 - rate), inference, 3 * 0x1p-24);
        assertEquals(inference, mean, error);
        // Half a step of the mask's 16 bits shifts the mean by 3·2⁻¹⁷/(1 − r).
        assertEquals(inference / (1 - rate), inverted, error / (1 - rate) + 3 * 0x1p-17 / (1 - rate));
    }

    /// With a standardized input of ±1 the output has mean 0 and variance 1, for any rate.
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.5, 0.8})
    void shouldKeepMeanAndVarianceInAlphaDropout(double rate) {
        double a = AlphaDropout.slope(rate);
        double alpha = -1.7580993408473766;
        double b = -a * alpha * rate;
        double d = a * alpha + b;
        var above = Sums.of(AlphaDropout.rate(rate), 1, d, ROWS, STEPS / 2);
        var below = Sums.of(AlphaDropout.rate(rate), -1, d, ROWS, STEPS / 2);
        double n = DRAWS;
        // The three values a + b, b − a and d with their probabilities.
        double keep = (1 - rate) / 2;
        double fourth = keep * (Math.pow(a + b, 4) + Math.pow(b - a, 4)) + rate * Math.pow(d, 4);
        assertEquals(0, (above.sum + below.sum) / n, 5 / Math.sqrt(n));
        assertEquals(1, (above.squares + below.squares) / n, 5 * Math.sqrt((fourth - 1) / n) + 2e-5);
        assertEquals(rate, (above.dropped + below.dropped) / n, 5 * Math.sqrt(rate * (1 - rate) / n));
    }

    /// 1 times N(1, σ²), and 1 + N(0, σ²): variance σ², whose estimate has the error √2·σ²/√n.
    @ParameterizedTest
    @MethodSource("gaussians")
    void shouldBeNormalWithTheAskedDeviation(Layer layer, double deviation) {
        var sums = Sums.of(layer, 1, Double.NaN);
        double variance = sums.squares / DRAWS - 2 * sums.sum / DRAWS + 1;
        assertEquals(1, sums.sum / DRAWS, 5 * deviation / Math.sqrt(DRAWS));
        assertEquals(deviation * deviation, variance, 5 * Math.sqrt(2 / DRAWS) * deviation * deviation);
    }

    private static Stream<Object[]> gaussians() {
        return Stream.of(
                new Object[] {GaussianDropout.rate(0.1), 1.0 / 3},
                new Object[] {GaussianDropout.rate(0.2), 0.5},
                new Object[] {GaussianDropout.rate(0.5), 1.0},
                new Object[] {GaussianNoise.deviation(0.1), 0.1},
                new Object[] {GaussianNoise.deviation(2), 2.0});
    }

    /// Whole features: 10⁷ decisions for 2 elements each, which always agree.
    @Test
    void shouldDropWholeFeaturesAtTheRate() {
        double error = 5 * Math.sqrt(0.3 * 0.7 / DRAWS);
        assertEquals(0.3, shareOfDropped(SpatialDropout.rate(0.3), 1 / 0.7f, 0), error);
        float kept = 0.8609526162f + 0.4540920681f;
        assertEquals(0.3, shareOfDropped(FeatureAlphaDropout.rate(0.3), kept, -1.0595481590f), error);
    }

    /// Whole examples: a million decisions a step for the only element of each.
    @Test
    void shouldDropWholeExamplesAtTheRateAndKeepTheMean() {
        var model = Sequential.of(Shape.of(1), StochasticDepth.rate(0.3)).build(31);
        var x = Tensor.zeros(Shape.of(1_000_000, 1));
        x.fill(1);
        checkInverted(model, x, 10, 0.3);
    }

    /// The identity matrix times weights of 1 gives the weights that are left.
    @Test
    void shouldDropWeightsAtTheRateAndKeepTheMean() {
        var ones = Dense.of(COLUMNS).withInitializer(Initializers.ONES).withBias(null);
        var model = Sequential.of(Shape.of(COLUMNS), DropConnect.of(ones, 0.3)).build(31);
        var x = Tensor.zeros(Shape.of(COLUMNS, COLUMNS));
        for (int i = 0; i < COLUMNS; i++) {
            x.set(i * COLUMNS + i, 1);
        }
        checkInverted(model, x, STEPS, 0.3);
    }

    /// The moments of `shouldDropTheRateAndKeepTheMean`; half a step of the mask's 16 bits is 2⁻¹⁷.
    private static void checkInverted(Model model, Tensor x, int steps, double rate) {
        var workspace = new Workspace(model, Engine.singleThreaded(), x.rows());
        var sums = new Sums();
        for (int step = 0; step < steps; step++) {
            var y = workspace.forward(x, Mode.TRAINING, step, 0);
            sums.add(y.array(), y.offset(), y.size(), 0);
        }
        double v = rate / (1 - rate);
        double grain = 0x1p-17 / (1 - rate);
        assertEquals(rate, sums.dropped / DRAWS, 5 * Math.sqrt(rate * (1 - rate) / DRAWS) + grain);
        assertEquals(1, sums.sum / DRAWS, 5 * Math.sqrt(v / DRAWS) + grain);
        double fourth = v * (1 - 3 * rate * (1 - rate)) / ((1 - rate) * (1 - rate));
        double variance = sums.squares / DRAWS - 2 * sums.sum / DRAWS + 1;
        assertEquals(v, variance, 5 * Math.sqrt((fourth - v * v) / DRAWS) + grain);
    }

    /// What is always on draws the bits of what is not, so its statistics are the same.
    @Test
    void shouldDrawTheSameWhereTheNoiseIsAlwaysOn() {
        var x = NoiseRuns.uniform(100, 200, -2, 2);
        for (double rate : new double[] {0.05, 0.2, 0.5, 0.8}) {
            assertArrayEquals(
                    NoiseRuns.run(Dropout.rate(rate), x, Mode.TRAINING, 7, 9),
                    NoiseRuns.run(McDropout.rate(rate), x, Mode.INFERENCE, 7, 9));
            assertArrayEquals(
                    NoiseRuns.run(AlphaDropout.rate(rate), x, Mode.TRAINING, 7, 9),
                    NoiseRuns.run(McAlphaDropout.rate(rate), x, Mode.INFERENCE, 7, 9));
        }
    }

    private static double shareOfDropped(Layer layer, float kept, float dropped) {
        var model = Sequential.of(Shape.of(2, COLUMNS), layer).build(31);
        var workspace = new Workspace(model, Engine.singleThreaded(), ROWS);
        var x = Tensor.zeros(Shape.of(ROWS, 2, COLUMNS));
        x.fill(1);
        long count = 0;
        long wrong = 0;
        for (int step = 0; step < STEPS; step++) {
            float[] y = workspace.forward(x, Mode.TRAINING, step, 0).array();
            for (int row = 0; row < ROWS; row++) {
                for (int i = 2 * COLUMNS * row; i < 2 * COLUMNS * row + COLUMNS; i++) {
                    boolean isDropped = Math.abs(y[i] - dropped) < 1e-6;
                    count += isDropped ? 1 : 0;
                    wrong += isDropped || Math.abs(y[i] - kept) < 1e-6 ? 0 : 1;
                    wrong += y[i] == y[i + COLUMNS] ? 0 : 1;
                }
            }
        }
        assertEquals(0, wrong);
        return count / DRAWS;
    }

    /// Two layers, steps, seeds, rows or columns that differ draw masks without correlation: of n pairs of ±1 the
    /// mean product has the error 1/√n at a rate of ½.
    @Test
    void shouldDrawIndependentMasksForLayersStepsSeedsRowsAndColumns() {
        var dropout = Dropout.rate(0.5);
        var model = Sequential.of(Shape.of(COLUMNS), dropout).build(31);
        var other = Sequential.of(Shape.of(COLUMNS), dropout).build(32);
        // The first layer of these two changes nothing; the second stands at place 1.
        var second = Sequential.of(Shape.of(COLUMNS), Dropout.rate(0), dropout).build(31);
        double[] products = new double[5];
        for (int step = 0; step < STEPS; step++) {
            float[] base = signs(model, step, 0);
            products[0] += product(base, signs(second, step, 0));
            products[1] += product(base, signs(model, step + STEPS, 0));
            products[2] += product(base, signs(other, step, 0));
            products[3] += product(base, signs(model, step, ROWS));
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
            float[] base = draw(model, 0, step, 0);
            products[0] += product(base, draw(second, 0, step, 0));
            products[1] += product(base, draw(model, 0, step + STEPS, 0));
            products[2] += product(base, draw(other, 0, step, 0));
        }
        for (double product : products) {
            assertEquals(0, product / DRAWS, 5 / Math.sqrt(DRAWS));
        }
    }

    private static float[] signs(Model model, long step, long firstRow) {
        float[] y = draw(model, 1, step, firstRow);
        for (int i = 0; i < y.length; i++) {
            y[i] -= 1;
        }
        return y;
    }

    private static float[] draw(Model model, float input, long step, long firstRow) {
        var x = Tensor.zeros(Shape.of(ROWS, COLUMNS));
        x.fill(input);
        return new Workspace(model, Engine.singleThreaded(), ROWS)
                .forward(x, Mode.TRAINING, step, firstRow)
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

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
        var sums = Sums.of(original, 3, 0);
        double mean = sums.sum / DRAWS;
        double inverted = Sums.of(Dropout.rate(rate), 3, 0).sum / DRAWS;
        double error = 5 * 3 * Math.sqrt(rate * (1 - rate) / DRAWS);
        var three = Tensor.zeros(Shape.of(1, 4));
        three.fill(3);
        double inference = NoiseRuns.run(original, three, Mode.INFERENCE, 0, 0)[0];
        assertEquals(3 * (1 - rate), inference, 3 * 0x1p-24);
        assertEquals(inference, mean, error);
        // 3 or 0 around 3·(1 − r): squares of the distances 3r and 3(1 − r), which are 9·|1 − 2r| apart.
        double variance = sums.squares / DRAWS - 2 * inference * mean + inference * inference;
        assertEquals(9 * rate * (1 - rate), variance, error(rate, 9 * (1 - 2 * rate)) + 1e-6);
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

    /// Whole features of an example, of 2 elements each with inputs of 1 and `second`.
    ///
    /// @param kept what the two elements become where the feature is kept
    /// @param dropped what both become else
    /// @param mean of an element over all draws
    /// @param variance around that mean, over both elements
    private record Features(
            Layer layer, double rate, float second, double[] kept, double dropped, double mean, double variance) {
        static Features spatial(Layer layer, double rate) {
            double factor = 1 / (1 - rate);
            return new Features(layer, rate, 1, new double[] {factor, factor}, 0, 1, rate / (1 - rate));
        }

        /// The inputs ±1 are standardized: mean 0 and variance 1 must stay.
        static Features alpha(double rate) {
            double alpha = -1.7580993408473766;
            double a = 1 / Math.sqrt((1 - rate) * (1 + rate * alpha * alpha));
            double b = -a * alpha * rate;
            double[] kept = {a + b, b - a};
            return new Features(FeatureAlphaDropout.rate(rate), rate, -1, kept, a * alpha + b, 0, 1);
        }

        @Override
        public String toString() {
            return layer.toString();
        }
    }

    private static Stream<Features> features() {
        return Stream.of(0.05, 0.3, 0.8)
                .flatMap(rate -> Stream.of(
                        Features.spatial(SpatialDropout.rate(rate), rate),
                        Features.spatial(Dropout.rate(rate).withSharedAxes(0), rate),
                        Features.alpha(rate)));
    }

    /// 10⁷ decisions for 2 elements each, which always agree, so that there are 10⁷ independent draws and not
    /// 2·10⁷: a statistic of a feature is k if it is kept and d else, and its mean over n features has the error
    /// √(r(1 − r)/n)·|k − d|. For the mean k and d are those of the feature's two elements; for the variance,
    /// those of the squared distances from the mean.
    @ParameterizedTest
    @MethodSource("features")
    void shouldDropWholeFeaturesAtTheRateAndKeepMeanAndVariance(Features features) {
        var model = Sequential.of(Shape.of(2, COLUMNS), features.layer).build(31);
        var workspace = new Workspace(model, Engine.singleThreaded(), ROWS);
        var x = Tensor.zeros(Shape.of(ROWS, 2, COLUMNS));
        for (int i = 0; i < x.size(); i++) {
            x.set(i, i / COLUMNS % 2 == 0 ? 1 : features.second);
        }
        var sums = new FeatureSums(features);
        for (int step = 0; step < STEPS; step++) {
            sums.add(workspace.forward(x, Mode.TRAINING, step, 0).array());
        }
        assertEquals(0, sums.wrong, "elements of one feature must agree");
        double mean = features.mean;
        assertEquals(features.rate, sums.dropped / DRAWS, error(features.rate, 1));
        double meanKept = (features.kept[0] + features.kept[1]) / 2;
        assertEquals(mean, sums.sum / DRAWS, error(features.rate, meanKept - features.dropped));
        double kept = (square(features.kept[0] - mean) + square(features.kept[1] - mean)) / 2;
        double dropped = square(features.dropped - mean);
        assertEquals(features.variance, sums.squares / DRAWS, error(features.rate, kept - dropped));
    }

    /// Five standard errors of the mean of a two-valued statistic, and the half step of the mask's 16 bits.
    private static double error(double rate, double distance) {
        return Math.abs(distance) * (5 * Math.sqrt(rate * (1 - rate) / DRAWS) + 0x1p-17);
    }

    private static double square(double x) {
        return x * x;
    }

    /// The sums over all features: of the mean of two elements, and of their mean squared distance from the mean.
    private static final class FeatureSums {
        private final Features features;
        private double sum;
        private double squares;
        private long dropped;
        private long wrong;

        FeatureSums(Features features) {
            this.features = features;
        }

        void add(float[] y) {
            for (int row = 0; row < ROWS; row++) {
                for (int i = 2 * COLUMNS * row; i < 2 * COLUMNS * row + COLUMNS; i++) {
                    add(y[i], y[i + COLUMNS]);
                }
            }
        }

        private void add(double first, double second) {
            boolean isDropped = near(first, features.dropped) && near(second, features.dropped);
            boolean isKept = near(first, features.kept[0]) && near(second, features.kept[1]);
            dropped += isDropped ? 1 : 0;
            wrong += isDropped == isKept ? 1 : 0;
            sum += (first + second) / 2;
            squares += (square(first - features.mean) + square(second - features.mean)) / 2;
        }

        private static boolean near(double actual, double expected) {
            return Math.abs(actual - expected) <= 4 * 0x1p-24 * (1 + Math.abs(expected));
        }
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
        checkInverted(model, NoiseRuns.identity(COLUMNS), STEPS, 0.3);
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
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The search for a learning rate: what it finds, and that it leaves no trace.
final class LearningRateFinderTest {
    private static Model model() {
        return Sequential.of(
                        Shape.of(2),
                        Dense.of(8).withActivation(Activations.RELU),
                        BatchNormalization.layer(),
                        Dropout.rate(0.2),
                        Dense.of(3).withActivation(Activations.SOFTMAX))
                .build(3);
    }

    private static Dataset data() {
        var data = new Dataset(Tensor.zeros(Shape.of(50, 2)), Tensor.zeros(Shape.of(50, 1)));
        CounterRandom.of(1, 100, 0).uniform(data.features(), -1, 1);
        for (int row = 0; row < 50; row++) {
            data.targets().set(row, row % 3);
            data.features().set(2 * row, data.features().get(2 * row) + 2 * (row % 3));
        }
        return data;
    }

    private static Trainer trainer(Model model) {
        return Trainer.of(model, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, Nadam.learningRate(1e-3));
    }

    /// Everything a checkpoint would hold, as text.
    private static String everything(Trainer trainer) {
        var state = new State();
        trainer.save(state);
        var all = new TreeMap<String, String>(state.texts());
        state.numbers().forEach((name, values) -> all.put(name, Arrays.toString(values)));
        state.tensors().forEach((name, tensor) -> all.put(name, Arrays.toString(tensor.toArray())));
        return all.toString();
    }

    @Test
    void shouldLeaveNoTrace() {
        var searched = trainer(model());
        var undisturbed = trainer(model());
        var data = data();
        searched.fit(data, Fit.epochs(2).batchSize(8));
        undisturbed.fit(data, Fit.epochs(2).batchSize(8));
        var before = everything(searched);
        LearningRateFinder.steps(60).run(searched, data, 16);
        assertEquals(before, everything(searched));
        assertNotEquals(before, everything(trainer(model())));
        var first = searched.fit(data, Fit.epochs(2).batchSize(8));
        var second = undisturbed.fit(data, Fit.epochs(2).batchSize(8));
        assertArrayEquals(second.column("loss"), first.column("loss"));
        assertEquals(undisturbed.model().sha256(), searched.model().sha256());
    }

    @Test
    void shouldGrowTheRateByTheSameFactorAndSmoothTheLoss() {
        var finder = new LearningRateFinder(1e-4, 1e-2, 21, 0.5, 4);
        var curve = finder.run(trainer(model()), data(), 16);
        assertEquals(21, curve.rates().length);
        double average = 0;
        for (int i = 0; i < 21; i++) {
            assertEquals(1e-4 * Math.pow(100, i / 20.0), curve.rates()[i], 1e-15);
            average = 0.5 * average + 0.5 * curve.losses()[i];
            assertEquals(average / (1 - Math.pow(0.5, i + 1)), curve.smoothed()[i], 1e-12);
        }
    }

    @Test
    void shouldEndWhereTheLossDiverges() {
        var model = Sequential.of(Shape.of(2), Dense.of(1)).build(1);
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.01));
        var curve = LearningRateFinder.steps(200).between(1e-4, 1e4).run(trainer, data(), 50);
        int last = curve.rates().length - 1;
        assertTrue(last < 199, "all " + last + " steps were made");
        assertTrue(curve.suggestion() < curve.rates()[last] && curve.suggestion() > 1e-4, "" + curve.suggestion());
        assertTrue(curve.tenthOfLeastLoss() < curve.rates()[last] / 10, "" + curve.tenthOfLeastLoss());
    }

    @Test
    void shouldSuggestTheSteepestFall() {
        double[] rates = {1, 2, 4, 8, 16};
        var curve = new LearningRateCurve(rates, rates, new double[] {5, 4.5, 2, 1.5, 9});
        assertEquals(2, curve.suggestion());
        assertEquals(0.8, curve.tenthOfLeastLoss());
    }

    /// Falls from 2.3 to 0.5, most steeply at step 40, rises from step 60 on to 2, and dips there more steeply than
    /// it ever fell: to 0.8, or below all there was before.
    private static LearningRateCurve divergingWithDipOf(double depth) {
        double[] rates = new double[100];
        double[] smoothed = new double[100];
        for (int i = 0; i < 100; i++) {
            rates[i] = 1e-5 * Math.pow(10, i / 16.0);
            double dip = i < 72 ? 0 : depth * Math.min(1, (i - 71) / 3.0);
            smoothed[i] = 2.3 - 1.8 / (1 + Math.exp((40 - i) / 4.0)) + Math.clamp(0.15 * (i - 60), 0, 1.5) - dip;
        }
        return new LearningRateCurve(rates, smoothed, smoothed);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1.2, 1.9})
    void shouldSuggestNothingFromADipBehindTheDivergence(double depth) {
        var curve = divergingWithDipOf(depth);
        assertEquals(curve.rates()[40], curve.suggestion());
        assertEquals(curve.rates()[60] / 10, curve.tenthOfLeastLoss());
    }

    @Test
    void shouldSuggestNothingFromTheFirstTenthWhereFewLossesAreAveraged() {
        var curve = divergingWithDipOf(1.2);
        curve.smoothed()[0] = 9;
        curve.smoothed()[1] = 0.1;
        curve.smoothed()[99] = Double.NaN;
        assertEquals(curve.rates()[40], curve.suggestion());
        assertEquals(curve.rates()[60] / 10, curve.tenthOfLeastLoss());
    }

    /// Three losses above their place and the fall back from them: steeper than the curve, from one step to the
    /// next, but not over a tenth of the steps.
    @Test
    void shouldSuggestNothingFromTheNoiseOfAFewBatches() {
        var curve = divergingWithDipOf(0);
        for (int i = 53; i < 56; i++) {
            curve.smoothed()[i] += 0.4;
        }
        assertEquals(curve.rates()[40], curve.suggestion());
    }

    @Test
    void shouldSuggestTheFirstRateWhereTheLossNeverFallsAndNothingWithoutAStep() {
        double[] rates = {1, 2, 4, 8};
        double[] rising = {1, 1.5, 3, 2.5};
        assertEquals(1, new LearningRateCurve(rates, rising, rising).suggestion());
        double[] none = {};
        var empty = new LearningRateCurve(none, none, none);
        assertThrows(IllegalStateException.class, empty::suggestion);
        assertThrows(IllegalStateException.class, empty::tenthOfLeastLoss);
    }

    /// Squared errors less 10 are below 0 all the time, and rise like squared errors do.
    @Test
    void shouldKnowTheDivergenceOfANegativeLoss() {
        ElementLoss shifted = new ElementLoss() {
            @Override
            public double value(double output, double target) {
                return Losses.MEAN_SQUARED_ERROR.value(output, target) - 10;
            }

            @Override
            public double slope(double output, double target) {
                return Losses.MEAN_SQUARED_ERROR.slope(output, target);
            }
        };
        var model = Sequential.of(Shape.of(2), Dense.of(1)).build(1);
        var trainer = Trainer.of(model, shifted, Sgd.learningRate(0.01));
        var curve = LearningRateFinder.steps(200).between(1e-4, 1e4).run(trainer, data(), 50);
        int last = curve.rates().length - 1;
        assertTrue(last > 20 && last < 199, last + " steps were made");
        assertTrue(curve.smoothed()[last] > 10, "" + curve.smoothed()[last]);
    }

    @Test
    void shouldRefuseNumbersOutsideTheirRanges() {
        var finder = LearningRateFinder.steps(10);
        assertThrows(IllegalArgumentException.class, () -> LearningRateFinder.steps(2));
        assertThrows(IllegalArgumentException.class, () -> finder.between(0, 1));
        assertThrows(IllegalArgumentException.class, () -> finder.between(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new LearningRateFinder(1e-5, 1, 10, 1, 4));
        assertThrows(IllegalArgumentException.class, () -> new LearningRateFinder(1e-5, 1, 10, 0.9, 1));
    }
}

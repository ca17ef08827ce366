package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.junit.jupiter.api.Test;

/// Against numpy and scipy in float64 (`uncertainty.py`), from the same float32 numbers: sums of at most 2,500 terms in
/// double, off by 2500·2⁻⁵³ relatively.
final class ClassificationQualityTest {
    private static final double BOUND = 2500 * 0x1p-53;

    private final Tensor probabilities = UncertaintyGolden.tensor("probabilities", 500, 5);
    private final Tensor logits = UncertaintyGolden.tensor("logits", 500, 5);
    private final Tensor targets = UncertaintyGolden.tensor("targets", 500);

    @Test
    void shouldAgreeWithNumpy() {
        var quality = ClassificationQuality.of(probabilities, targets);
        assertEquals(UncertaintyGolden.number("accuracy"), quality.accuracy());
        assertEquals(UncertaintyGolden.number("nll"), quality.negativeLogLikelihood(), 2 * BOUND);
        assertEquals(UncertaintyGolden.number("brier"), quality.brier(), BOUND);
        assertEquals(UncertaintyGolden.number("ece"), quality.expectedCalibrationError(), BOUND);
        assertEquals(UncertaintyGolden.number("mce"), quality.maximumCalibrationError(), BOUND);
        assertEquals(UncertaintyGolden.number("ece equal mass"), quality.equalMassCalibrationError(), BOUND);
        assertEquals(UncertaintyGolden.number("ece classwise"), quality.classwiseCalibrationError(), BOUND);
        assertEquals(0, quality.floored());
    }

    @Test
    void shouldFloorTheLikelihoodAndCount() {
        var sure = Tensor.of(Shape.of(2, 2), 1, 0, 0.5f, 0.5f);
        var quality = ClassificationQuality.of(sure, Tensor.of(Shape.of(2), 1, 0));
        assertEquals(1, quality.floored());
        assertEquals((Math.log(1e12) + Math.log(2)) / 2, quality.negativeLogLikelihood(), 1e-12);
        // Of two equal ones the first is chosen.
        assertEquals(0.5, quality.accuracy());
        assertEquals((2 + 0.5) / 2, quality.brier());
    }

    @Test
    void shouldPutAConfidenceOnAnEdgeIntoTheBinBelowIt() {
        var p = Tensor.of(Shape.of(3, 2), 0.75f, 0.25f, 0.5f, 0.5f, 1, 0);
        var table = ReliabilityTable.equalWidth(p, Tensor.of(Shape.of(3), 0, 1, 0), 4);
        assertEquals(
                new ReliabilityTable.Bin(0.25, 0.5, 1, 0.5, 0), table.bins().get(1));
        assertEquals(
                new ReliabilityTable.Bin(0.5, 0.75, 1, 0.75, 1), table.bins().get(2));
        assertEquals(new ReliabilityTable.Bin(0.75, 1, 1, 1, 1), table.bins().get(3));
        assertEquals(0, table.bins().getFirst().count());
        assertEquals((0.5 + 0.25) / 3, table.expectedCalibrationError(), BOUND);
        assertEquals(0.5, table.maximumCalibrationError());
    }

    @Test
    void shouldSplitRowsEquallyEvenIfThereAreFewerThanBins() {
        var p = Tensor.of(Shape.of(2, 2), 0.75f, 0.25f, 0.5f, 0.5f);
        var table = ReliabilityTable.equalMass(p, Tensor.of(Shape.of(2), 0, 0), 5);
        assertEquals(
                2, table.bins().stream().mapToInt(ReliabilityTable.Bin::count).sum());
        assertEquals((0.25 + 0.5) / 2, table.expectedCalibrationError());
    }

    /// Two minimizers in double agree to about the root of the unit roundoff times the temperature, here 1e-7; the
    /// least value itself is flat there.
    @Test
    void shouldFindTheTemperatureThatScipyFinds() {
        var scaling = TemperatureScaling.fit(logits, targets);
        assertEquals(UncertaintyGolden.number("temperature"), scaling.temperature(), 1e-6);
        var scaled = ClassificationQuality.of(scaling.apply(logits), targets);
        // Probabilities of float32: softmax has some 8 roundoffs.
        assertEquals(UncertaintyGolden.number("temperature nll"), scaled.negativeLogLikelihood(), 8 * 0x1p-24);
        assertEquals(UncertaintyGolden.number("accuracy"), scaled.accuracy());
        assertTrue(scaled.expectedCalibrationError() < 0.5 * UncertaintyGolden.number("ece"));
    }

    /// Logarithms of probabilities are logits, up to what float32 loses: p has an error of 2⁻²⁴ relatively, as has
    /// its logarithm.
    @Test
    void shouldFindTheSameTemperatureFromProbabilities() {
        var scaling = TemperatureScaling.fit(TemperatureScaling.logits(probabilities), targets);
        assertEquals(UncertaintyGolden.number("temperature"), scaling.temperature(), 1e-5);
        var zero = Tensor.of(Shape.of(1, 2), 1, 0);
        assertEquals(Math.log(Float.MIN_NORMAL), TemperatureScaling.logits(zero).get(1), 87 * 0x1p-23);
    }

    @Test
    void shouldStopAtTheEndsWhereTheLikelihoodGrowsBeyond() {
        var z = Tensor.of(Shape.of(2, 2), 1, 0, 0, 2);
        assertEquals(
                1e-3, TemperatureScaling.fit(z, Tensor.of(Shape.of(2), 0, 1)).temperature());
        assertEquals(
                1 / (1 / 1e3),
                TemperatureScaling.fit(z, Tensor.of(Shape.of(2), 1, 0)).temperature());
        var even = Tensor.of(Shape.of(2, 2), 0, 0, 0, 0);
        assertTrue(Double.isFinite(
                TemperatureScaling.fit(even, Tensor.of(Shape.of(2), 1, 0)).temperature()));
    }

    @Test
    void shouldBuildTheConformalSetsOfNumpy() {
        for (double alpha : new double[] {0.05, 0.1, 0.2}) {
            var sets = ConformalSets.fit(probabilities.rows(0, 300), targets.rows(0, 300), alpha);
            double[] expected = UncertaintyGolden.of("conformal " + alpha);
            assertEquals((float) expected[0], sets.threshold());
            var measured = sets.measure(probabilities.rows(300, 500), targets.rows(300, 500));
            assertEquals(expected[1], measured.coverage());
            assertEquals(expected[2], measured.meanSize());
            assertEquals(expected[3], measured.singletons());
            assertEquals(expected[4], measured.empty());
        }
        var few = ConformalSets.fit(probabilities.rows(0, 5), targets.rows(0, 5), 0.1);
        assertEquals(Double.POSITIVE_INFINITY, few.threshold());
        assertEquals(5.0, few.measure(probabilities, targets).meanSize());
    }

    @Test
    void shouldDrawTheCoverageCurveOfNumpy() {
        var entropy = UncertaintyGolden.tensor("entropy", 500);
        var curve = CoverageCurve.of(probabilities, targets, entropy);
        double[] expected = UncertaintyGolden.of("coverage curve");
        for (int i = 0; i < 500; i++) {
            assertEquals(expected[i], curve.accuracies().get(i), 0x1p-24);
        }
        assertEquals(UncertaintyGolden.number("area under risk"), curve.areaUnderRisk(), 0x1p-24);
        assertEquals(expected[249], curve.accuracy(0.5), 0x1p-24);
        assertEquals(expected[0], curve.accuracy(1e-9), 0x1p-24);
        assertEquals(expected[499], curve.accuracy(1), 0x1p-24);
    }

    @Test
    void shouldSortNumbersOfBothSigns() {
        var numbers = Tensor.of(Shape.of(6), 3, -0f, -2, 0, Float.NEGATIVE_INFINITY, -2);
        assertArrayEquals(new int[] {4, 2, 5, 1, 3, 0}, Rows.ascending(numbers));
    }

    @Test
    void shouldRefuseWhatIsNoProbabilityNoClassOrOutOfRange() {
        var p = Tensor.of(Shape.of(2, 2), 0.5f, 0.5f, 0.5f, 0.5f);
        var good = Tensor.of(Shape.of(2), 0, 1);
        assertRefused(() -> ClassificationQuality.of(Tensor.of(Shape.of(2, 1), 1, 1), good));
        assertRefused(() -> ClassificationQuality.of(Tensor.of(Shape.of(2, 2), 1, 1, 0, 1), good));
        assertRefused(() -> ClassificationQuality.of(Tensor.of(Shape.of(2, 2), 2, -1, 0, 1), good));
        assertRefused(() -> ClassificationQuality.of(Tensor.of(Shape.of(2, 2), Float.NaN, 1, 0, 1), good));
        assertRefused(() -> ClassificationQuality.of(p, Tensor.of(Shape.of(2), 0, 2)));
        assertRefused(() -> ClassificationQuality.of(p, Tensor.of(Shape.of(2), 0, 0.5f)));
        assertRefused(() -> ClassificationQuality.of(p, Tensor.of(Shape.of(3), 0, 1, 1)));
        assertRefused(() -> ReliabilityTable.equalWidth(p, good, 0));
        assertRefused(() -> ReliabilityTable.equalMass(p, good, -1));
        assertRefused(() -> ReliabilityTable.ofClass(p, good, 2, 15));
        assertRefused(() -> CoverageCurve.of(p, good, Tensor.of(Shape.of(3), 1, 2, 3)));
        assertRefused(() -> CoverageCurve.of(p, good, Tensor.of(Shape.of(2), 1, Float.NaN)));
        assertRefused(() -> CoverageCurve.of(p, good, good).accuracy(0));
        assertRefused(() -> CoverageCurve.of(p, good, good).accuracy(1.1));
        assertRefused(() -> ConformalSets.fit(p, good, 0));
        assertRefused(() -> ConformalSets.fit(p, good, 1));
        assertRefused(() -> ConformalSets.fit(p, good, Double.NaN));
        assertRefused(() -> new TemperatureScaling(0));
        assertRefused(() -> new TemperatureScaling(Double.POSITIVE_INFINITY));
        assertRefused(
                () -> TemperatureScaling.fit(Tensor.of(Shape.of(1, 2), 1, Float.NEGATIVE_INFINITY), good.rows(0, 1)));
    }

    private static void assertRefused(Runnable action) {
        assertThrows(IllegalArgumentException.class, action::run);
    }
}

package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RegressionQualityTest {
    /// Against numpy in float64 (`uncertainty.py`): sums of 300 terms in double.
    @Test
    void shouldAgreeWithNumpy() {
        var quality = RegressionQuality.of(
                UncertaintyGolden.tensor("mu", 300),
                UncertaintyGolden.tensor("variance", 300),
                UncertaintyGolden.tensor("t", 300));
        double[] expected = UncertaintyGolden.of("regression");
        assertEquals(expected[0], quality.rootMeanSquaredError(), 600 * 0x1p-53);
        assertEquals(expected[1], quality.negativeLogLikelihood(), 600 * 0x1p-53);
        assertEquals(expected[2], quality.meanDeviation(), 600 * 0x1p-53);
        assertEquals(expected[3], quality.coverage50());
        assertEquals(expected[4], quality.coverage90());
        assertEquals(expected[5], quality.coverage95());
    }

    @Test
    void shouldSplitTheVarianceIntoThatOfTheModelAndThatOfTheNoise() {
        var passes = MonteCarloPrediction.allocate(2, Shape.of(1, 4), List.of(), false);
        var statistics = new PassStatistics(passes, 1, 1);
        statistics.begin(1);
        statistics.add(Tensor.of(Shape.of(1, 4), 1, 10, 4, 0.5f), 0);
        statistics.add(Tensor.of(Shape.of(1, 4), 3, 10, 2, 1.5f), 1);
        statistics.writeTo(passes, 0);
        var prediction = GaussianPrediction.of(passes);
        assertArrayEquals(new float[] {2, 10}, prediction.mean().toArray());
        assertArrayEquals(new float[] {1, 0}, prediction.modelVariance().toArray());
        assertArrayEquals(new float[] {3, 1}, prediction.noiseVariance().toArray());
        assertArrayEquals(new float[] {4, 1}, prediction.variance().toArray());
    }

    @Test
    void shouldMakeVariancesOfTheSecondHalf() {
        var x = Tensor.of(Shape.of(2, 4), -1, 200, 0, 2, 3, 4, -3, 1);
        var y = Tensor.zeros(x.shape());
        MeanAndVariance.head().apply(x, y);
        float[] expected = {-1, 200, 1, (float) Math.exp(2), 3, 4, (float) Math.exp(-3), (float) Math.E};
        for (int i = 0; i < 8; i++) {
            assertEquals(expected[i], y.get(i), Math.ulp(expected[i]));
        }
        var inPlace = Tensor.of(x.shape(), x.toArray());
        MeanAndVariance.head().apply(inPlace, inPlace);
        assertArrayEquals(y.toArray(), inPlace.toArray());
        var ones = Tensor.of(x.shape(), 1, 2, 3, 4, 1, 2, 3, 4);
        MeanAndVariance.head().gradient(x, y, ones, ones);
        assertArrayEquals(
                new float[] {1, 2, 3 * y.get(2), 4 * y.get(3), 1, 2, 3 * y.get(6), 4 * y.get(7)}, ones.toArray());
    }

    @Test
    void shouldRefuseVariancesThatAreNoneAndOddOutputs() {
        var one = Tensor.of(Shape.of(1), 1);
        for (float variance : new float[] {0, -1, Float.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> RegressionQuality.of(one, Tensor.of(Shape.of(1), variance), one));
        }
        assertThrows(IllegalArgumentException.class, () -> RegressionQuality.of(one, one, Tensor.zeros(Shape.of(2))));
        var model = Sequential.of(Shape.of(2), Dense.of(3).withActivation(MeanAndVariance.head()))
                .build(1);
        var input = Tensor.zeros(Shape.of(1, 2));
        assertThrows(IllegalArgumentException.class, () -> model.predict(input));
        var odd = MonteCarlo.predict(Sequential.of(Shape.of(2), Dense.of(3)).build(1), input, 1);
        assertThrows(IllegalArgumentException.class, () -> GaussianPrediction.of(Objects.requireNonNull(odd)));
    }
}

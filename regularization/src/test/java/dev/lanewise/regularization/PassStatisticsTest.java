package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Against numpy in float64 (`uncertainty.py`): every result is rounded to float32 once. The logarithms of entropies
/// are of float32 and off by an ulp at most, that is 2⁻²³·|ln p|, and p·|ln p| is at most 1/e.
final class PassStatisticsTest {
    private static final double HALF_ULP = 0x1p-24;
    private static final List<Double> LEVELS = List.of(0.0, 0.05, 0.5, 0.9, 1.0);

    /// Takes the passes in one block, or row by row.
    private static MonteCarloPrediction gather(Tensor passes, int blockRows) {
        int count = passes.shape().length(0);
        int rows = passes.shape().length(1);
        var result = MonteCarloPrediction.allocate(count, passes.shape().row(), LEVELS, false);
        var statistics = new PassStatistics(result, blockRows, blockRows);
        for (int from = 0; from < rows; from += blockRows) {
            int to = Math.min(from + blockRows, rows);
            statistics.begin(to - from);
            for (int pass = 0; pass < count; pass++) {
                var output = passes.rows(pass, pass + 1).reshape(passes.shape().row());
                statistics.add(output.rows(from, to), pass);
            }
            statistics.writeTo(result, from);
        }
        return result;
    }

    @Test
    void shouldAgreeWithNumpy() {
        var passes = UncertaintyGolden.tensor("passes", 9, 4, 3);
        for (int blockRows : new int[] {1, 2, 3, 4, 9}) {
            var result = gather(passes, blockRows);
            assertClose("passes mean", result.mean(), HALF_ULP);
            assertClose("passes deviation", result.standardDeviation(), HALF_ULP);
            assertClose("passes predictive", result.predictiveEntropy(), 5 * HALF_ULP);
            assertClose("passes expected", result.expectedEntropy(), 5 * HALF_ULP);
            assertClose("passes variation", result.variationRatio(), HALF_ULP);
            assertClose("passes quantiles", Objects.requireNonNull(result.quantiles()), HALF_ULP);
            for (int row = 0; row < 4; row++) {
                double predictive = UncertaintyGolden.of("passes predictive")[row];
                double expected = UncertaintyGolden.of("passes expected")[row];
                assertEquals(predictive - expected, result.mutualInformation(row), 10 * HALF_ULP);
            }
        }
    }

    private static void assertClose(String name, Tensor actual, double bound) {
        double[] expected = UncertaintyGolden.of(name);
        assertEquals(expected.length, actual.size());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.get(i), bound, name + " at " + i);
        }
    }

    /// SEMANTICS 17.9, with ten decimals.
    @Test
    void shouldGiveThePublishedNumbers() {
        var passes = Tensor.of(Shape.of(3, 1, 2), 0.9f, 0.1f, 0.6f, 0.4f, 0.2f, 0.8f);
        var result = gather(passes, 1);
        assertEquals(0.5666666667, result.mean().get(0), 2 * HALF_ULP);
        assertEquals(0.4333333333, result.mean().get(1), 2 * HALF_ULP);
        assertEquals(0.2867441756, result.standardDeviation().get(0), 2 * HALF_ULP);
        assertEquals(0.2867441756, result.standardDeviation().get(1), 2 * HALF_ULP);
        assertEquals(0.6842317651, result.predictiveEntropy(0), 5 * HALF_ULP);
        assertEquals(0.4994990213, result.expectedEntropy().get(0), 5 * HALF_ULP);
        assertEquals(0.1847327438, result.mutualInformation(0), 10 * HALF_ULP);
        assertEquals(1 / 3.0, result.variationRatio().get(0), HALF_ULP);
        assertEquals(0, result.choice(0));
        assertEquals(0.1333333333, result.margin(0), 2 * HALF_ULP);
    }

    @Test
    void shouldHaveNoMutualInformationInPassesThatAgree() {
        var passes = Tensor.of(Shape.of(2, 1, 3), 0.2f, 0.3f, 0.5f, 0.2f, 0.3f, 0.5f);
        var result = gather(passes, 1);
        assertEquals(0.0, result.mutualInformation(0));
        assertEquals(0f, result.standardDeviation().get(1));
        assertEquals(0f, result.variationRatio().get(0));
    }

    @Test
    void shouldCountNothingForAProbabilityOfZeroAndHaveNoEntropyOfNegatives() {
        var certain = gather(Tensor.of(Shape.of(2, 1, 2), 1, 0, 1, 0), 1);
        assertEquals(0.0, certain.predictiveEntropy(0));
        assertEquals(0f, certain.expectedEntropy().get(0));
        var numbers = gather(Tensor.of(Shape.of(2, 1, 2), -1, 3, -2, 4), 1);
        assertEquals(Double.NaN, numbers.predictiveEntropy(0));
        assertEquals(-1.5f, numbers.mean().get(0));
    }
}

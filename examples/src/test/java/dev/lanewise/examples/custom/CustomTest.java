package dev.lanewise.examples.custom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.GradientCheck;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Penalty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomTest {
    private static Tensor weight() {
        var weight = Tensor.zeros(Shape.of(40, 7));
        CounterRandom.of(3, 1000, 0).normal(weight, 1);
        return weight;
    }

    @Test
    void shouldHaveTheGradientsOfTheGate() {
        assertEquals(
                5 + 6 * 5,
                GradientCheck.of(Custom.gate(Penalty.NONE), Shape.of(5)).run());
    }

    @Test
    void shouldHaveTheGradientOfThePenalty() {
        var dense = Dense.of(4).withPenalty(new LogSum(0.5, 0.25));
        int compared = GradientCheck.of(dense, Shape.of(5)).run();
        assertTrue(compared > 40, "of 20 weights, 4 biases and 30 inputs only some weights lie near the kink at 0");
    }

    /// 0.5·(ln(1 + 1/0.25) + ln(1 + 0) + ln(1 + 2/0.25)) = 0.5·ln(5·9).
    @Test
    void shouldHaveTheValueOfThePenalty() {
        assertEquals(0.5 * Math.log(45), new LogSum(0.5, 0.25).value(Tensor.of(Shape.of(3), 1, 0, -2), 0), 4 * 0x1p-52);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "NaN, 1", "1, 0", "1, Infinity"})
    void shouldRefuseWrongStrengths(double strength, double scale) {
        var message = assertThrows(IllegalArgumentException.class, () -> new LogSum(strength, scale))
                .getMessage();
        assertTrue(message.contains(strength + " and " + scale), message);
    }

    @Test
    void shouldProjectOntoSumsOfZero() {
        var weight = weight();
        new ZeroSum().project(weight);
        assertInside(weight);
    }

    /// Each of 40 weights has been rounded by at most 2⁻²⁴ of itself.
    private static void assertInside(Tensor weight) {
        for (int unit = 0; unit < weight.columns(); unit++) {
            double sum = 0;
            double magnitude = 0;
            for (int row = 0; row < weight.rows(); row++) {
                sum += weight.get(row * weight.columns() + unit);
                magnitude += Math.abs(weight.get(row * weight.columns() + unit));
            }
            assertEquals(0, sum, 0x1p-22 * magnitude);
            assertTrue(magnitude > 0);
        }
    }

    @Test
    void shouldMoveWeightsOnlyAlongTheirSum() {
        var before = weight();
        var after = weight();
        new ZeroSum().project(after);
        float shift = before.get(0) - after.get(0);
        assertTrue(shift != 0);
        for (int i = 0; i < before.size(); i += before.columns()) {
            // Two numbers of a size of at most 8 are rounded to float.
            assertEquals(shift, before.get(i) - after.get(i), 2 * 8 * 0x1p-24);
        }
    }

    @Test
    void shouldLeaveWhatIsInsideBitForBitAlone() {
        var once = weight();
        new ZeroSum().project(once);
        var twice = Tensor.of(once.shape(), once.toArray());
        new ZeroSum().project(twice);
        assertArrayEquals(once.toArray(), twice.toArray());
    }

    @Test
    void shouldTrainANetworkThatDoesNotSeeTheDrift() {
        var free = Custom.train(Custom.network(Penalty.NONE, Constraint.NONE), 42, 30);
        var kept = Custom.train(Custom.network(new LogSum(0.002, 0.1), new ZeroSum()), 42, 30);
        assertInside(kept.model().parameters().getFirst().value());
        // The drift reaches no unit but by rounding, while it has ten times its usual size.
        assertEquals(kept.known(), kept.drifted(), 0.01 * kept.known());
        assertTrue(free.drifted() > 4 * free.known(), free.known() + " became " + free.drifted());
        // The variance of what is to be predicted is 2 + 2·(1 − 2/π) = 2.7.
        assertTrue(kept.known() < 0.5, "the mean squared error is " + kept.known());
    }

    @Test
    void shouldCloseGatesByThePenaltyAlone() {
        var open = Custom.train(Custom.network(Penalty.NONE, new ZeroSum()), 42, 30);
        var closed = Custom.train(Custom.network(new LogSum(0.02, 0.1), new ZeroSum()), 42, 30);
        assertTrue(sum(closed.model()) < 0.7 * sum(open.model()), Custom.gates(closed.model()));
    }

    private static double sum(Model model) {
        var factors = model.parameters().stream()
                .filter(parameter -> parameter.name().equals("gate_1/factors"))
                .findFirst()
                .orElseThrow()
                .value();
        double sum = 0;
        for (int i = 0; i < factors.size(); i++) {
            sum += Math.abs(factors.get(i));
        }
        return sum;
    }
}

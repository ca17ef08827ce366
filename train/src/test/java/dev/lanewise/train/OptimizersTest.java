package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.layers.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// First steps with known numbers, and the ranges of the hyper-parameters.
final class OptimizersTest {
    private static final Schedule RATE = Schedules.constant(0.1);

    /// The table of SEMANTICS 11.3 has six decimals. From 0 on, rounding to float32 is far below that.
    @ParameterizedTest
    @CsvSource({"1, .001063, .001836, .002548, .007775", "0.004, .001056, .001840, .002572, .008079"})
    void shouldMakeTheFirstNadamStepsOfTheReference(
            double momentumDecay, double first, double second, double third, double tenth) {
        var state = OptimizerState.of(Nadam.learningRate(1e-3).withMomentumDecay(momentumDecay), 0f);
        double[] moved = new double[10];
        for (int step = 0; step < 10; step++) {
            state.step(step, 0.1f);
            moved[step] = -state.values()[0];
        }
        assertArrayEquals(
                new double[] {first, second, third, tenth},
                new double[] {moved[0], moved[1], moved[2], moved[9]},
                5.1e-7);
    }

    @Test
    void shouldAskTheScheduleForStepsCountedFromZero() {
        var state = OptimizerState.of(Sgd.learningRate(1).withLearningRate(step -> step == 0 ? 0.5 : 0.25), 1f);
        state.step(0, 1f);
        assertEquals(0.5f, state.values()[0]);
        state.step(1, 1f);
        assertEquals(0.25f, state.values()[0]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
    void shouldRefuseAMomentumOutsideItsRange(double momentum) {
        var sgd = Sgd.learningRate(0.1);
        var refused = assertThrows(IllegalArgumentException.class, () -> sgd.withMomentum(momentum));
        assertTrue(refused.getMessage().contains(Double.toString(momentum)), refused.getMessage());
    }

    @Test
    void shouldRefuseNesterovWithoutMomentum() {
        var sgd = Sgd.learningRate(0.1);
        assertThrows(IllegalArgumentException.class, sgd::withNesterov);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-3, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseALearningRateOutsideItsRange(double rate) {
        assertThrows(IllegalArgumentException.class, () -> Sgd.learningRate(rate));
        var refused = assertThrows(IllegalArgumentException.class, () -> Nadam.learningRate(rate));
        assertTrue(refused.getMessage().contains(Double.toString(rate)), refused.getMessage());
    }

    /// SEMANTICS 17.6: ten decimals, of which float32 weights near 1 keep seven.
    @Test
    void shouldMakeTheFirstAdamStepsOfBothForms() {
        var keras = OptimizerState.of(Adam.learningRate(1e-3), 1f);
        var torch = OptimizerState.of(Adam.learningRate(1e-3).asPyTorch(), 1f);
        for (int step = 0; step < 3; step++) {
            keras.step(step, 0.1f);
            torch.step(step, 0.1f);
            if (step == 0) {
                assertEquals(0.9990000316, keras.values()[0], Golden.UNIT_ROUNDOFF);
                assertEquals(0.9990000001, torch.values()[0], Golden.UNIT_ROUNDOFF);
            }
        }
        assertEquals(0.9970000723, keras.values()[0], 3 * Golden.UNIT_ROUNDOFF);
        assertEquals(0.9970000003, torch.values()[0], 3 * Golden.UNIT_ROUNDOFF);
    }

    /// SEMANTICS 17.6: the numbers have four and five decimals.
    @Test
    void shouldDampSmallGradientsAsTheFormSays() {
        var keras = OptimizerState.of(Adam.learningRate(1e-3), 0f);
        var torch = OptimizerState.of(Adam.learningRate(1e-3).asPyTorch(), 0f);
        keras.step(0, 1e-6f);
        torch.step(0, 1e-6f);
        assertEquals(2.4025e-4, -keras.values()[0], 5.1e-9);
        assertEquals(9.901e-4, -torch.values()[0], 5.1e-8);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseSharesOutsideTheirRange(double share) {
        refuse(share, () -> new Nadam(RATE, share, 0.999, 1e-7, 1));
        refuse(share, () -> new Nadam(RATE, 0.9, share, 1e-7, 1));
        refuse(share, () -> Adam.learningRate(0.1).withBetas(share, 0.999));
        refuse(share, () -> Adam.learningRate(0.1).withBetas(0.9, share));
        refuse(
                share,
                () -> OptimizerState.of(Adam.learningRate(0.1).withBeta1(_ -> share), 1f)
                        .step(0, 1f));
        refuse(share, () -> Adamax.learningRate(0.1).withBetas(share, 0.999));
        refuse(share, () -> Adamax.learningRate(0.1).withBetas(0.9, share));
        refuse(share, () -> Lamb.learningRate(0.1).withBetas(share, 0.999));
        refuse(share, () -> Lamb.learningRate(0.1).withBetas(0.9, share));
        refuse(share, () -> Lion.learningRate(0.1).withBetas(share, 0.99));
        refuse(share, () -> Lion.learningRate(0.1).withBetas(0.9, share));
        refuse(share, () -> RmsProp.learningRate(0.1).withRho(share));
        refuse(share, () -> RmsProp.learningRate(0.1).withMomentum(share));
        refuse(share, () -> Adadelta.learningRate(0.1).withRho(share));
        refuse(
                share,
                () -> OptimizerState.of(Sgd.learningRate(0.1).withMomentum(_ -> share), 1f)
                        .step(0, 1f));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-7, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAnEpsilonThatIsNotPositive(double epsilon) {
        refuse(epsilon, () -> new Nadam(RATE, 0.9, 0.999, epsilon, 1));
        refuse(epsilon, () -> Adam.learningRate(0.1).withEpsilon(epsilon));
        refuse(epsilon, () -> new Adamax(RATE, 0.9, 0.999, epsilon, Form.KERAS));
        refuse(epsilon, () -> new Lamb(RATE, 0.9, 0.999, epsilon));
        refuse(epsilon, () -> new RmsProp(RATE, 0.9, RATE, epsilon, false, Form.KERAS));
        refuse(epsilon, () -> new Adagrad(RATE, 0.1, epsilon, Form.KERAS));
        refuse(epsilon, () -> new Adadelta(RATE, 0.9, epsilon));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-7, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseNumbersBelowZero(double number) {
        refuse(number, () -> Nadam.learningRate(0.1).withMomentumDecay(number));
        refuse(number, () -> Adagrad.learningRate(0.1).withInitialAccumulator(number));
        refuse(number, () -> DecoupledDecay.of(Sgd.learningRate(0.1), number));
        refuse(number, () -> ParameterGroups.of(Sgd.learningRate(0.1)).withRateFactor(_ -> true, number));
    }

    private static void refuse(double number, Executable construction) {
        var refused = assertThrows(IllegalArgumentException.class, construction);
        assertTrue(refused.getMessage().endsWith("is " + number), refused.getMessage());
    }

    /// The ratio of norms is 1 where one is 0.
    @Test
    void shouldMoveAParameterOfZerosByLamb() {
        var state = OptimizerState.of(Lamb.learningRate(1e-3), 0f, 0f);
        state.step(0, 0.1f, -0.1f);
        assertEquals(-1e-3, state.values()[0], 1e-3 * (1e-6 + 8 * Golden.UNIT_ROUNDOFF));
        assertEquals(1e-3, state.values()[1], 1e-3 * (1e-6 + 8 * Golden.UNIT_ROUNDOFF));
    }

    @Test
    void shouldNotMoveByLionWithoutAGradient() {
        var state = OptimizerState.of(Lion.learningRate(1e-3), 2f);
        state.step(0, 0f);
        assertEquals(2f, state.values()[0]);
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.layers.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sgd and Nadam against Keras and PyTorch in float64.
final class OptimizersTest {
    private static final int STEPS = 60;
    private static final int SIZE = 6;

    /// Three roundings a step: the product, the sum and the rate or the quotient.
    private static final double TOLERANCE = 3 * STEPS * Golden.UNIT_ROUNDOFF;

    private static final List<String[]> INPUT = Golden.read("src/test/golden/optimizers-input.csv");
    private static final List<String[]> EXPECTED = Golden.read("src/test/golden/optimizers.csv");

    /// The state that whoever walks the parameters keeps for an optimizer.
    private record State(Optimizer optimizer, float[] values, float[][] slots, double[] coefficients) {
        static State of(Optimizer optimizer, float... values) {
            return new State(
                    optimizer,
                    values.clone(),
                    new float[optimizer.slots()][values.length],
                    new double[optimizer.coefficients()]);
        }

        void prepare(long step) {
            optimizer.prepare(step, optimizer.learningRate().at(step), coefficients);
        }

        void step(long step, float... gradient) {
            prepare(step);
            optimizer.update(values, gradient, slots, 0, values.length, coefficients);
        }
    }

    private static Optimizer optimizer(String name) {
        Schedule column = step -> Double.parseDouble(INPUT.get((int) step)[1]);
        var sgd = Sgd.learningRate(0.01);
        var nadam = Nadam.learningRate(1e-3);
        return switch (name) {
            case "sgd" -> sgd;
            case "momentum" -> sgd.withMomentum(0.9);
            case "nesterov" -> sgd.withMomentum(0.9).withNesterov();
            case "nadam" -> nadam;
            case "torch_nadam" -> new Nadam(nadam.learningRate(), 0.9, 0.999, 1e-8, 0.004);
            case "momentum_one_cycle" -> sgd.withMomentum(0.9).withLearningRate(column);
            case "nesterov_one_cycle" -> sgd.withMomentum(0.9).withNesterov().withLearningRate(column);
            case "nadam_one_cycle" -> nadam.withLearningRate(column);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static float[] gradient(int step) {
        float[] gradient = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            gradient[i] = (float) Double.parseDouble(INPUT.get(step)[2 + i]);
        }
        return gradient;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd",
                "momentum",
                "nesterov",
                "nadam",
                "torch_nadam",
                "momentum_one_cycle",
                "nesterov_one_cycle",
                "nadam_one_cycle"
            })
    void shouldFollowTheReferenceForSixtySteps(String name) {
        var lines = EXPECTED.stream().filter(line -> line[0].equals(name)).toList();
        assertEquals(STEPS + 1, lines.size());
        float[] start = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            start[i] = (float) Double.parseDouble(lines.getFirst()[2 + i]);
        }
        var state = State.of(optimizer(name), start);
        for (int step = 0; step < STEPS; step++) {
            state.step(step, gradient(step));
            for (int i = 0; i < SIZE; i++) {
                Golden.assertClose(
                        Double.parseDouble(lines.get(step + 1)[2 + i]),
                        state.values()[i],
                        TOLERANCE,
                        name + ", step " + (step + 1) + ", weight " + i);
            }
        }
    }

    /// The table of SEMANTICS 11.3 has six decimals. From 0 on, rounding to float32 is far below that.
    @ParameterizedTest
    @CsvSource({"1, .001063, .001836, .002548, .007775", "0.004, .001056, .001840, .002572, .008079"})
    void shouldMakeTheFirstNadamStepsOfTheReference(
            double momentumDecay, double first, double second, double third, double tenth) {
        var state = State.of(Nadam.learningRate(1e-3).withMomentumDecay(momentumDecay), 0f);
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

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "nadam"})
    void shouldTouchNothingOutsideTheRange(String name) {
        var state = State.of(optimizer(name), 1f, 2f, 3f, 4f, 5f, 6f);
        state.prepare(0);
        state.optimizer().update(state.values(), gradient(0), state.slots(), 2, 4, state.coefficients());
        for (int i : new int[] {0, 1, 4, 5}) {
            assertEquals(i + 1f, state.values()[i]);
            for (float[] slot : state.slots()) {
                assertEquals(0f, slot[i]);
            }
        }
        assertTrue(state.values()[2] != 3f && state.values()[3] != 4f, "the range must have moved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "nadam"})
    void shouldGiveTheSameBitsInPieces(String name) {
        var whole = State.of(optimizer(name), 1f, -0.5f, 0.25f, 2f, 0.75f, -1.5f);
        var pieces = State.of(optimizer(name), 1f, -0.5f, 0.25f, 2f, 0.75f, -1.5f);
        for (int step = 0; step < STEPS; step++) {
            float[] gradient = gradient(step);
            whole.step(step, gradient);
            pieces.prepare(step);
            for (int i = SIZE - 1; i >= 0; i--) {
                pieces.optimizer().update(pieces.values(), gradient, pieces.slots(), i, i + 1, pieces.coefficients());
            }
        }
        assertArrayEquals(whole.values(), pieces.values());
    }

    @Test
    void shouldAskTheScheduleForStepsCountedFromZero() {
        var state = State.of(Sgd.learningRate(1).withLearningRate(step -> step == 0 ? 0.5 : 0.25), 1f);
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

    @ParameterizedTest
    @CsvSource({
        "1, 0.999, 1e-7, 1", "-0.1, 0.999, 1e-7, 1", "NaN, 0.999, 1e-7, 1", "0.9, 1, 1e-7, 1", "0.9, -0.1, 1e-7, 1",
        "0.9, NaN, 1e-7, 1", "0.9, 0.999, 0, 1", "0.9, 0.999, NaN, 1", "0.9, 0.999, 1e-7, -1", "0.9, 0.999, 1e-7, NaN"
    })
    void shouldRefuseNumbersOutsideTheRangesOfNadam(double beta1, double beta2, double epsilon, double decay) {
        var rate = Schedules.constant(1e-3);
        assertThrows(IllegalArgumentException.class, () -> new Nadam(rate, beta1, beta2, epsilon, decay));
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.layers.Schedule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every schedule against Keras and PyTorch in float64.
final class SchedulesTest {
    private static final List<String[]> EXPECTED = Golden.read("src/test/golden/schedules.csv");

    static Stream<String> names() {
        return EXPECTED.stream().map(line -> line[0]).distinct();
    }

    private static Schedule schedule(String name) {
        return switch (name) {
            case "book_one_cycle_100" -> OneCycle.book(0.1, 100);
            case "book_one_cycle_42975" -> OneCycle.book(0.1, 42975);
            case "torch_one_cycle_cosine_100" -> OneCycle.pytorch(0.1, 100);
            case "torch_one_cycle_cosine_momentum_100" ->
                OneCycle.pytorch(0.1, 100).momentum(0.85, 0.95);
            case "torch_one_cycle_cosine_42975" -> OneCycle.pytorch(0.1, 42975);
            case "torch_one_cycle_cosine_momentum_42975" ->
                OneCycle.pytorch(0.1, 42975).momentum(0.85, 0.95);
            case "torch_one_cycle_linear3_100" ->
                OneCycle.pytorchThreePhases(0.1, 100).linear();
            case "torch_one_cycle_linear3_momentum_100" ->
                OneCycle.pytorchThreePhases(0.1, 100).linear().momentum(0.85, 0.95);
            case "torch_cyclical_triangular" -> new Cyclical(0.001, 0.1, 20, 15, 1, 1);
            case "torch_cyclical_triangular2" -> new Cyclical(0.001, 0.1, 20, 15, 0.5, 1);
            case "torch_cyclical_exp_range" -> new Cyclical(0.001, 0.1, 20, 15, 1, 0.97);
            case "keras_exponential" -> Schedules.exponential(0.1, 20, 0.5);
            case "keras_exponential_staircase" -> Schedules.exponentialStairs(0.1, 20, 0.5);
            case "keras_inverse_time" -> Schedules.inverseTime(0.1, 20, 0.5);
            case "keras_inverse_time_staircase" -> Schedules.inverseTimeStairs(0.1, 20, 0.5);
            case "keras_polynomial" -> Schedules.polynomial(0.1, 50, 1e-4, 1);
            case "keras_polynomial_power2" -> Schedules.polynomial(0.1, 50, 1e-3, 2);
            case "keras_polynomial_cycle" -> Schedules.polynomialCycles(0.1, 50, 1e-3, 1);
            case "keras_piecewise" -> Schedules.piecewise(new long[] {30, 60}, 0.1, 0.05, 0.01);
            case "keras_cosine" -> CosineDecay.of(0.1, 80).withAlpha(0.1);
            case "keras_cosine_warmup" ->
                CosineDecay.of(0.01, 80).withWarmUp(0.1, 20).withAlpha(0.1);
            case "keras_cosine_restarts" ->
                CosineRestarts.of(0.1, 20).withFactors(2, 0.8).withAlpha(0.1);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// A handful of roundings of double, and as many of powers and cosines, of values up to 1.
    @ParameterizedTest
    @MethodSource("names")
    void shouldFollowTheReference(String name) {
        var schedule = schedule(name);
        int compared = 0;
        for (String[] line : EXPECTED) {
            if (line[0].equals(name)) {
                double expected = Double.parseDouble(line[2]);
                double tolerance = name.contains("exp_range") ? 240 * 0x1p-53 * 0.1 : 20 * 0x1p-53;
                assertEquals(expected, schedule.at(Long.parseLong(line[1])), tolerance, "step " + line[1]);
                compared++;
            }
        }
        assertTrue(compared >= 22, "every value must have been compared");
    }

    /// SEMANTICS 17.8, with ten decimals.
    @ParameterizedTest
    @CsvSource({
        "0, .004, .004",
        "1, .0042813781, .0073103448",
        "10, .0295163948, .0371034483",
        "22, .0868477836, .0768275862",
        "29, .1, .1",
        "30, .0999496535, .0966896552",
        "44, .0890916178, .0503448276",
        "59, .0611262022, .0039024488",
        "88, .0059705995, .0010734634",
        "99, 4e-7, 4e-7"
    })
    void shouldGiveTheNumbersOfAHundredStepsOfPyTorch(long step, double cosine, double linear) {
        assertEquals(cosine, OneCycle.pytorch(0.1, 100).at(step), 5.1e-11);
        assertEquals(linear, OneCycle.pytorchThreePhases(0.1, 100).linear().at(step), 5.1e-11);
    }

    @Test
    void shouldCycleTheMomentumOfThePaperAgainstItsRate() {
        var rate = OneCycle.paper(0.1, 1000);
        var momentum = rate.momentum(0.85, 0.95);
        double[][] expected = {
            {0, 0.01, 0.95}, {225, 0.055, 0.9}, {450, 0.1, 0.85}, {900, 0.01, 0.95}, {1000, 1e-5, 0.95}
        };
        for (double[] turn : expected) {
            assertEquals(turn[1], rate.at((long) turn[0]), 1e-16, "step " + turn[0]);
            assertEquals(turn[2], momentum.at((long) turn[0]), 1e-15, "step " + turn[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5, 7, 10, 11})
    void shouldStayWithinItsEndsForFewSteps(long steps) {
        for (var rate : List.of(
                OneCycle.book(0.1, steps),
                OneCycle.paper(0.1, steps),
                OneCycle.pytorch(0.1, steps),
                OneCycle.pytorchThreePhases(0.1, steps))) {
            for (long step = 0; step <= steps + 2; step++) {
                double value = rate.at(step);
                assertTrue(value >= 1e-8 && value <= 0.1 * (1 + 1e-12), rate + ", step " + step + ": " + value);
            }
        }
    }

    @Test
    void shouldRunOneScheduleAfterAnother() {
        var chain =
                Schedules.warmUp(0, 1, 4, Schedules.chain(Schedules.constant(1), 2, Schedules.exponential(1, 1, 0.5)));
        double[] expected = {0, 0.25, 0.5, 0.75, 1, 1, 1, 0.5, 0.25};
        for (int step = 0; step < expected.length; step++) {
            assertEquals(expected[step], chain.at(step), 4 * 0x1p-53, "step " + step);
        }
    }

    @Test
    void shouldHoldAScheduleOfEpochsForAllStepsOfAnEpoch() {
        var schedule = Schedules.scaled(Schedules.perEpoch(epoch -> epoch, 3), 2);
        for (int step = 0; step < 9; step++) {
            assertEquals(2 * (step / 3), schedule.at(step));
        }
    }

    @Test
    void shouldBeAFunctionOfTheStepAlone() {
        for (String name : names().toList()) {
            var schedule = schedule(name);
            double late = schedule.at(90);
            schedule.at(3);
            assertEquals(late, schedule.at(90), name);
            assertEquals(schedule, schedule(name), name);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseNumbersOutsideTheirRanges(double number) {
        refuse(number, () -> Schedules.constant(number));
        refuse(number, () -> Schedules.exponential(number, 1, 1));
        refuse(number, () -> Schedules.exponential(1, 1, number));
        refuse(number, () -> Schedules.inverseTime(1, 1, number));
        refuse(number, () -> Schedules.polynomial(1, 1, number, 1));
        refuse(number, () -> Schedules.polynomial(1, 1, 0, number));
        refuse(number, () -> Schedules.piecewise(new long[] {1}, 1, number));
        refuse(number, () -> Schedules.scaled(Schedules.constant(1), number));
        refuse(number, () -> CosineDecay.of(1, 1).withAlpha(number));
        refuse(number, () -> CosineRestarts.of(1, 1).withFactors(number, 1));
        refuse(number, () -> CosineRestarts.of(1, 1).withFactors(1, number));
        refuse(number, () -> OneCycle.pytorch(number, 10));
        refuse(number, () -> OneCycle.paper(0.1, 10).momentum(0.8, number));
        refuse(number, () -> Cyclical.triangular(0.1, number, 10));
        refuse(number, () -> Cyclical.exponentialRange(0, 0.1, 10, number));
    }

    @Test
    void shouldRefuseStepsThatAreTooFew() {
        var one = Schedules.constant(1);
        for (Executable construction : List.<Executable>of(
                () -> Schedules.exponential(1, 0, 1),
                () -> Schedules.inverseTime(1, 0, 1),
                () -> Schedules.polynomial(1, 0, 0, 1),
                () -> CosineDecay.of(1, 0),
                () -> new CosineDecay(1, 0, 2, 10, 0),
                () -> CosineRestarts.of(1, 0),
                () -> Cyclical.triangular(0, 1, 0),
                () -> OneCycle.pytorch(0.1, 1),
                () -> Schedules.chain(one, -1, one),
                () -> Schedules.perEpoch(one, 0),
                () -> Schedules.piecewise(new long[] {2, 2}, 1, 1, 1),
                () -> Schedules.piecewise(new long[] {2}, 1))) {
            assertThrows(IllegalArgumentException.class, construction);
        }
    }

    private static void refuse(double number, Executable construction) {
        var refused = assertThrows(IllegalArgumentException.class, construction);
        assertTrue(refused.getMessage().contains(Double.toString(number)), refused.getMessage());
    }
}

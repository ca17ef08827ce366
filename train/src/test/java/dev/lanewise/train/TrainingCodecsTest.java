package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.layers.Codecs;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.ModelFile;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.regularization.L2;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TrainingCodecsTest {
    private static final Codecs CODECS = TrainingCodecs.standard();

    @TempDir
    private Path folder = Path.of("");

    static Stream<Schedule> schedules() {
        return Stream.of(
                Schedule.constant(0.1),
                Schedules.exponential(0.1, 20, 0.5),
                Schedules.exponentialStairs(0.1, 20, 0.5),
                Schedules.inverseTime(0.1, 20, 0.5),
                Schedules.inverseTimeStairs(0.1, 20, 0.5),
                Schedules.polynomial(0.1, 50, 1e-3, 2),
                Schedules.polynomialCycles(0.1, 50, 1e-3, 2),
                Schedules.piecewise(new long[] {30, 60}, 0.1, 0.05, 0.01),
                CosineDecay.of(0.01, 80).withWarmUp(0.1, 20).withAlpha(0.1),
                CosineRestarts.of(0.1, 20).withFactors(1.5, 0.8).withAlpha(0.1),
                Cyclical.exponentialRange(0.001, 0.1, 20, 0.97),
                OneCycle.book(0.1, 100),
                OneCycle.pytorch(0.1, 100).momentum(0.85, 0.95),
                Schedules.warmUp(0, 0.1, 5, Schedules.scaled(Schedules.exponential(0.1, 20, 0.5), 0.7)),
                Schedules.perEpoch(Schedules.piecewise(new long[] {3}, 1, 0.5), 12));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void shouldReadEveryScheduleItWrote(Schedule schedule) {
        var again = CODECS.fromJson(CODECS.toJson(schedule), Schedule.class);
        assertEquals(schedule, again);
        for (long step = 0; step < 120; step++) {
            assertEquals(schedule.at(step), again.at(step));
        }
    }

    static Stream<Optimizer> optimizers() {
        var rate = OneCycle.paper(0.1, 100);
        return Stream.of(
                Sgd.learningRate(0).withLearningRate(rate).withMomentum(rate.momentum(0.85, 0.95)),
                new RmsProp(rate, 0.8, Schedule.constant(0.5), 1e-6, true, Form.PYTORCH),
                new Adagrad(rate, 0.2, 1e-6, Form.KERAS),
                new Adadelta(rate, 0.8, 1e-6),
                new Adam(rate, Schedule.constant(0.8), 0.99, 1e-6, true, Form.PYTORCH),
                new Adamax(rate, 0.8, 0.99, 1e-6, Form.PYTORCH),
                new Nadam(rate, 0.8, 0.99, 1e-6, 0.004),
                new Lion(rate, 0.8, 0.99),
                new Lamb(rate, 0.8, 0.99, 1e-6),
                AdamW.learningRate(0.1).excluding("bias", "gamma"),
                new RateFactor(Nadam.learningRate(0.1), 0.5));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void shouldReadEveryOptimizerItWrote(Optimizer optimizer) {
        assertEquals(optimizer, CODECS.fromJson(CODECS.toJson(optimizer), Optimizer.class));
    }

    static Stream<Loss> losses() {
        var named = Stream.concat(Stream.of(Elementwise.values()), Stream.of(Rowwise.values()));
        var withOptions = Stream.of(
                new SparseCategoricalCrossentropy(true, 0.1, -1),
                Losses.SPARSE_CATEGORICAL_CROSSENTROPY,
                new CategoricalCrossentropy(true, 0.1),
                new BinaryCrossentropy(true, 0.1),
                new CategoricalFocalCrossentropy(true, 0.3, 1.5, 0.1),
                new BinaryFocalCrossentropy(true, 1.5, 0.3, 0.1),
                Huber.delta(0.5),
                new GaussianNegativeLogLikelihood(1e-4, true));
        return Stream.concat(named, withOptions);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void shouldReadEveryLossItWrote(Loss loss) {
        assertEquals(loss, CODECS.fromJson(CODECS.toJson(loss), Loss.class));
    }

    @Test
    void shouldRefuseWhatIsSparedByAFunction() {
        var decay =
                AdamW.learningRate(0.1).excluding(parameter -> parameter.name().startsWith("dense_1"));
        assertThrows(IllegalArgumentException.class, () -> CODECS.toJson(decay));
    }

    @Test
    void shouldKeepSchedulesOfStrengthsAndRatesInAModelFile() throws IOException {
        var strength = Schedules.warmUp(0, 0.1, 50, Schedules.exponential(0.1, 20, 0.5));
        var description = Sequential.of(
                Shape.of(3),
                Dropout.rate(0.2).withSchedule(OneCycle.pytorch(0.4, 100)),
                Dense.of(2).withPenalty(new L2(strength)));
        var file = folder.resolve("model");
        ModelFile.writeWhole(description.build(1), file, CODECS);
        assertEquals(description, ModelFile.read(file, CODECS).description());
    }

    @Test
    void shouldNameTheFirstDifferenceAndPassOverWhatHasNoCodec() {
        var momentum = Sgd.learningRate(0.1).withMomentum(0.9);
        var other = Sgd.learningRate(0.1).withMomentum(0.8);
        var difference = Codecs.difference(CODECS.describe(momentum), CODECS.describe(other));
        assertEquals("momentum.value is 0.9 against 0.8", difference);
        assertNull(Codecs.difference(CODECS.describe(momentum), CODECS.describe(momentum)));
        var unknown = Sgd.learningRate(0).withLearningRate(step -> 0.1 / (1 + step));
        assertTrue(CODECS.describe(unknown).contains("\"?\""), CODECS.describe(unknown));
        assertNull(Codecs.difference(CODECS.describe(unknown), CODECS.describe(Sgd.learningRate(0.1))));
        assertNotNull(Codecs.difference(CODECS.describe(unknown), CODECS.describe(momentum)));
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResumeTest {
    private static final Path FILE = Path.of("/checkpoint");

    /// Forcing files takes long where other programs write, so most tests keep theirs in memory.
    private final UnsafeDisk disk = new UnsafeDisk(false);

    @TempDir
    private Path folder = Path.of("");

    private History fit(Trainer trainer, Dataset data, @Nullable Dataset validation, Fit fit) {
        return new Training(trainer, fit, data, validation, disk).run();
    }

    private static Callback saveAt(long step) {
        return event -> {
            if (event instanceof Event.StepEnded && event.training().trainer().steps() == step) {
                event.training().save(FILE);
            }
            return Callback.Answer.CONTINUE;
        };
    }

    private String run(Fit fit, Model model, EarlyStopping earlyStopping) {
        var history = fit(ResumedRuns.trainer(model), ResumedRuns.data(), ResumedRuns.validation(), fit);
        return ResumedRuns.result(model, history, earlyStopping);
    }

    private String undisturbed() {
        var earlyStopping = ResumedRuns.earlyStopping();
        return run(ResumedRuns.fit(ResumedRuns.EPOCHS, earlyStopping), ResumedRuns.model(), earlyStopping);
    }

    private String resumed() {
        var earlyStopping = ResumedRuns.earlyStopping();
        // The callback that saved stands first, so it must stand first again.
        var fit = ResumedRuns.fit(ResumedRuns.EPOCHS, _ -> Callback.Answer.CONTINUE, earlyStopping);
        return run(fit.resumeFrom(FILE), ResumedRuns.model(), earlyStopping);
    }

    /// Steps within an epoch, its last step (before the validation), and far into the training.
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 7, 23, 24, 41})
    void shouldEndWithTheSameBitsAfterACheckpointAtAnyStep(int step) {
        var earlyStopping = ResumedRuns.earlyStopping();
        var fit = ResumedRuns.fit(ResumedRuns.EPOCHS, saveAt(step), earlyStopping);
        var whole = run(fit, ResumedRuns.model(), earlyStopping);
        assertEquals(undisturbed(), whole, "a checkpoint changes nothing");
        assertEquals(whole, resumed());
    }

    @Test
    void shouldEndWithTheSameBitsAfterACheckpointBetweenEpochs() {
        var earlyStopping = ResumedRuns.earlyStopping();
        run(ResumedRuns.fit(4, Checkpoints.to(FILE), earlyStopping), ResumedRuns.model(), earlyStopping);
        assertEquals(undisturbed(), resumed());
    }

    @Test
    void shouldNotGoOnWhereEarlyStoppingHadEnded() {
        var fit = ResumedRuns.fit(
                5,
                Checkpoints.to(FILE),
                event -> event instanceof Event.EpochEnded ? Callback.Answer.STOP : Callback.Answer.CONTINUE);
        var model = ResumedRuns.model();
        var trainer = ResumedRuns.trainer(model);
        fit(trainer, ResumedRuns.data(), null, fit);
        assertEquals(ResumedRuns.STEPS, trainer.steps());
        var again = ResumedRuns.trainer(ResumedRuns.model());
        var history = fit(again, ResumedRuns.data(), null, fit.resumeFrom(FILE));
        assertEquals(ResumedRuns.STEPS, again.steps());
        assertEquals(1, history.epochs());
    }

    /// Time has run out after the first step, and after the first epoch where that is its only step.
    @ParameterizedTest
    @ValueSource(ints = {16, 92})
    void shouldGoOnWithMoreTimeWhereATimeLimitHadPausedIt(int batchSize) {
        var expected = ResumedRuns.model();
        fit(
                ResumedRuns.trainer(expected),
                ResumedRuns.data(),
                null,
                ResumedRuns.fit(2).batchSize(batchSize));
        var checkpoints = batchSize == 16 ? Checkpoints.to(FILE).everySteps(1) : Checkpoints.to(FILE);
        var limited = ResumedRuns.fit(2, checkpoints, TimeLimit.of(Duration.ofNanos(1)))
                .batchSize(batchSize);
        var paused = ResumedRuns.trainer(ResumedRuns.model());
        fit(paused, ResumedRuns.data(), null, limited);
        assertEquals(1, paused.steps());
        var resumed = ResumedRuns.model();
        var trainer = ResumedRuns.trainer(resumed);
        var more =
                limited.callbacks(checkpoints, TimeLimit.of(Duration.ofDays(1))).resumeFrom(FILE);
        assertEquals(2, fit(trainer, ResumedRuns.data(), null, more).epochs());
        assertEquals(expected.sha256(), resumed.sha256());
    }

    @Test
    void shouldEndAtOnceWhereACallbackStopsAtTheBeginningOfAResumedTraining() {
        save();
        var trainer = ResumedRuns.trainer(ResumedRuns.model());
        Callback refusing =
                event -> event instanceof Event.FitStarted ? Callback.Answer.STOP : Callback.Answer.CONTINUE;
        fit(trainer, ResumedRuns.data(), null, ResumedRuns.fit(2, refusing).resumeFrom(FILE));
        assertEquals(3, trainer.steps());
    }

    /// The interrupt falls into the third epoch or on its last step, before its validation, so the file keeps the
    /// end of the second.
    @ParameterizedTest
    @ValueSource(ints = {15, 18})
    void shouldGoOnAfterAnInterruptAsIfThereHadBeenNone(int step) {
        Callback interrupting = event -> {
            if (event instanceof Event.StepEnded && event.training().trainer().steps() == step) {
                Thread.currentThread().interrupt();
            }
            return Callback.Answer.CONTINUE;
        };
        var earlyStopping = ResumedRuns.earlyStopping();
        var fit = ResumedRuns.fit(ResumedRuns.EPOCHS, Checkpoints.to(FILE), earlyStopping, interrupting);
        run(fit, ResumedRuns.model(), earlyStopping);
        assertTrue(Thread.interrupted(), "the training must have been interrupted");
        assertEquals(12, stepIn(disk));
        assertEquals(undisturbed(), resumed());
    }

    @Test
    void shouldKeepAScaledLearningRate() {
        Callback scaling = event -> {
            if (event instanceof Event.EpochEnded) {
                event.training().trainer().scaleLearningRate(0.5);
            }
            return Callback.Answer.CONTINUE;
        };
        var whole = ResumedRuns.model();
        var fit = ResumedRuns.fit(4, saveAt(14), scaling);
        fit(ResumedRuns.trainer(whole), ResumedRuns.data(), null, fit);
        var resumed = ResumedRuns.model();
        var trainer = ResumedRuns.trainer(resumed);
        fit(trainer, ResumedRuns.data(), null, fit.resumeFrom(FILE));
        assertEquals(whole.sha256(), resumed.sha256());
        var expected = ResumedRuns.trainer(ResumedRuns.model());
        assertEquals(OneCycle.book(0.2, 60).at(24) / 16, trainer.learningRate());
        assertEquals(OneCycle.book(0.2, 60).at(0), expected.learningRate());
        assertThrows(IllegalArgumentException.class, () -> trainer.scaleLearningRate(0));
        assertThrows(IllegalArgumentException.class, () -> trainer.scaleLearningRate(Double.NaN));
    }

    private void save() {
        fit(ResumedRuns.trainer(ResumedRuns.model()), ResumedRuns.data(), null, ResumedRuns.fit(1, saveAt(3)));
    }

    @Test
    void shouldHoldTheNetworkAsOtherProgramsReadIt() throws IOException {
        save();
        var text = CheckpointFile.read(disk, FILE).part("trainer").part("model").text("network");
        assertEquals(
                ResumedRuns.model().description(), TrainingCodecs.standard().fromJson(text, Sequential.class));
    }

    @Test
    void shouldGoOnFromAFileOfTheMachineAndRefuseOneThatIsNotThereOrNotWhole() throws IOException {
        var file = folder.resolve("checkpoint");
        var whole = ResumedRuns.model();
        ResumedRuns.trainer(whole).fit(ResumedRuns.data(), ResumedRuns.fit(2));
        var data = ResumedRuns.data();
        ResumedRuns.trainer(ResumedRuns.model()).fit(data, ResumedRuns.fit(1, Checkpoints.to(file)));
        var fit = ResumedRuns.fit(2).resumeFrom(file);
        var resumed = ResumedRuns.model();
        ResumedRuns.trainer(resumed).fit(data, fit);
        assertEquals(whole.sha256(), resumed.sha256());

        var trainer = ResumedRuns.trainer(ResumedRuns.model());
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        var damaged = assertThrows(UncheckedIOException.class, () -> trainer.fit(data, fit));
        assertTrue(damaged.getMessage().contains("checkpoint is no whole checkpoint"), damaged.getMessage());
        Files.delete(file);
        assertThrows(UncheckedIOException.class, () -> trainer.fit(data, fit));
        assertEquals(ResumedRuns.model().sha256(), trainer.model().sha256());
    }

    @Test
    void shouldEndWithTheFailureOfTheFirstCheckpointAndOutliveLaterOnes() {
        var nowhere = folder.resolve("nowhere").resolve("file");
        var trainer = ResumedRuns.trainer(ResumedRuns.model());
        var fit = ResumedRuns.fit(2, Checkpoints.to(nowhere));
        assertThrows(UncheckedIOException.class, () -> trainer.fit(ResumedRuns.data(), fit));

        var counting = new UnsafeDisk(false);
        var expected = train(counting);
        List<Integer> firstCalls = new ArrayList<>();
        for (int call = 0; call < counting.calls(); call++) {
            var failing = new UnsafeDisk(false);
            failing.failAfter(call);
            try {
                assertEquals(expected, train(failing), "a failed checkpoint changes nothing");
                var state = stepIn(failing);
                assertTrue(state == 6 || state == 4, "the last or the one before, if the last call failed");
            } catch (UncheckedIOException first) {
                firstCalls.add(call);
            }
        }
        assertEquals(counting.calls() / 3, firstCalls.size(), "the calls of the first of three checkpoints");
    }

    private static int stepIn(Storage disk) {
        return (int) new Saver(disk).read(FILE).part("trainer").number("step");
    }

    private static String train(Storage disk) {
        var model = ResumedRuns.model();
        var trainer = ResumedRuns.trainer(model);
        var fit = ResumedRuns.fit(1, Checkpoints.to(FILE).everySteps(2));
        new Training(trainer, fit, ResumedRuns.data(), null, disk).run();
        return model.sha256();
    }

    @Test
    void shouldRefuseAnIntervalThatIsNone() {
        var checkpoints = Checkpoints.to(Path.of("file"));
        assertThrows(IllegalArgumentException.class, () -> checkpoints.everySteps(0));
        assertThrows(IllegalArgumentException.class, () -> checkpoints.everyEpochs(-1));
    }

    @Test
    void shouldHoldEveryParameterUnderItsName() throws IOException {
        save();
        var state = CheckpointFile.read(disk, FILE);
        var model = ResumedRuns.model();
        for (var parameter : model.parameters()) {
            Tensor value = state.part("trainer").part("model").tensor(parameter.name());
            assertEquals(parameter.value().shape(), value.shape());
        }
    }
}

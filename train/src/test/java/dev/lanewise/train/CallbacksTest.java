package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CallbacksTest {
    @TempDir
    private Path folder = Path.of("");

    private static Dataset data() {
        var data = new Dataset(Tensor.zeros(Shape.of(6, 1)), Tensor.zeros(Shape.of(6, 1)));
        for (int row = 0; row < 6; row++) {
            data.features().set(row, row - 2.5f);
            data.targets().set(row, row);
        }
        return data;
    }

    private static Trainer trainer(double learningRate) {
        return Trainer.of(
                Sequential.of(Shape.of(1), Dense.of(1)).build(1),
                Losses.MEAN_SQUARED_ERROR,
                Sgd.learningRate(learningRate));
    }

    @Test
    void shouldWriteALineAnEpochWithNaForWhatIsMissing() throws IOException {
        var file = folder.resolve("log.csv");
        var fit = Fit.epochs(3).validateEvery(2).callbacks(CsvLog.to(file));
        var history = trainer(0.1).fit(data(), data(), fit);
        var lines = Files.readString(file).split("\r\n");
        assertEquals(4, lines.length);
        assertEquals("epoch,loss,data_loss,penalty,accuracy,val_loss,val_data_loss,val_penalty,val_accuracy", lines[0]);
        assertTrue(lines[1].startsWith("0," + history.column("loss")[0] + ','), lines[1]);
        assertTrue(lines[1].endsWith(",NA,NA,NA,NA"), lines[1]);
        assertTrue(lines[2].contains("," + history.column("val_loss")[1] + ','), lines[2]);
        assertTrue(lines[3].startsWith("2,") && lines[3].endsWith(",NA,NA,NA,NA"), lines[3]);
    }

    @Test
    void shouldHoldTheLinesBeforeACheckpointInTheLogOfAResumedTraining() throws IOException {
        var whole = folder.resolve("whole.csv");
        var file = folder.resolve("log.csv");
        var checkpoint = folder.resolve("checkpoint");
        trainer(0.1).fit(data(), Fit.epochs(4).callbacks(CsvLog.to(whole)));
        trainer(0.1).fit(data(), Fit.epochs(2).callbacks(CsvLog.to(file), Checkpoints.to(checkpoint)));
        Files.delete(file);
        trainer(0.1)
                .fit(
                        data(),
                        Fit.epochs(4)
                                .callbacks(CsvLog.to(file), Checkpoints.to(checkpoint))
                                .resumeFrom(checkpoint));
        assertEquals(Files.readString(whole), Files.readString(file));
    }

    @Test
    void shouldCountTheEpochsOfTheLogFromTheInitialOne() throws IOException {
        var file = folder.resolve("log.csv");
        trainer(0.1).fit(data(), Fit.epochs(7).initialEpoch(5).callbacks(CsvLog.to(file)));
        var lines = Files.readString(file).split("\r\n");
        assertTrue(lines[1].startsWith("5,") && lines[2].startsWith("6,"));
    }

    @Test
    void shouldSayThatALogCannotBeWritten() {
        var fit = Fit.epochs(1).callbacks(CsvLog.to(folder.resolve("nowhere").resolve("log.csv")));
        var trainer = trainer(0.1);
        assertThrows(UncheckedIOException.class, () -> trainer.fit(data(), fit));
    }

    @Test
    void shouldEndATrainingWhoseTimeHasRunOut() {
        var trainer = trainer(0.1);
        trainer.fit(data(), Fit.epochs(5).batchSize(1).callbacks(TimeLimit.of(Duration.ofNanos(1))));
        assertEquals(1, trainer.steps());
        trainer.fit(data(), Fit.epochs(1).batchSize(1).callbacks(TimeLimit.of(Duration.ofDays(1))));
        assertEquals(7, trainer.steps());
        assertThrows(IllegalArgumentException.class, () -> TimeLimit.of(Duration.ZERO));
    }

    @Test
    void shouldCountTheTimeBeforeACheckpoint() {
        var limit = TimeLimit.of(Duration.ofDays(1));
        limit.on(new Event.FitStarted(training(), 0, 1, 1));
        var state = new State();
        state.put("nanoseconds", 1e9 * 60 * 60 * 24);
        limit.load(state);
        assertEquals(Callback.Answer.PAUSE, limit.on(new Event.StepEnded(training(), 0, 0, 1)));
        var saved = new State();
        limit.save(saved);
        assertTrue(saved.number("nanoseconds") >= 1e9 * 60 * 60 * 24);
        limit.on(new Event.FitStarted(training(), 0, 1, 1));
        assertEquals(Callback.Answer.CONTINUE, limit.on(new Event.StepEnded(training(), 0, 0, 1)));
    }

    private static Training training() {
        return new Training(trainer(0.1), Fit.epochs(1), data(), null, Storage.DISK);
    }

    @Test
    void shouldEndATrainingThatDivergesAndNameTheParameter() {
        var callback = TerminateOnNonFinite.callback();
        var trainer = trainer(1e30);
        var history = trainer.fit(data(), Fit.epochs(50).batchSize(2).callbacks(callback));
        var reason = callback.reason();
        assertNotNull(reason);
        assertTrue(reason.contains("dense_1/weight"), reason);
        assertTrue(history.epochs() < 50);
        trainer(0.1).fit(data(), Fit.epochs(1).callbacks(callback));
        assertNull(callback.reason());
    }

    @Test
    void shouldEndATrainingWhoseLossIsInfinite() {
        var callback = TerminateOnNonFinite.callback();
        assertEquals(Callback.Answer.CONTINUE, callback.on(new Event.StepEnded(training(), 0, 0, 1)));
        assertEquals(
                Callback.Answer.STOP, callback.on(new Event.StepEnded(training(), 2, 3, Double.POSITIVE_INFINITY)));
        assertEquals("the loss is Infinity after step 3 of epoch 2", callback.reason());
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingTest {
    private static Dataset line(int size) {
        var data = new Dataset(Tensor.zeros(Shape.of(size, 2)), Tensor.zeros(Shape.of(size, 1)));
        CounterRandom.of(9, 100, 0).uniform(data.features(), -1, 1);
        for (int row = 0; row < size; row++) {
            data.targets()
                    .set(row, data.features().get(2 * row) - data.features().get(2 * row + 1));
        }
        return data;
    }

    private static Model model() {
        return Sequential.of(Shape.of(2), Dense.of(1)).build(4);
    }

    private static Trainer trainer(Model model) {
        return Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.1));
    }

    private static Callback at(Class<? extends Event> kind, Runnable action) {
        return event -> {
            if (kind.isInstance(event)) {
                action.run();
            }
            return Callback.Answer.CONTINUE;
        };
    }

    @Test
    void shouldReportNothingOfAValidationThatThereIsNot() {
        var history = trainer(model()).fit(line(10), Fit.epochs(2));
        assertEquals(List.of("loss", "data_loss", "penalty", "accuracy"), List.copyOf(history.columns()));
    }

    /// Of 10 rows and a split of 0.25, ⌊7.5⌋ train.
    @Test
    void shouldValidateWithTheLastRowsAsKerasSplitsThem() {
        var data = line(10);
        var split = model();
        var given = model();
        var fit = Fit.epochs(3).batchSize(4);
        var history = trainer(split).fit(data, fit.validationSplit(0.25));
        var expected = trainer(given).fit(data.rows(0, 7), data.rows(7, 10), fit);
        assertEquals(given.sha256(), split.sha256());
        assertArrayEquals(expected.column("val_loss"), history.column("val_loss"));
    }

    @ParameterizedTest
    @CsvSource({"0.95, 10", "0.1, 1", "0.00000001, 10"})
    void shouldRefuseASplitThatLeavesAPartEmpty(double split, int rows) {
        var fit = Fit.epochs(1).validationSplit(split);
        var trainer = trainer(model());
        var data = line(rows);
        // ⌊10·(1 − 1e-8)⌋ is 9, which leaves a row for each part.
        if (split > 1e-7) {
            assertThrows(IllegalArgumentException.class, () -> trainer.fit(data, fit));
        } else {
            assertEquals(1, trainer.fit(data, fit).epochs());
        }
    }

    @Test
    void shouldRefuseASplitBesideValidationData() {
        var data = line(10);
        var fit = Fit.epochs(1).validationSplit(0.5);
        var trainer = trainer(model());
        assertThrows(IllegalArgumentException.class, () -> trainer.fit(data, data, fit));
        assertThrows(IllegalArgumentException.class, () -> trainer.fit(data.prefetched(), fit));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void shouldRefuseAFractionThatIsNone(double split) {
        var fit = Fit.epochs(1);
        assertThrows(IllegalArgumentException.class, () -> fit.validationSplit(split));
    }

    @Test
    void shouldGoOnFromAnInitialEpochAsIfThoseBeforeHadBeenMade() {
        var data = line(20);
        var whole = model();
        trainer(whole).fit(data, Fit.epochs(5).batchSize(3));
        var parts = model();
        trainer(parts).fit(data, Fit.epochs(2).batchSize(3));
        var epochs = new ArrayList<Integer>();
        var fit = Fit.epochs(5).batchSize(3).initialEpoch(2).callbacks(event -> {
            if (event instanceof Event.EpochEnded ended) {
                epochs.add(ended.epoch());
            }
            return Callback.Answer.CONTINUE;
        });
        trainer(parts).fit(data, fit);
        assertEquals(List.of(2, 3, 4), epochs);
        assertEquals(whole.sha256(), parts.sha256());
        var wrong = Fit.epochs(2);
        assertThrows(IllegalArgumentException.class, () -> wrong.initialEpoch(2));
    }

    @Test
    void shouldValidateOnlyEverySoManyEpochs() {
        var validated = new ArrayList<Boolean>();
        var fit = Fit.epochs(5).validateEvery(2).callbacks(event -> {
            if (event instanceof Event.EpochEnded ended) {
                validated.add(ended.validated());
            }
            return Callback.Answer.CONTINUE;
        });
        var column = trainer(model()).fit(line(8), line(4), fit).column("val_loss");
        assertEquals(List.of(false, true, false, true, false), validated);
        for (int epoch = 0; epoch < 5; epoch++) {
            assertEquals(!validated.get(epoch), Double.isNaN(column[epoch]), "epoch " + epoch);
        }
    }

    @Test
    void shouldTakeTheRowsInTheirOrderWhereShufflingIsOff() {
        var data = line(9);
        var looped = model();
        trainer(looped).fit(data, Fit.epochs(2).batchSize(4).unshuffled());
        var stepped = model();
        var trainer = trainer(stepped);
        for (int epoch = 0; epoch < 2; epoch++) {
            for (int from = 0; from < 9; from += 4) {
                var batch = data.rows(from, Math.min(9, from + 4));
                trainer.step(batch.features(), batch.targets());
            }
        }
        assertEquals(stepped.sha256(), looped.sha256());
        var shuffled = model();
        trainer(shuffled).fit(data, Fit.epochs(2).batchSize(4));
        assertNotEquals(stepped.sha256(), shuffled.sha256());
    }

    @Test
    void shouldEndAfterTheStepInWhichItsThreadIsInterrupted() {
        var told = new ArrayList<String>();
        var trainer = trainer(model());
        var fit = Fit.epochs(5)
                .batchSize(2)
                .callbacks(
                        at(Event.StepEnded.class, () -> {
                            if (trainer.steps() == 3) {
                                Thread.currentThread().interrupt();
                            }
                        }),
                        event -> {
                            told.add(event.getClass().getSimpleName());
                            return Callback.Answer.CONTINUE;
                        });
        var history = trainer.fit(line(4), line(4), fit);
        assertTrue(Thread.interrupted(), "the mark of the interrupt is kept");
        assertEquals(3, trainer.steps());
        assertEquals(
                List.of("FitStarted", "StepEnded", "StepEnded", "EpochEnded", "StepEnded", "EpochEnded", "FitEnded"),
                told);
        assertFalse(Double.isNaN(history.column("val_loss")[0]));
        assertTrue(Double.isNaN(history.column("val_loss")[1]), "who is interrupted does not validate");
    }

    @Test
    void shouldLetACallbackEndATrainingWhoseGradientIsNotFinite() {
        var data = line(4);
        data.features().set(5, Float.POSITIVE_INFINITY);
        var fit = Fit.epochs(3).batchSize(2).unshuffled();
        var failing = trainer(model());
        assertThrows(NonFiniteGradientException.class, () -> failing.fit(data, fit));

        var guilty = new ArrayList<String>();
        var model = model();
        var trainer = trainer(model);
        var history = trainer.fit(data, fit.callbacks(event -> {
            if (event instanceof Event.StepFailed(var _, int epoch, long step, var failure)) {
                guilty.add(epoch + " " + step + " " + failure.getMessage());
                return Callback.Answer.STOP;
            }
            return Callback.Answer.CONTINUE;
        }));
        assertEquals(1, guilty.size());
        assertTrue(guilty.getFirst().startsWith("0 1 the gradient of dense_1/weight"), guilty.getFirst());
        assertEquals(1, trainer.steps());
        assertEquals(1, history.epochs());
    }
}

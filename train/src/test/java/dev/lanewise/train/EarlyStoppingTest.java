package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Storage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EarlyStoppingTest {
    private static final Dataset NOTHING = new Dataset(Tensor.zeros(Shape.of(1, 2)), Tensor.zeros(Shape.of(1, 2)));

    /// Feeds a callback one value an epoch, with all weights of the model set to the epoch before; returns the
    /// epochs run.
    private static int run(EarlyStopping callback, Model model, String column, double... values) {
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.1));
        var training = new Training(trainer, Fit.epochs(values.length), NOTHING, null, Storage.DISK);
        var history = training.history();
        callback.on(new Event.FitStarted(training, 0, values.length, 1));
        int epoch = 0;
        boolean go = true;
        while (go && epoch < values.length) {
            Arrays.fill(model.values(), epoch);
            history.add(column, values[epoch]);
            go = callback.on(new Event.EpochEnded(training, epoch, history, true)) == Callback.Answer.CONTINUE;
            epoch++;
        }
        callback.on(new Event.FitEnded(training));
        return epoch;
    }

    private static Model model() {
        return Sequential.of(Shape.of(2), Dense.of(2), BatchNormalization.layer())
                .build(1);
    }

    private static void assertRestored(int epoch, Model model) {
        float[] expected = new float[model.values().length];
        Arrays.fill(expected, epoch);
        assertArrayEquals(expected, model.values(), "the weights and statistics of epoch " + epoch + " were wanted");
    }

    @Test
    void shouldCompareWithTheBestAndNotWithTheEpochBefore() {
        var model = model();
        var callback = EarlyStopping.patience(3);
        assertEquals(5, run(callback, model, "val_loss", 2, 1, 4, 3, 2, 1.5, 0.5));
        assertEquals(1, callback.bestEpoch());
        assertRestored(1, model);
    }

    @Test
    void shouldRestoreTheBestWeightsWhenAllEpochsRan() {
        var model = model();
        var callback = EarlyStopping.patience(10);
        assertEquals(4, run(callback, model, "val_loss", 3, 1, 2, 2));
        assertEquals(1, callback.bestEpoch());
        assertRestored(1, model);
    }

    @Test
    void shouldCountPatienceAnewAfterAnImprovement() {
        var model = model();
        assertEquals(7, run(EarlyStopping.patience(2), model, "val_loss", 3, 4, 2, 3, 1, 1, 1, 0));
    }

    @Test
    void shouldNotTakeAnEqualValueForAnImprovement() {
        var model = model();
        assertEquals(3, run(EarlyStopping.patience(2), model, "val_loss", 1, 1, 1, 1));
        assertRestored(0, model);
    }

    @Test
    void shouldTakeNaNForTheWorst() {
        var model = model();
        var callback = EarlyStopping.patience(3);
        assertEquals(5, run(callback, model, "val_loss", Double.NaN, 5, Double.NaN, Double.NaN, Double.NaN, 1));
        assertEquals(1, callback.bestEpoch());
        assertRestored(1, model);
    }

    @Test
    void shouldStopAndLeaveTheWeightsWhenNothingButNaNCame() {
        var model = model();
        var callback = EarlyStopping.patience(2);
        assertEquals(2, run(callback, model, "val_loss", Double.NaN, Double.NaN, Double.NaN, Double.NaN));
        assertEquals(-1, callback.bestEpoch());
        assertRestored(1, model);
    }

    @Test
    void shouldTakeAGreaterAccuracyForABetterOne() {
        var model = model();
        var callback = EarlyStopping.patience(2).monitoring("val_accuracy");
        assertEquals(5, run(callback, model, "val_accuracy", 0.5, 0.6, 0.9, 0.8, 0.85, 0.95));
        assertEquals(2, callback.bestEpoch());
        assertRestored(2, model);
    }

    @Test
    void shouldAskForTheLeastChangeInBothDirections() {
        var model = model();
        assertEquals(3, run(EarlyStopping.patience(2).withLeastChange(0.25), model, "val_loss", 1, 0.875, 0.75, 0.5));
        assertRestored(0, model);
        var accuracy = EarlyStopping.patience(2).monitoring("accuracy").withLeastChange(0.25);
        assertEquals(3, run(accuracy, model, "accuracy", 0.5, 0.625, 0.75, 0.875));
        assertRestored(0, model);
    }

    @Test
    void shouldBeginAnewWithEveryFit() {
        var model = model();
        var callback = EarlyStopping.patience(1);
        run(callback, model, "val_loss", 0.5, 1);
        assertEquals(3, run(callback, model, "val_loss", 4, 3, 3));
        assertEquals(1, callback.bestEpoch());
    }

    /// 0.9 beats the best but not the baseline of 0.8, so the wait goes on; as in Keras.
    @Test
    void shouldWaitOnUntilTheBaselineIsBeaten() {
        var model = model();
        var callback = EarlyStopping.patience(3).withBaseline(0.8);
        assertEquals(4, run(callback, model, "val_loss", 2, 1, 0.9, 0.95, 0.5));
        assertEquals(2, callback.bestEpoch());
        assertEquals(5, run(callback, model, "val_loss", 2, 0.7, 0.9, 0.9, 0.75, 0.9));
    }

    @Test
    void shouldOverlookTheEpochsBeforeTheFirst() {
        var model = model();
        var callback = EarlyStopping.patience(2).startingAt(3);
        assertEquals(6, run(callback, model, "val_loss", 0.1, 5, 6, 2, 3, 3, 3));
        assertEquals(3, callback.bestEpoch());
        assertRestored(3, model);
        assertEquals(2, run(callback, model, "val_loss", 0.1, 5));
        assertEquals(-1, callback.bestEpoch());
        assertRestored(1, model);
    }

    @Test
    void shouldKeepTheLastWeightsWhereAsked() {
        var model = model();
        assertEquals(3, run(EarlyStopping.patience(2).keepingLastWeights(), model, "val_loss", 1, 2, 3, 4));
        assertRestored(2, model);
    }

    @Test
    void shouldOverlookEpochsThatWereNotValidated() {
        var x = Tensor.of(Shape.of(1, 1), 1f);
        var train = new Dataset(x, Tensor.of(Shape.of(1, 1), 1f));
        var validation = new Dataset(x, Tensor.of(Shape.of(1, 1), -1f));
        var model = Sequential.of(Shape.of(1), Dense.of(1).withBias(null)).build(1);
        model.values()[0] = 0;
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.25));
        var callback = EarlyStopping.patience(2);
        var history =
                trainer.fit(train, validation, Fit.epochs(50).validateEvery(3).callbacks(callback));
        assertEquals(9, history.epochs(), "best in the first validation, then two that are worse");
        assertEquals(2, callback.bestEpoch());
    }

    @Test
    void shouldRefuseOptionsThatAreNone() {
        var callback = EarlyStopping.patience(1);
        assertThrows(IllegalArgumentException.class, () -> callback.withBaseline(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> callback.startingAt(-1));
    }

    @Test
    void shouldEndAFitWhoseValidationGetsWorse() {
        // Training pulls the weight to 1, validation wants −1: the first epoch is the best.
        var x = Tensor.of(Shape.of(1, 1), 1f);
        var train = new Dataset(x, Tensor.of(Shape.of(1, 1), 1f));
        var validation = new Dataset(x, Tensor.of(Shape.of(1, 1), -1f));
        var model = Sequential.of(Shape.of(1), Dense.of(1).withBias(null)).build(1);
        model.values()[0] = 0;
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.25));
        var history = trainer.fit(train, validation, Fit.epochs(50).callbacks(EarlyStopping.patience(3)));
        assertEquals(4, history.epochs());
        assertEquals(0.5f, model.values()[0], "w = 0 − ¼·2·(0 − 1) after the first epoch");
    }

    @Test
    void shouldRefuseAColumnThatIsNotReported() {
        var model = model();
        var callback = EarlyStopping.patience(1).monitoring("val_f1");
        var refused = assertThrows(IllegalArgumentException.class, () -> run(callback, model, "val_loss", 1));
        assertTrue(refused.getMessage().contains("val_f1"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseALeastChangeThatIsNone(double change) {
        var callback = EarlyStopping.patience(1);
        assertThrows(IllegalArgumentException.class, () -> callback.withLeastChange(change));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void shouldRefuseAPatienceBelowOne(int epochs) {
        assertThrows(IllegalArgumentException.class, () -> EarlyStopping.patience(epochs));
    }
}

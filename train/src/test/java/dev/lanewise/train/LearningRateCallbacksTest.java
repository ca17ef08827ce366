package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Storage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LearningRateCallbacksTest {
    private static final Dataset DATA = new Dataset(Tensor.zeros(Shape.of(2, 1)), Tensor.zeros(Shape.of(2, 1)));

    private static Trainer trainer(double rate) {
        return Trainer.of(
                Sequential.of(Shape.of(1), Dense.of(1)).build(1), Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(rate));
    }

    /// Feeds a callback one value of `val_loss` an epoch; returns the learning rate after each.
    private static List<Double> rates(Callback callback, double rate, double... values) {
        var trainer = trainer(rate);
        var training = new Training(trainer, Fit.epochs(values.length), DATA, null, Storage.DISK);
        callback.on(new Event.FitStarted(training, 0, values.length, 1));
        var rates = new ArrayList<Double>();
        for (int epoch = 0; epoch < values.length; epoch++) {
            training.history().add("val_loss", values[epoch]);
            callback.on(new Event.EpochEnded(training, epoch, training.history(), true));
            rates.add(trainer.learningRate());
        }
        return rates;
    }

    /// A factor of a half has no rounding. Patience 2: the second epoch without improvement reduces, and every
    /// second one after that.
    @Test
    void shouldReduceTheRateAfterEpochsWithoutImprovement() {
        var callback = ReduceOnPlateau.factor(0.5).withPatience(2);
        assertEquals(
                List.of(1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.25), rates(callback, 1, 1, 1, 1, Double.NaN, 1, 0.5, 0.5));
    }

    /// As in Keras, where the epoch in which the pause ends counts again.
    @Test
    void shouldNotCountThePauseAfterAReduction() {
        var callback = ReduceOnPlateau.factor(0.5).withPatience(1).withPause(2);
        assertEquals(List.of(1.0, 0.5, 0.5, 0.25, 0.25, 0.125), rates(callback, 1, 1, 1, 1, 1, 1, 1));
    }

    @Test
    void shouldReduceToTheLeastRateAndNoFurther() {
        var callback = ReduceOnPlateau.factor(0.25).withPatience(1).withLeastRate(0.5);
        assertEquals(List.of(2.0, 0.5, 0.5, 0.5), rates(callback, 2, 1, 1, 1, 1));
    }

    @Test
    void shouldAskForTheLeastChange() {
        assertEquals(List.of(1.0, 0.5), rates(ReduceOnPlateau.factor(0.5).withPatience(1), 1, 1, 0.99995));
        assertEquals(
                List.of(1.0, 1.0),
                rates(ReduceOnPlateau.factor(0.5).withPatience(1).withLeastChange(0), 1, 1, 0.99995));
    }

    @Test
    void shouldTakeUpItsWaitAgain() {
        var callback = ReduceOnPlateau.factor(0.5).withPatience(3);
        rates(callback, 1, 1, 1, 1);
        var state = new State();
        callback.save(state);
        var resumed = ReduceOnPlateau.factor(0.5).withPatience(3);
        resumed.load(state);
        var trainer = trainer(1);
        var training = new Training(trainer, Fit.epochs(4), DATA, null, Storage.DISK);
        training.history().add("val_loss", 1);
        resumed.on(new Event.EpochEnded(training, 3, training.history(), true));
        assertEquals(0.5, trainer.learningRate());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 2, Double.NaN})
    void shouldRefuseAFactorThatDoesNotReduce(double factor) {
        assertThrows(IllegalArgumentException.class, () -> ReduceOnPlateau.factor(factor));
    }

    @Test
    void shouldRefuseOptionsThatAreNone() {
        var callback = ReduceOnPlateau.factor(0.5);
        assertThrows(IllegalArgumentException.class, () -> callback.withPatience(0));
        assertThrows(IllegalArgumentException.class, () -> callback.withPause(-1));
        assertThrows(IllegalArgumentException.class, () -> callback.withLeastRate(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> callback.withLeastChange(-1));
    }

    /// Quotients of powers of two have no rounding.
    @Test
    void shouldSetTheRateOfEveryEpoch() {
        var callback = EpochLearningRate.of((epoch, rate) -> epoch < 2 ? 0.25 : rate / 2);
        assertEquals(List.of(0.25, 0.125, 0.0625), rates(callback, 1, 1, 1, 1));
        var zero = EpochLearningRate.of((_, _) -> 0);
        assertThrows(IllegalArgumentException.class, () -> rates(zero, 1, 1));
    }
}

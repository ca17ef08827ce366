package dev.lanewise.train;

import static dev.lanewise.train.SampleTrainings.clouds;
import static dev.lanewise.train.SampleTrainings.images;
import static dev.lanewise.train.SampleTrainings.large;
import static dev.lanewise.train.SampleTrainings.small;
import static dev.lanewise.train.SampleTrainings.trainer;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Sequential;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainerTest {
    private static final Loss CROSS_ENTROPY = Losses.SPARSE_CATEGORICAL_CROSSENTROPY;

    @Test
    void shouldLearnWhatCanBeSeparated() {
        var history = trainer(small(3)).fit(clouds(300, 1), clouds(90, 2), Fit.epochs(10));
        double[] losses = history.column("loss");
        assertTrue(losses[9] < losses[0] / 2, losses[0] + " to " + losses[9]);
        assertEquals(1, history.last("val_accuracy"));
        assertTrue(history.last("val_data_loss") < 0.1, "validation loss " + history.last("val_data_loss"));
    }

    @Test
    void shouldTellCallbacksInOrderAndStopWhenOneAsks() {
        var told = new ArrayList<String>();
        Callback teller = event -> {
            told.add(event.getClass().getSimpleName());
            return event instanceof Event.StepEnded(var _, int epoch, long step, double _) && epoch == 1 && step == 0
                    ? Callback.Answer.STOP
                    : Callback.Answer.CONTINUE;
        };
        var trainer = trainer(small(3));
        var history = trainer.fit(
                clouds(8, 1), clouds(8, 2), Fit.epochs(5).batchSize(4).callbacks(teller));
        assertEquals(
                List.of("FitStarted", "StepEnded", "StepEnded", "EpochEnded", "StepEnded", "EpochEnded", "FitEnded"),
                told);
        assertEquals(2, history.epochs());
        assertEquals(3, trainer.steps());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void shouldGiveTheSameBitsOnAnyNumberOfThreads(int threads) {
        var data = images(80);
        var alone = large(true);
        var spread = large(true);
        var first = trainer(alone).fit(data, data, Fit.epochs(2));
        var second = trainer(spread).withThreads(threads).fit(data, data, Fit.epochs(2));
        assertEquals(alone.sha256(), spread.sha256());
        assertNotEquals(large(true).sha256(), alone.sha256());
        for (var column : first.columns()) {
            assertArrayEquals(first.column(column), second.column(column), column);
        }
    }

    @Test
    void shouldGoOnWhereTheFitBeforeEnded() {
        var data = clouds(50, 1);
        var once = small(3);
        var twice = small(3);
        var whole = trainer(once).fit(data, data, Fit.epochs(4));
        var trainer = trainer(twice);
        var first = trainer.fit(data, data, Fit.epochs(1));
        var rest = trainer.fit(data, data, Fit.epochs(3));
        assertEquals(once.sha256(), twice.sha256());
        assertEquals(8, trainer.steps());
        assertEquals(whole.column("loss")[0], first.last("loss"));
        for (int i = 0; i < 3; i++) {
            assertEquals(whole.column("loss")[i + 1], rest.column("loss")[i]);
        }
    }

    @Test
    void shouldTrainFromLogitsAsFromTheProbabilitiesOfASoftmax() {
        var data = clouds(30, 1);
        var fused = small(3);
        var layers = new ArrayList<Layer>(fused.layers());
        layers.set(layers.size() - 1, Dense.of(3));
        var logits = new Sequential(Shape.of(2), layers).build(3);
        trainer(fused).fit(data, data, Fit.epochs(2));
        Trainer.of(
                        logits,
                        CROSS_ENTROPY.before(Activations.SOFTMAX),
                        Sgd.learningRate(0.05).withMomentum(0.9))
                .fit(data, data, Fit.epochs(2));
        assertEquals(logits.sha256(), fused.sha256());
    }

    @Test
    void shouldRefuseFewerThanOneEpochOrExample() {
        assertThrows(IllegalArgumentException.class, () -> Fit.epochs(0));
        var fit = Fit.epochs(1);
        assertThrows(IllegalArgumentException.class, () -> fit.batchSize(0));
        var features = Tensor.zeros(Shape.of(3, 2));
        var targets = Tensor.zeros(Shape.of(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Dataset(features, targets));
    }

    @Test
    void shouldCountAWeightedExampleAsOftenAsItsWeightSays() {
        var data = clouds(4, 1);
        var network = Sequential.of(Shape.of(2), Dense.of(3).withActivation(Activations.SOFTMAX));
        var weighted = network.build(3);
        var repeated = network.build(3);
        var weights = Tensor.of(Shape.of(4, 1), 0f, 1f, 2f, 1f);
        double mean = trainer(weighted).step(data.features(), data.targets(), weights);
        var rows = Tensor.zeros(Shape.of(4, 2));
        var targets = Tensor.zeros(Shape.of(4, 1));
        int[] which = {1, 2, 2, 3};
        for (int i = 0; i < 4; i++) {
            rows.rows(i, i + 1).copyFrom(data.features().rows(which[i], which[i] + 1));
            targets.set(i, data.targets().get(which[i]));
        }
        assertEquals(trainer(repeated).step(rows, targets), mean, 1e-6);
        for (int i = 0; i < weighted.values().length; i++) {
            assertEquals(repeated.values()[i], weighted.values()[i], 1e-6);
        }
    }
}

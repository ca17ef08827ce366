package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Parameter;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainerTest {
    private static final Loss CROSS_ENTROPY = Losses.SPARSE_CATEGORICAL_CROSSENTROPY;

    /// Three clouds around (2, 0), (−2, 2) and (−2, −2), each within a square of side 2.
    private static Dataset clouds(int size, long seed) {
        var data = new Dataset(Tensor.zeros(Shape.of(size, 2)), Tensor.zeros(Shape.of(size, 1)));
        CounterRandom.of(seed, 100, 0).uniform(data.features(), -1, 1);
        for (int row = 0; row < size; row++) {
            int target = row % 3;
            data.targets().set(row, target);
            data.features().set(2 * row, data.features().get(2 * row) + (target == 0 ? 2 : -2));
            data.features()
                    .set(2 * row + 1, data.features().get(2 * row + 1) + (target == 0 ? 0 : target == 1 ? 2 : -2));
        }
        return data;
    }

    private static Model small(long seed) {
        return Sequential.of(
                        Shape.of(2),
                        Dense.of(8).withBias(null).withPenalty(L2.of(1e-4)).withConstraint(MaxNorm.perUnit(2)),
                        BatchNormalization.layer(),
                        ActivationLayer.of(Activations.ELU),
                        Dropout.rate(0.1),
                        Dense.of(3).withActivation(Activations.SOFTMAX))
                .build(seed);
    }

    private static Trainer trainer(Model model) {
        return Trainer.of(model, CROSS_ENTROPY, Sgd.learningRate(0.05).withMomentum(0.9));
    }

    /// The network of the design's recipe, with or without max-norm on its hidden layers.
    private static Model large(boolean constrained) {
        var hidden = Dense.of(300)
                .withActivation(Activations.ELU)
                .withInitializer(Initializers.HE_NORMAL)
                .withPenalty(L2.of(1e-4));
        if (constrained) {
            hidden = hidden.withConstraint(MaxNorm.perUnit(1));
        }
        return Sequential.of(
                        Shape.of(784),
                        Dropout.rate(0.2),
                        hidden,
                        Dropout.rate(0.2),
                        hidden.withUnits(100),
                        Dropout.rate(0.2),
                        Dense.of(10).withActivation(Activations.SOFTMAX))
                .build(42);
    }

    private static Dataset images(int size) {
        var data = new Dataset(Tensor.zeros(Shape.of(size, 784)), Tensor.zeros(Shape.of(size, 1)));
        CounterRandom.of(7, 100, 0).uniform(data.features(), 0, 1);
        for (int row = 0; row < size; row++) {
            data.targets().set(row, row % 10);
        }
        return data;
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void shouldLeaveWeightsAndStatisticsAloneWhenAGradientIsNotFinite(float broken) {
        var data = clouds(30, 1);
        var bad = clouds(30, 2);
        bad.features().set(17, broken);
        var model = small(1);
        var undisturbed = small(1);
        var trainer = trainer(model);
        var other = trainer(undisturbed);
        for (int i = 0; i < 3; i++) {
            trainer.step(data.features(), data.targets());
            other.step(data.features(), data.targets());
        }
        var before = model.values().clone();
        var thrown = assertThrows(NonFiniteGradientException.class, () -> trainer.step(bad.features(), bad.targets()));
        assertTrue(thrown.getMessage().contains("dense_1/weight"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("step 3"), thrown.getMessage());
        assertArrayEquals(before, model.values());
        assertEquals(3, trainer.steps());

        // The optimizer's state is as before too: the training goes on as if the step had not been tried.
        for (int i = 0; i < 3; i++) {
            trainer.step(data.features(), data.targets());
            other.step(data.features(), data.targets());
        }
        assertArrayEquals(undisturbed.values(), model.values());
        assertNotEquals(before[0], model.values()[0]);
    }

    @Test
    void shouldNameTheFirstParameterWhoseGradientIsNotFinite() {
        // 1e30² overflows in the gradient of the second layer's weight alone: the first layer is behind weights of 0.
        var linear = Dense.of(1).withInitializer(Initializers.ONES);
        var model = Sequential.of(Shape.of(1), linear, linear).build(1);
        model.values()[0] = 1e30f;
        model.values()[2] = 0;
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.1));
        var one = Tensor.of(Shape.of(1, 1), 1f);
        var far = Tensor.of(Shape.of(1, 1), 1e30f);
        var thrown = assertThrows(NonFiniteGradientException.class, () -> trainer.step(one, far));
        assertTrue(thrown.getMessage().contains("dense_2/weight"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("step 0"), thrown.getMessage());
    }

    @Test
    void shouldLearnWhatCanBeSeparated() {
        var history = trainer(small(3)).fit(clouds(300, 1), clouds(90, 2), Fit.epochs(10));
        double[] losses = history.column("loss");
        assertTrue(losses[9] < losses[0] / 2, losses[0] + " to " + losses[9]);
        assertEquals(1, history.last("val_accuracy"));
        assertTrue(history.last("val_data_loss") < 0.1, "validation loss " + history.last("val_data_loss"));
    }

    @Test
    void shouldReportTheseColumns() {
        var history = trainer(small(3)).fit(clouds(30, 1), clouds(30, 2), Fit.epochs(3));
        assertEquals(
                List.of(
                        "loss",
                        "data_loss",
                        "penalty",
                        "l2_penalty",
                        "accuracy",
                        "val_loss",
                        "val_data_loss",
                        "val_penalty",
                        "val_l2_penalty",
                        "val_accuracy"),
                List.copyOf(history.columns()));
        assertEquals(3, history.epochs());
        for (var column : history.columns()) {
            assertEquals(3, history.column(column).length, column);
        }
        for (int i = 0; i < 3; i++) {
            assertTrue(history.column("penalty")[i] > 0);
            for (var prefix : List.of("", "val_")) {
                assertEquals(
                        history.column(prefix + "data_loss")[i] + history.column(prefix + "penalty")[i],
                        history.column(prefix + "loss")[i],
                        1e-15);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> history.column("val_accuracies"));
    }

    /// At a rate of 0 nothing changes, so the mean over an epoch of uneven batches must be the loss of the whole
    /// set.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 10, 32})
    void shouldCountEveryExampleOnceHoweverTheBatchesFall(int batchSize) {
        var data = clouds(10, 5);
        data.targets().set(0, 2);
        var model = Sequential.of(Shape.of(2), Dense.of(3).withActivation(Activations.SOFTMAX))
                .build(9);
        var trainer = Trainer.of(model, CROSS_ENTROPY, Sgd.learningRate(0));
        var whole = trainer.evaluate(data);
        var steps = new ArrayList<Long>();
        var history = trainer.fit(data, data, Fit.epochs(2).batchSize(batchSize).callbacks(event -> {
            if (event instanceof Event.StepEnded ended) {
                steps.add(ended.step());
            } else if (event instanceof Event.FitStarted started) {
                assertEquals((10 + batchSize - 1) / batchSize, started.stepsPerEpoch());
            }
            return Callback.Answer.CONTINUE;
        }));
        for (int i = 0; i < 2; i++) {
            // The rows have the same bits in every batch; what differs is the double sum of at most ten of them, and
            // the
            // float32 logarithm's argument.
            assertEquals(whole.dataLoss(), history.column("data_loss")[i], 1e-12);
            assertEquals(whole.metric(), history.column("accuracy")[i], 1e-15);
        }
        int perEpoch = (10 + batchSize - 1) / batchSize;
        assertEquals(
                LongStream.range(0, 2 * perEpoch).map(i -> i % perEpoch).boxed().toList(), steps);
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

    /// The twin has no constraint, but the same gradients: it is given the constrained weights before every step,
    /// so after
    /// it the twin holds what the projection of that step started from.
    @Test
    void shouldKeepUnitsWithinTheNormAndLeaveThoseInsideAlone() {
        var data = images(32);
        var model = large(true);
        var twin = large(false);
        var trainer = trainer(model);
        var unconstrained = trainer(twin);
        int inside = 0;
        int outside = 0;
        for (int step = 0; step < 12; step++) {
            System.arraycopy(model.values(), 0, twin.values(), 0, twin.values().length);
            trainer.step(data.features(), data.targets());
            unconstrained.step(data.features(), data.targets());
            for (int i = 0; i < model.parameters().size(); i++) {
                var projected = model.parameters().get(i);
                var free = twin.parameters().get(i).value();
                if (!isHiddenWeight(projected)) {
                    assertArrayEquals(free.toArray(), projected.value().toArray(), projected.name());
                    continue;
                }
                for (int unit = 0; unit < free.columns(); unit++) {
                    if (norm(free, unit) <= 1) {
                        assertSameUnit(free, projected.value(), unit);
                        inside++;
                    } else {
                        assertTrue(norm(projected.value(), unit) <= 1 + 0x1p-22, projected.name() + ", unit " + unit);
                        outside++;
                    }
                }
            }
        }
        assertTrue(inside > 0 && outside > 0, inside + " units inside and " + outside + " outside");
    }

    private static boolean isHiddenWeight(Parameter parameter) {
        return parameter.name().equals("dense_1/weight") || parameter.name().equals("dense_2/weight");
    }

    private static double norm(Tensor weight, int unit) {
        double sum = 0;
        for (int row = 0; row < weight.rows(); row++) {
            double w = weight.get(row * weight.columns() + unit);
            sum += w * w;
        }
        return Math.sqrt(sum);
    }

    private static void assertSameUnit(Tensor expected, Tensor actual, int unit) {
        for (int row = 0; row < expected.rows(); row++) {
            int at = row * expected.columns() + unit;
            assertEquals(expected.get(at), actual.get(at), "unit " + unit + ", input " + row);
        }
    }

    @Test
    void shouldReportSeveralMetricsOfWhatTheNetworkGives() {
        var data = clouds(50, 1);
        var trainer = trainer(small(3)).withMetrics(Metrics.topK(2), Metrics.ACCURACY, PROBABILITY);
        var history = trainer.fit(data, data, Fit.epochs(2));
        var evaluation = trainer.evaluate(data);
        assertEquals(
                List.of("top_2_accuracy", "accuracy", "probability"),
                List.copyOf(evaluation.metrics().keySet()));
        assertEquals(evaluation.metric(), history.last("val_top_2_accuracy"));
        assertEquals(evaluation.metric("accuracy"), history.last("val_accuracy"));
        // A row of probabilities sums to 1, a row of logits does not: the trainer leaves the softmax out.
        assertEquals(1, evaluation.metric("probability"), 8 * Golden.UNIT_ROUNDOFF);
        assertEquals(1, history.last("probability"), 8 * Golden.UNIT_ROUNDOFF);
        assertThrows(IllegalArgumentException.class, () -> evaluation.metric("precision"));
    }

    /// The sum of a row's outputs.
    private static final Metric PROBABILITY = new MeanMetric() {
        @Override
        public String name() {
            return "probability";
        }

        @Override
        public Direction direction() {
            return Direction.UP;
        }

        @Override
        public double ofRow(Tensor output, Tensor targets, int row) {
            return ProbabilityRows.total(output, row);
        }
    };

    @Test
    void shouldRefuseTwoMetricsOfOneName() {
        var trainer = trainer(small(3));
        assertThrows(IllegalArgumentException.class, () -> trainer.withMetrics(Metrics.ACCURACY, Metrics.ACCURACY));
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

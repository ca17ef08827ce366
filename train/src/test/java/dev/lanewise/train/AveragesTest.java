package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.ActivityPenalty;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.UnitNorm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Averages of weights and accumulated gradients: against Keras in float64, and against their definitions.
final class AveragesTest {
    private static final String DATA = "src/test/golden/trainings-data.csv";
    private static final List<String[]> EXPECTED = Golden.read("src/test/golden/averages.csv");

    /// Eight roundoffs a batch, and two more for the average.
    private static final double TOLERANCE = 10 * 60 * Golden.UNIT_ROUNDOFF;

    private static Model model(Layer... layers) {
        return Sequential.of(Shape.of(5), layers).build(1);
    }

    private static Model plain() {
        var model = model(Dense.of(4).withActivation(Activations.TANH), Dense.of(3));
        var start = Golden.matrix(Golden.read(DATA), "start", 39, 1);
        System.arraycopy(start.array(), 0, model.values(), 0, 39);
        return model;
    }

    private static Dataset data() {
        var lines = Golden.read(DATA);
        return new Dataset(Golden.matrix(lines, "inputs", 24, 5), Golden.matrix(lines, "numbers", 24, 3));
    }

    private static Trainer trainer(Model model) {
        return Trainer.of(
                model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.05).withMomentum(0.9));
    }

    private static double step(Trainer trainer, Dataset batch) {
        return trainer.step(batch.features(), batch.targets());
    }

    private static Trainer of(String name, Model model) {
        var average = WeightAverage.momentum(0.9);
        return switch (name) {
            case "ema" -> trainer(model).withAverage(average);
            case "ema_overwrite" -> trainer(model).withAverage(average.overwritingEvery(7));
            case "accumulation" -> trainer(model).withAccumulation(3);
            default -> trainer(model).withAccumulation(3).withAverage(average);
        };
    }

    private static int compare(String name, String kind, int step, Model model) {
        int compared = 0;
        for (String[] line : EXPECTED) {
            if (line[0].equals(name) && line[1].equals(kind) && line[2].equals("" + step)) {
                double[] expected =
                        Stream.of(line).skip(3).mapToDouble(Double::parseDouble).toArray();
                for (int i = 0; i < expected.length; i++) {
                    Golden.assertClose(
                            expected[i], model.values()[i], TOLERANCE, name + ", " + kind + ", " + step + ", " + i);
                }
                compared++;
            }
        }
        return compared;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ema", "ema_overwrite", "accumulation", "accumulation_ema"})
    void shouldFollowKeras(String name) {
        var model = plain();
        var trainer = of(name, model);
        int compared = 0;
        int[] counts = {0};
        for (int batch = 1; batch <= 60; batch++) {
            int at = (batch - 1) * 8 % 24;
            step(trainer, data().rows(at, at + 8));
            compared += compare(name, "weights", batch, model);
            // With accumulation Keras averages after every batch, we after every update.
            if (name.startsWith("ema")) {
                int now = batch;
                trainer.withAveragedWeights(() -> counts[0] += compare(name, "average", now, model));
            }
        }
        assertEquals(11, compared);
        assertEquals(name.startsWith("ema") ? 11 : 0, counts[0]);
        assertEquals(name.startsWith("accumulation") ? 20 : 60, trainer.steps());
    }

    /// a = (1 − m)·Σ mᵗ⁻ⁱ·wᵢ / (1 − mᵗ), in double.
    @Test
    void shouldBeTheWeightedMeanOfAllWeightsWithBiasCorrection() {
        var model = plain();
        var trainer = trainer(model).withAverage(WeightAverage.momentum(0.8).withBiasCorrection());
        double[] sum = new double[39];
        for (int t = 1; t <= 10; t++) {
            step(trainer, data());
            double share = 1 - Math.pow(0.8, t);
            for (int i = 0; i < 39; i++) {
                sum[i] = 0.8 * sum[i] + 0.2 * model.values()[i];
            }
            trainer.withAveragedWeights(() -> {
                for (int i = 0; i < 39; i++) {
                    // Three roundings an update, each in turn damped, and the division.
                    Golden.assertClose(sum[i] / share, model.values()[i], 16 * Golden.UNIT_ROUNDOFF, "weight " + i);
                }
            });
        }
    }

    @Test
    void shouldHoldConstraintsForAveragesAndPutTheWeightsBackBitForBit() {
        var model = model(Dense.of(4).withConstraint(UnitNorm.perUnit()), Dense.of(3));
        var trainer = trainer(model).withAverage(WeightAverage.momentum(0.5));
        for (int i = 0; i < 20; i++) {
            step(trainer, data().rows(0, 8));
        }
        var before = model.values().clone();
        trainer.withAveragedWeights(() -> {
            assertNotEquals(before[0], model.values()[0]);
            var weight = model.parameters().getFirst().value();
            for (int unit = 0; unit < 4; unit++) {
                double squares = 0;
                for (int row = 0; row < 5; row++) {
                    squares += Math.pow(weight.get(4 * row + unit), 2);
                }
                // The mean of different directions is shorter; it is projected.
                assertEquals(1, Math.sqrt(squares), 8 * Golden.UNIT_ROUNDOFF);
            }
            trainer.withAveragedWeights(() -> assertNotEquals(before[0], model.values()[0]));
            assertNotEquals(before[0], model.values()[0], "within another call the average stays");
        });
        assertArrayEquals(before, model.values());
        assertThrows(
                IllegalStateException.class,
                () -> trainer.withAveragedWeights(() -> {
                    throw new IllegalStateException("on purpose");
                }));
        assertArrayEquals(before, model.values());
    }

    @Test
    void shouldValidateAndEndWithTheAveragesAndTrainWithTheWeights() {
        var model = plain();
        var alone = plain();
        var trainer = trainer(model).withAverage(WeightAverage.momentum(0.9));
        var twin = trainer(alone);
        List<Double> evaluations = new ArrayList<>();
        List<float[]> told = new ArrayList<>();
        var history = trainer.fit(data(), data(), Fit.epochs(4).batchSize(8).callbacks(event -> {
            if (event instanceof Event.EpochEnded) {
                evaluations.add(trainer.evaluate(data()).loss());
                told.add(model.values().clone());
            }
            return Callback.Answer.CONTINUE;
        }));
        var expected = twin.fit(data(), data(), Fit.epochs(4).batchSize(8));
        assertArrayEquals(expected.column("loss"), history.column("loss"));
        assertEquals(evaluations.getLast(), history.last("val_loss"));
        assertNotEquals(expected.last("val_loss"), history.last("val_loss"));
        assertArrayEquals(told.getLast(), model.values(), "the averages of the last epoch");
    }

    @Test
    void shouldGiveTheAveragesOfTheBestEpochBack() {
        var model = plain();
        List<float[]> told = new ArrayList<>();
        var stopping = EarlyStopping.patience(2);
        trainer(model)
                .withAverage(WeightAverage.momentum(0.9))
                .fit(data(), data().rows(0, 3), Fit.epochs(30).batchSize(8).callbacks(stopping, event -> {
                    if (event instanceof Event.EpochEnded) {
                        told.add(model.values().clone());
                    }
                    return Callback.Answer.CONTINUE;
                }));
        assertArrayEquals(told.get(stopping.bestEpoch()), model.values());
    }

    /// With dropout, a penalty and a weight for every example: everything that could tell the batches from one.
    private static Model regularized() {
        var hidden = Dense.of(4).withActivation(Activations.TANH).withPenalty(L2.of(0.05));
        return model(Dropout.rate(0.3), hidden, ActivityPenalty.of(L2.of(0.1)), Dense.of(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 11, 24})
    void shouldMakeTheUpdateOfOneGreatBatchButForRounding(int size) {
        var one = regularized();
        var parts = regularized();
        var great = trainer(one);
        var small = trainer(parts).withAccumulation((24 + size - 1) / size);
        for (int update = 0; update < 20; update++) {
            double loss = step(great, data());
            double mean = 0;
            for (int from = 0; from < 24; from += size) {
                int to = Math.min(24, from + size);
                mean += (to - from) / 24.0 * step(small, data().rows(from, to));
            }
            Golden.assertClose(loss, mean, TOLERANCE, "loss of update " + update);
        }
        assertEquals(20, small.steps());
        for (int i = 0; i < one.values().length; i++) {
            Golden.assertClose(one.values()[i], parts.values()[i], TOLERANCE, "weight " + i);
        }
    }

    @Test
    void shouldCountTheBatchesOfAnEpochsEndAsAnUpdateOfTheirOwn() {
        // Activity penalties count as their batch's weights do, so this network has none.
        Layer[] layers = {Dropout.rate(0.3), Dense.of(4).withPenalty(L2.of(0.05)), Dense.of(3)};
        var one = model(layers);
        var parts = model(layers);
        var weights = Tensor.zeros(Shape.of(24, 1));
        for (int i = 0; i < 24; i++) {
            weights.set(i, 0.1f * i);
        }
        var data = data().withWeights(weights);
        var great = trainer(one).withDivisor(Divisor.WEIGHTS).withMetrics();
        var expected = great.fit(data, Fit.epochs(5).batchSize(15).unshuffled());
        var small = trainer(parts).withDivisor(Divisor.WEIGHTS).withMetrics().withAccumulation(3);
        var history = small.fit(data, Fit.epochs(5).batchSize(5).unshuffled());
        assertEquals(10, small.steps(), "three batches and two, in every epoch");
        assertEquals(great.steps(), small.steps());
        for (int i = 0; i < one.values().length; i++) {
            Golden.assertClose(one.values()[i], parts.values()[i], TOLERANCE, "weight " + i);
        }
        for (int epoch = 0; epoch < 5; epoch++) {
            for (var column : List.of("data_loss", "l2_penalty")) {
                Golden.assertClose(
                        expected.column(column)[epoch],
                        history.column(column)[epoch],
                        TOLERANCE,
                        column + " of epoch " + epoch);
            }
        }
    }

    @Test
    void shouldLeaveTheSumsAloneWhereABatchIsNotFinite() {
        var whole = plain();
        var disturbed = plain();
        var undisturbed = trainer(whole).withAccumulation(2);
        var trainer = trainer(disturbed).withAccumulation(2);
        var first = data().rows(0, 8);
        var second = data().rows(8, 16);
        step(undisturbed, first);
        step(undisturbed, second);
        step(trainer, first);
        var infinite = Tensor.zeros(Shape.of(8, 3));
        infinite.fill(Float.POSITIVE_INFINITY);
        assertThrows(NonFiniteGradientException.class, () -> trainer.step(first.features(), infinite));
        step(trainer, second);
        assertArrayEquals(whole.values(), disturbed.values());
    }

    /// Within a group of batches, between groups, and at an epoch's end.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 10})
    void shouldGoOnBitForBitFromACheckpointAfterAnyBatch(int batches) {
        var file = Path.of("/checkpoint");
        var disk = new UnsafeDisk(false);
        var whole = regularized();
        int[] seen = {0};
        Callback saving = event -> {
            if (event instanceof Event.StepEnded && ++seen[0] == batches) {
                event.training().save(file);
            }
            return Callback.Answer.CONTINUE;
        };
        var fit = Fit.epochs(4).batchSize(5).callbacks(saving);
        var history = new Training(bothOf(whole), fit, data(), data(), disk).run();
        var resumed = regularized();
        var again = new Training(
                        bothOf(resumed),
                        Fit.epochs(4)
                                .batchSize(5)
                                .callbacks(_ -> Callback.Answer.CONTINUE)
                                .resumeFrom(file),
                        data(),
                        data(),
                        disk)
                .run();
        assertEquals(whole.sha256(), resumed.sha256());
        for (var column : history.columns()) {
            assertArrayEquals(history.column(column), again.column(column), column);
        }
    }

    private static Trainer bothOf(Model model) {
        return trainer(model)
                .withAccumulation(3)
                .withAverage(WeightAverage.momentum(0.9).withBiasCorrection().overwritingEvery(4));
    }

    @Test
    void shouldRefuseNumbersOutOfTheirRanges() {
        for (double momentum : new double[] {-0.1, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> WeightAverage.momentum(momentum));
        }
        var average = WeightAverage.momentum(0.9);
        assertThrows(IllegalArgumentException.class, () -> average.overwritingEvery(-1));
        var trainer = trainer(plain());
        assertThrows(IllegalArgumentException.class, () -> trainer.withAccumulation(0));
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import it.unimi.dsi.fastutil.floats.FloatArrayList;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MixupTest {
    /// Example r is one-hot, so that a mixed row tells who was mixed and by how much; its target is its number.
    private static Dataset examples(int rows) {
        var data = new Dataset(Tensor.zeros(Shape.of(rows, rows)), Tensor.zeros(Shape.of(rows, 1)));
        for (int row = 0; row < rows; row++) {
            data.features().set(row * rows + row, 1);
            data.targets().set(row, row);
        }
        return data;
    }

    private static Reading shuffled(int batchSize, long from, int epoch) {
        return new Reading(batchSize, from, CounterRandom.of(3, 100, epoch));
    }

    private static float[] features(DataSource source, Reading reading) {
        var all = new FloatArrayList();
        try (var pass = source.open(reading)) {
            for (var batch = pass.next(); batch != null; batch = pass.next()) {
                all.addElements(all.size(), batch.features().toArray());
            }
        }
        return all.toFloatArray();
    }

    /// The share of i is λ and that of j is 1 − λ, in features and targets alike.
    @Test
    void shouldMixFeaturesAndTargetsWithTheSameShares() {
        var data = Mixup.oneHot(examples(40), 40);
        int mixed = 0;
        try (var pass = Mixup.of(data, 0.4).open(shuffled(16, 0, 0))) {
            for (var batch = pass.next(); batch != null; batch = pass.next()) {
                assertArrayEquals(batch.features().toArray(), batch.targets().toArray());
                for (int row = 0; row < batch.size(); row++) {
                    float[] shares = batch.features().rows(row, row + 1).toArray();
                    double sum = 0;
                    for (float share : shares) {
                        sum += share;
                    }
                    // λ and the rounded 1 − λ.
                    assertEquals(1, sum, 0x1p-24);
                    int parts = (int) Arrays.stream(doubles(shares))
                            .filter(share -> share > 0)
                            .count();
                    assertTrue(parts == 1 || parts == 2, "parts: " + parts);
                    mixed += parts - 1;
                }
            }
        }
        assertTrue(mixed > 20, "mixed: " + mixed);
    }

    /// The weight of example r is r + 1 and its features are one-hot, so that the shares of a mixed row tell its
    /// weight; that is at most 40 and rounded twice.
    @Test
    void shouldMixWeightsWithTheSameShares() {
        var weights = Tensor.zeros(Shape.of(40, 1));
        for (int row = 0; row < 40; row++) {
            weights.set(row, row + 1);
        }
        var data = Mixup.oneHot(examples(40).withWeights(weights), 40);
        for (var reading : new Reading[] {Reading.inOrder(16), shuffled(16, 0, 0)}) {
            try (var pass = Mixup.of(data, 0.4).open(reading)) {
                for (var batch = pass.next(); batch != null; batch = pass.next()) {
                    for (int row = 0; row < batch.size(); row++) {
                        double expected = 0;
                        for (int i = 0; i < 40; i++) {
                            expected += (i + 1.0) * batch.features().get(row * 40 + i);
                        }
                        assertEquals(
                                expected,
                                Objects.requireNonNull(batch.weights()).get(row),
                                2 * 40 * 0x1p-24);
                    }
                }
            }
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 64})
    void shouldMixTheSameForAnyBatchSizeAndFromAnyPlace(int batchSize) {
        var source = Mixup.of(Mixup.oneHot(examples(40), 40), 0.4);
        float[] whole = features(source, shuffled(40, 0, 2));
        assertArrayEquals(whole, features(source, shuffled(batchSize, 0, 2)));
        assertArrayEquals(
                Arrays.copyOfRange(whole, 40 * 14, whole.length), features(source, shuffled(batchSize, 14, 2)));
        assertArrayEquals(whole, features(source.prefetched(), shuffled(batchSize, 0, 2)));
        assertFalse(Arrays.equals(whole, features(source, shuffled(batchSize, 0, 3))));
        assertArrayEquals(features(source, Reading.inOrder(batchSize)), features(source, Reading.inOrder(40)));
    }

    /// Beta(α, α) has the mean ½ and the variance v = 1/(4·(2α + 1)). The features are numbers: 0 for the first
    /// example and 1 for the other, so a mixed row of the first is 1 − λ where it meets the other one, in half of
    /// all draws. Its mean is ¼, its second moment (v + ¼)/2; numbers in [0, 1] deviate by at most ½.
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.4, 1, 1.5, 20})
    void shouldDrawSharesFromTheBetaDistribution(double alpha) {
        var data = new Dataset(Tensor.of(Shape.of(2, 1), 0, 1), Tensor.zeros(Shape.of(2, 1)));
        var source = Mixup.of(data, alpha);
        int draws = 5_000;
        double sum = 0;
        double squares = 0;
        for (int epoch = 0; epoch < draws; epoch++) {
            var random = CounterRandom.of(5, 101, epoch);
            try (var pass = source.open(new Reading(2, 0, random))) {
                float[] features =
                        Objects.requireNonNull(pass.next()).features().toArray();
                sum += features[0] + features[1];
                squares += features[0] * features[0] + features[1] * features[1];
            }
        }
        double v = 1 / (4 * (2 * alpha + 1));
        double bound = 5 * 0.5 / Math.sqrt(draws);
        // The other example meets itself or 1 − λ of the first: 1 and λ, half each.
        assertEquals(0.25 + 0.75, sum / draws, 2 * bound);
        assertEquals((v + 0.25) / 2 + (1 + v + 0.25) / 2, squares / draws, 2 * bound);
    }

    /// Two clouds of points: the network learns from mixed rows alone, and from the same ones again.
    @Test
    void shouldTrainOnMixedRowsAndRepeatIt() {
        var features = Tensor.zeros(Shape.of(200, 2));
        CounterRandom.of(1, 100, 0).normal(features, 0.3);
        var targets = Tensor.zeros(Shape.of(200, 1));
        for (int row = 0; row < 200; row++) {
            targets.set(row, row % 2);
            features.set(2 * row, features.get(2 * row) + (row % 2 == 0 ? -1 : 1));
        }
        var data = Mixup.oneHot(new Dataset(features, targets), 2);
        var hashes = new String[2];
        for (int run = 0; run < 2; run++) {
            var model = Sequential.of(Shape.of(2), Dense.of(2).withActivation(Activations.SOFTMAX))
                    .build(1);
            var trainer = Trainer.of(model, CategoricalCrossentropy.ofProbabilities(), Sgd.learningRate(0.5));
            trainer.fit(Mixup.of(data, 0.2), data, Fit.epochs(10).batchSize(20));
            assertTrue(trainer.evaluate(data).metric() > 0.97);
            hashes[run] = model.sha256();
        }
        assertEquals(hashes[0], hashes[1]);
    }

    @Test
    void shouldRefuseWhatCannotBeMixed() {
        var data = examples(4);
        for (double alpha : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            var refused = assertThrows(IllegalArgumentException.class, () -> Mixup.of(data, alpha));
            assertTrue(refused.getMessage().contains(Double.toString(alpha)), refused.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> Mixup.oneHot(data, 3));
        var twice = Mixup.oneHot(data, 4);
        assertThrows(IllegalArgumentException.class, () -> Mixup.oneHot(twice, 4));
    }
}

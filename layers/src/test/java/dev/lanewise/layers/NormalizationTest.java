package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    @Test
    void shouldGatherMeanAndVarianceWhateverTheBatches() {
        var data = Gradients.normal(1, 50, 2, 3);
        var whole = new FeatureStatistics();
        whole.add(data);
        for (int size : new int[] {1, 7, 49}) {
            var parts = new FeatureStatistics();
            for (int from = 0; from < 50; from += size) {
                parts.add(data.rows(from, Math.min(50, from + size)));
            }
            assertArrayEquals(whole.mean(), parts.mean());
            assertArrayEquals(whole.variance(), parts.variance());
        }
        for (int j = 0; j < 3; j++) {
            double mean = 0;
            for (int i = j; i < 300; i += 3) {
                mean += data.get(i) / 100.0;
            }
            double variance = 0;
            for (int i = j; i < 300; i += 3) {
                variance += Math.pow(data.get(i) - mean, 2) / 100;
            }
            // Exact to a few hundred roundings in double, then rounded to float.
            assertEquals(mean, whole.mean()[j], 0x1p-24 * Math.abs(mean) + 1e-13);
            assertEquals(variance, whole.variance()[j], 0x1p-24 * variance + 1e-13);
        }
    }

    @Test
    void shouldGiveZeroForAFeatureThatNeverVaries() {
        var data = Tensor.of(Shape.of(2, 2), 0.1f, 1, 0.1f, 3);
        var model = Sequential.of(Shape.of(2), Normalization.adapt(data)).build(1);
        assertArrayEquals(new float[] {0, -1, 0, 1}, model.predict(data).toArray());
        assertEquals("normalization_1/mean", model.parameters().getFirst().name());
        assertEquals(0, model.parameters().stream().filter(Parameter::trainable).count());
    }

    @Test
    void shouldRejectDataThatDoesNotFit() {
        var statistics = new FeatureStatistics();
        assertThrows(IllegalStateException.class, statistics::mean);
        statistics.add(Tensor.zeros(Shape.of(2, 3)));
        var other = Tensor.zeros(Shape.of(2, 4));
        assertThrows(IllegalArgumentException.class, () -> statistics.add(other));
        var description = Sequential.of(Shape.of(4), Normalization.of(statistics));
        assertThrows(IllegalArgumentException.class, () -> description.build(1));
    }

    @Test
    void shouldRejectNumbersAndShapesOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> Rescaling.of(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Rescaling(1, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> Reshape.of(2, 0));
        assertThrows(IllegalArgumentException.class, () -> Sequential.of(Shape.of(5), Reshape.of(2, 3)));
        var gamma = ParameterSpec.of(Initializers.ONES);
        for (double epsilon : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new LayerNormalization(epsilon, gamma, gamma));
        }
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.GaussianPrediction;
import dev.lanewise.regularization.MeanAndVariance;
import dev.lanewise.regularization.MonteCarlo;
import dev.lanewise.regularization.RegressionQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class GaussianNegativeLogLikelihoodTest {
    /// PyTorch in float64 (`gaussian_likelihood.py`), from the same float32 numbers: the loss in double, gradients
    /// rounded to float32 once.
    @Test
    void shouldAgreeWithPyTorch() throws IOException {
        for (var line : Files.readAllLines(Path.of("src/test/golden/gaussian_likelihood.csv"))) {
            double[] numbers = Arrays.stream(line.split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            int k = (int) numbers[1];
            var output = tensor(numbers, 2, 2 * k);
            var gradient = Tensor.zeros(output.shape());
            var loss = new GaussianNegativeLogLikelihood(1e-6, numbers[0] == 1);
            double value = loss.evaluate(output, tensor(numbers, 2 + 2 * k, k), new double[] {1}, gradient);
            double expected = numbers[2 + 3 * k];
            assertEquals(expected, value, 16 * 0x1p-53 * Math.max(1, Math.abs(expected)));
            for (int i = 0; i < 2 * k; i++) {
                double slope = numbers[3 + 3 * k + i];
                assertEquals(slope, gradient.get(i), 0x1p-23 * Math.abs(slope), line);
            }
        }
    }

    private static Tensor tensor(double[] numbers, int from, int count) {
        var tensor = Tensor.zeros(Shape.of(1, count));
        for (int i = 0; i < count; i++) {
            tensor.set(i, (float) numbers[from + i]);
        }
        return tensor;
    }

    @Test
    void shouldWeighRowsAndBoundVariances() {
        var output = Tensor.of(Shape.of(3, 2), 1, 4, 7, 0, 5, 5);
        var targets = Tensor.of(Shape.of(3, 1), 3, 7, 5);
        var gradient = Tensor.zeros(output.shape());
        double value = GaussianNegativeLogLikelihood.loss().evaluate(output, targets, new double[] {2, 1, 0}, gradient);
        // 2·½·(ln 4 + 4/4) + ½·ln 1e-6
        assertEquals(Math.log(4) + 1 + 0.5 * Math.log(1e-6), value, 1e-14);
        assertArrayEquals(new float[] {-1, 0, 0, 5e5f, 0, 0}, gradient.toArray());
    }

    /// Targets x/2 + N(0, s²) with s = 0.1 for x < 0 and 0.5 above: the network finds both deviations within a
    /// third, and its likelihood lies within a tenth of a nat of the true distribution's.
    @Test
    void shouldLearnHowMuchTheTargetsScatter() {
        var x = Tensor.zeros(Shape.of(1000, 1));
        var noise = Tensor.zeros(Shape.of(1000, 1));
        CounterRandom.of(5, 100, 0).uniform(x, -1, 1);
        CounterRandom.of(5, 101, 0).normal(noise, 0, 0);
        var targets = Tensor.zeros(Shape.of(1000, 1));
        double truth = 0;
        for (int i = 0; i < 1000; i++) {
            double deviation = x.get(i) < 0 ? 0.1 : 0.5;
            targets.set(i, (float) (x.get(i) / 2 + deviation * noise.get(i)));
            truth += 0.5 * (Math.log(2 * Math.PI * deviation * deviation) + noise.get(i) * noise.get(i)) / 1000;
        }
        var hidden = Dense.of(20).withActivation(Activations.TANH);
        var model = Sequential.of(Shape.of(1), hidden, Dense.of(2).withActivation(MeanAndVariance.head()))
                .build(6);
        var trainer = Trainer.of(model, GaussianNegativeLogLikelihood.loss(), Adam.learningRate(0.01));
        for (int step = 0; step < 1500; step++) {
            trainer.step(x, targets);
        }
        var prediction = GaussianPrediction.of(MonteCarlo.predict(model, x, 1));
        var quality = RegressionQuality.of(prediction.mean(), prediction.variance(), targets);
        assertEquals(truth, quality.negativeLogLikelihood(), 0.1);
        assertEquals(0.9, quality.coverage90(), 0.04);
        float[] far = model.predict(Tensor.of(Shape.of(2, 1), -0.7f, 0.7f)).toArray();
        assertEquals(0.1, Math.sqrt(far[1]), 0.1 / 3);
        assertEquals(0.5, Math.sqrt(far[3]), 0.5 / 3);
    }

    @Test
    void shouldRefuseShapesAndBoundsThatDoNotFit() {
        var loss = GaussianNegativeLogLikelihood.loss();
        var output = Tensor.zeros(Shape.of(2, 2));
        var factors = new double[] {1, 1};
        for (var targets : new Tensor[] {Tensor.zeros(Shape.of(2, 2)), Tensor.zeros(Shape.of(1, 2))}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> loss.evaluate(output, targets, factors, Tensor.zeros(output.shape())));
        }
        for (double least : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new GaussianNegativeLogLikelihood(least, false));
        }
    }
}

package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchNormalizationTest {
    private static final double U = 0x1p-24;
    private static final int ROWS = 8;
    private static final Path GOLDEN = Path.of("src/test/golden/batch_normalization.csv");

    private final Model model =
            Sequential.of(Shape.of(3), BatchNormalization.layer()).build(1);
    private final Workspace workspace = new Workspace(model, Engine.singleThreaded(), ROWS);

    @BeforeEach
    void takeGoldenParameters() throws IOException {
        for (int j = 0; j < 3; j++) {
            model.values()[j] = (float) golden("gamma")[j];
            model.values()[3 + j] = (float) golden("beta")[j];
        }
    }

    @Test
    void shouldNormalizeTheGoldenBatch() throws IOException {
        var output = workspace.forward(batch("input_1"), Mode.TRAINING, 0, 0);
        var expected = golden("output_1");
        for (int i = 0; i < expected.length; i++) {
            double gamma = Math.abs(golden("gamma")[i % 3]);
            // x̂ with its own error, a product and an addition of numbers below |y| + |β|.
            double rest = 4 * U * (Math.abs(expected[i]) + Math.abs(golden("beta")[i % 3]));
            assertEquals(expected[i], output.get(i), gamma * normalizedError(i % 3) + rest, "output " + i);
        }
    }

    /// Relative to the magnitudes that meet, each gradient inherits the error of x̂ and rounds fewer than 2·ROWS
    /// times.
    @Test
    void shouldHaveTheGoldenGradients() throws IOException {
        var input = batch("input_1");
        workspace.forward(input, Mode.TRAINING, 0, 0);
        var slot = new Slot(workspace, model.network().inner().getFirst(), true);
        var layer = model.layers().getFirst();
        var weighting = batch("weighting");
        var output = layer.forward(slot, input);
        var dx = layer.backward(slot, input, output, weighting);
        for (int j = 0; j < 3; j++) {
            double magnitude = 0;
            for (int i = 0; i < ROWS; i++) {
                magnitude += Math.abs(weighting.get(3 * i + j));
            }
            double error = normalizedError(j);
            double greatest = Math.sqrt(ROWS);
            double rounding = 2 * ROWS * U * magnitude;
            double dGammaError = magnitude * error + greatest * rounding;
            assertEquals(golden("gradient_gamma")[j], slot.gradient(0).get(j), dGammaError, "dγ " + j);
            assertEquals(golden("gradient_beta")[j], slot.gradient(1).get(j), rounding, "dβ " + j);
            double scale = Math.abs(golden("gamma")[j]) / Math.sqrt(golden("batch_variance_1")[j] + 1e-3);
            // x̂·dγ/n has an error of both factors; the scale itself that of the variance, below the one of x̂.
            double inner = (greatest * dGammaError + error * magnitude * greatest) / ROWS + rounding;
            for (int i = 0; i < ROWS; i++) {
                double exact = golden("gradient_input")[3 * i + j];
                double bound = scale * inner + Math.abs(exact) * (error + 8 * U);
                assertEquals(exact, dx.get(3 * i + j), bound, "dx " + i + ", " + j);
            }
        }
    }

    @Test
    void shouldMoveItsStatisticsAndInferWithThem() throws IOException {
        var initial = model.values().clone();
        for (int batch = 1; batch <= 3; batch++) {
            workspace.forward(batch("input_" + batch), Mode.TRAINING, batch, 0);
            if (batch == 1) {
                assertArrayEquals(initial, model.values(), "statistics move only when the step is done");
            }
            workspace.updateState();
            if (batch != 2) {
                assertStatistics("moving_mean_" + batch, 6, batch);
                assertStatistics("moving_variance_" + batch, 9, batch);
            }
        }
        var output = workspace.forward(batch("input_1"), Mode.INFERENCE, 0, 0);
        var expected = golden("inference_1");
        for (int i = 0; i < expected.length; i++) {
            int j = i % 3;
            double inverse = 1 / Math.sqrt(golden("moving_variance_3")[j] + 1e-3);
            double gamma = Math.abs(golden("gamma")[j]);
            double centring = statisticsError(j, 3) + U * Math.abs(golden("input_1")[i]);
            double relative = 0.5 * statisticsError(j, 3) * inverse * inverse + 6 * U;
            double bound =
                    gamma * inverse * centring + (Math.abs(expected[i]) + Math.abs(golden("beta")[j])) * relative;
            assertEquals(expected[i], output.get(i), bound, "inference " + i);
        }
    }

    private void assertStatistics(String name, int offset, int updates) throws IOException {
        for (int j = 0; j < 3; j++) {
            assertEquals(golden(name)[j], model.values()[offset + j], statisticsError(j, updates), name + " " + j);
        }
    }

    /// Each update takes over 1% of a batch's error and rounds numbers up to 3% of the mean's, or 1, a few times.
    private double statisticsError(int column, int updates) throws IOException {
        double size = 1 + 0.03 * Math.abs(golden("batch_mean_1")[column]) + golden("batch_variance_1")[column];
        double mean = meanError(column);
        return updates * (0.01 * (mean + mean * mean + 20 * U * golden("batch_variance_1")[column]) + 4 * U * size);
    }

    /// A mean of 8 numbers is a chain of 8 additions and a division: 9 roundings of at most the sum of magnitudes
    /// / 8.
    private double meanError(int column) throws IOException {
        double magnitude = 0;
        for (int i = 0; i < ROWS; i++) {
            magnitude += Math.abs(golden("input_1")[3 * i + column]) / ROWS;
        }
        return (ROWS + 1) * U * magnitude;
    }

    /// x̂ moves with the mean (through the variance in second order) and rounds at most 20 times, magnitudes up to
    /// √8.
    private double normalizedError(int column) throws IOException {
        double inverse = 1 / Math.sqrt(golden("batch_variance_1")[column] + 1e-3);
        double shift = meanError(column) * inverse;
        return shift + Math.sqrt(ROWS) * (0.5 * shift * shift + 20 * U);
    }

    @ParameterizedTest
    @EnumSource(names = {"INFERENCE", "MONTE_CARLO"})
    void shouldChangeNoStateOutsideTraining(Mode mode) throws IOException {
        var before = model.values().clone();
        var first = workspace.forward(batch("input_1"), mode, 0, 0).toArray();
        assertArrayEquals(before, model.values());
        // Fresh statistics are 0 and 1.
        for (int i = 0; i < first.length; i++) {
            double expected = golden("gamma")[i % 3] * golden("input_1")[i] / Math.sqrt(1.001) + golden("beta")[i % 3];
            assertEquals(expected, first[i], 6 * U * (Math.abs(expected) + Math.abs(golden("beta")[i % 3])));
        }
    }

    @Test
    void shouldGiveTheTabledValues() {
        var small = Sequential.of(Shape.of(1), BatchNormalization.layer()).build(1);
        var run = new Workspace(small, Engine.singleThreaded(), 4);
        var output = run.forward(Tensor.of(Shape.of(4, 1), 1, 2, 3, 4), Mode.TRAINING, 0, 0);
        double[] expected = {-1.341104452, -0.4470348173, 0.4470348173, 1.341104452};
        for (int i = 0; i < 4; i++) {
            // Mean and variance are exact; root, product and result round; the golden values have ten digits.
            assertEquals(expected[i], output.get(i), 4 * U * Math.abs(expected[i]) + 5e-10);
        }
        run.updateState();
        assertEquals(0.025, small.values()[2], 4 * U * 0.025);
        assertEquals(1.0025, small.values()[3], 4 * U * 1.0025);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveTheGradientOfItsDoubleForm(Activations activation) {
        Gradients.check(
                Sequential.of(
                        Shape.of(4),
                        Dense.of(5),
                        BatchNormalization.layer(),
                        ActivationLayer.of(activation),
                        Dense.of(3)),
                9);
    }

    @Test
    void shouldTakeABatchOfOne() {
        var output = workspace.forward(Tensor.of(Shape.of(1, 3), 5, 6, 7), Mode.TRAINING, 0, 0);
        assertArrayEquals(new float[] {model.values()[3], model.values()[4], model.values()[5]}, output.toArray());
    }

    @Test
    void shouldRejectNumbersOutOfRange() {
        var gamma = ParameterSpec.of(Initializers.ONES);
        for (double momentum : new double[] {-0.1, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new BatchNormalization(momentum, 1e-3, gamma, gamma));
        }
        for (double epsilon : new double[] {-1e-3, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new BatchNormalization(0.9, epsilon, gamma, gamma));
        }
    }

    private static Tensor batch(String name) throws IOException {
        var x = Tensor.zeros(Shape.of(ROWS, 3));
        var values = golden(name);
        for (int i = 0; i < values.length; i++) {
            x.set(i, (float) values[i]);
        }
        return x;
    }

    private static double[] golden(String name) throws IOException {
        try (var lines = Files.lines(GOLDEN)) {
            return lines.filter(line -> line.startsWith(name + ','))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                    .toArray();
        }
    }
}

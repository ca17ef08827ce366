package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The losses against numbers of 200 digits, and the gradients against differences.
final class LossesTest {
    private static final int ROWS = 8;
    private static final int COLUMNS = 5;

    /// A softmax of float32: two roundings of the argument, an exponential within two roundoffs, a sum of five, a
    /// quotient.
    private static final double TOLERANCE = 8 * Golden.UNIT_ROUNDOFF;

    private static List<String[]> crossEntropy() {
        return Golden.read("src/test/golden/losses.csv").stream()
                .filter(line -> line[0].equals("cross_entropy"))
                .toList();
    }

    private static Tensor columns(List<String[]> lines, int from, int count) {
        var tensor = Tensor.zeros(Shape.of(lines.size(), count));
        for (int i = 0; i < tensor.size(); i++) {
            tensor.set(i, (float) Double.parseDouble(lines.get(i / count)[from + i % count]));
        }
        return tensor;
    }

    private static double[] mean(Tensor output) {
        double[] factors = new double[output.rows()];
        Arrays.fill(factors, 1.0 / output.rows());
        return factors;
    }

    private static Tensor like(Tensor output) {
        var gradient = Tensor.zeros(output.shape());
        gradient.fill(Float.NaN);
        return gradient;
    }

    @Test
    void shouldGiveCrossEntropyAndGradientOfLogits() {
        var lines = crossEntropy();
        assertEquals(ROWS, lines.size());
        var logits = columns(lines, 3, COLUMNS);
        var targets = columns(lines, 2, 1);
        var gradient = like(logits);
        double mean =
                Losses.SPARSE_CATEGORICAL_CROSSENTROPY_FROM_LOGITS.evaluate(logits, targets, mean(logits), gradient);
        assertEquals(Double.parseDouble(lines.getFirst()[9]), mean, TOLERANCE);
        for (int i = 0; i < gradient.size(); i++) {
            double expected = Double.parseDouble(lines.get(i / COLUMNS)[10 + i % COLUMNS]);
            assertEquals(expected, gradient.get(i), TOLERANCE / ROWS, "gradient " + i);
        }
    }

    @Test
    void shouldGiveTheCrossEntropyOfEveryRow() {
        var lines = crossEntropy();
        for (String[] line : lines) {
            var logits = columns(List.<String[]>of(line), 3, COLUMNS);
            var target = columns(List.<String[]>of(line), 2, 1);
            double loss = Losses.SPARSE_CATEGORICAL_CROSSENTROPY_FROM_LOGITS.evaluate(
                    logits, target, mean(logits), like(logits));
            assertEquals(Double.parseDouble(line[8]), loss, TOLERANCE, "row " + line[1]);
        }
    }

    /// The example of SEMANTICS 17.5, which has ten decimals.
    @Test
    void shouldGiveTheSameLossOfProbabilitiesAsOfTheirLogits() {
        var logits = Tensor.of(Shape.of(1, 3), 2f, 1f, 0.1f);
        var target = Tensor.of(Shape.of(1, 1), 0f);
        var probabilities = Tensor.zeros(logits.shape());
        Functions.softmax(logits, probabilities);
        var loss = Losses.SPARSE_CATEGORICAL_CROSSENTROPY;
        assertEquals(0.4170300163, loss.evaluate(probabilities, target, mean(logits), like(logits)), TOLERANCE);
        assertEquals(
                0.4170300163,
                loss.before(Activations.SOFTMAX).evaluate(logits, target, mean(logits), like(logits)),
                TOLERANCE);
    }

    @Test
    void shouldClipProbabilitiesAsKerasAndHaveNoGradientThere() {
        var probabilities = Tensor.of(Shape.of(2, 2), 0f, 1f, 1f, 0f);
        var targets = Tensor.of(Shape.of(2, 1), 0f, 0f);
        var gradient = like(probabilities);
        double loss =
                Losses.SPARSE_CATEGORICAL_CROSSENTROPY.evaluate(probabilities, targets, mean(probabilities), gradient);
        assertEquals((16.118095651 + 1e-7) / 2, loss, 1e-9);
        for (int i = 0; i < gradient.size(); i++) {
            assertEquals(0f, gradient.get(i));
        }
    }

    /// Central differences with h = 2⁻⁸: exact steps in float32, an error of h²·f'''/6 with f''' = 2/p³ / rows at
    /// most.
    @Test
    void shouldGiveTheGradientOfProbabilitiesThatDoNotSumToOne() {
        var outputs = Tensor.of(Shape.of(2, 3), 0.5f, 0.75f, 0.5f, 0.625f, 0.25f, 0.5f);
        var targets = Tensor.of(Shape.of(2, 1), 1f, 0f);
        checkGradient(Losses.SPARSE_CATEGORICAL_CROSSENTROPY, outputs, targets, 0x1p-16 / 6 * 2 / 0.25);
    }

    @Test
    void shouldGiveTheGradientOfTheMeanSquaredError() {
        var outputs = Tensor.of(Shape.of(2, 2), 0.5f, -0.75f, 2f, 0.625f);
        var targets = Tensor.of(Shape.of(2, 2), 1f, 0f, 0.5f, -1f);
        checkGradient(Losses.MEAN_SQUARED_ERROR, outputs, targets, 2 * Golden.UNIT_ROUNDOFF);
    }

    private static void checkGradient(Loss loss, Tensor outputs, Tensor targets, double tolerance) {
        var gradient = like(outputs);
        loss.evaluate(outputs, targets, mean(outputs), gradient);
        float h = 0x1p-8f;
        for (int i = 0; i < outputs.size(); i++) {
            float x = outputs.get(i);
            outputs.set(i, x + h);
            double above = loss.evaluate(outputs, targets, mean(outputs), like(outputs));
            outputs.set(i, x - h);
            double below = loss.evaluate(outputs, targets, mean(outputs), like(outputs));
            outputs.set(i, x);
            assertEquals((above - below) / (2 * h), gradient.get(i), tolerance, "gradient " + i);
        }
    }

    @Test
    void shouldGiveMeanSquaredErrorAndItsGradient() {
        var lines = Golden.read("src/test/golden/losses-mse.csv");
        var outputs = columns(lines, 1, COLUMNS);
        var targets = columns(lines, 1 + COLUMNS, COLUMNS);
        var gradient = like(outputs);
        double mean = Losses.MEAN_SQUARED_ERROR.evaluate(outputs, targets, mean(outputs), gradient);
        // All sums are in double: only the gradient is rounded to float32.
        assertEquals(Double.parseDouble(lines.getFirst()[12]), mean, 1e-14);
        for (int i = 0; i < gradient.size(); i++) {
            double expected = Double.parseDouble(lines.get(i / COLUMNS)[13 + i % COLUMNS]);
            assertEquals(expected, gradient.get(i), Math.abs(expected) * Golden.UNIT_ROUNDOFF * 1.001, "gradient " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {-1f, 3f, 0.5f, Float.NaN, Float.POSITIVE_INFINITY})
    void shouldRefuseTargetsThatAreNoClassAndNameTheRow(float target) {
        var outputs = Tensor.of(Shape.of(2, 3), 0.25f, 0.5f, 0.25f, 0.25f, 0.5f, 0.25f);
        var targets = Tensor.of(Shape.of(2, 1), 0f, target);
        for (var loss :
                List.of(Losses.SPARSE_CATEGORICAL_CROSSENTROPY, Losses.SPARSE_CATEGORICAL_CROSSENTROPY_FROM_LOGITS)) {
            var refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> loss.evaluate(outputs, targets, mean(outputs), like(outputs)));
            assertTrue(refused.getMessage().contains("row 1 has " + target), refused.getMessage());
        }
    }

    @Test
    void shouldRefuseTargetsOfAnotherSizeForTheMeanSquaredError() {
        var outputs = Tensor.zeros(Shape.of(2, 3));
        var targets = Tensor.zeros(Shape.of(2, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Losses.MEAN_SQUARED_ERROR.evaluate(outputs, targets, mean(outputs), like(outputs)));
    }

    @Test
    void shouldKnowWhichLossTakesLogitsInstead() {
        assertEquals(
                Losses.SPARSE_CATEGORICAL_CROSSENTROPY_FROM_LOGITS,
                Losses.SPARSE_CATEGORICAL_CROSSENTROPY.before(Activations.SOFTMAX));
        assertEquals(BinaryCrossentropy.ofLogits(), Losses.BINARY_CROSSENTROPY.before(Activations.SIGMOID));
        for (var loss : List.of(
                Losses.MEAN_SQUARED_ERROR,
                Losses.BINARY_CROSSENTROPY,
                Losses.SPARSE_CATEGORICAL_CROSSENTROPY_FROM_LOGITS)) {
            assertSame(loss, loss.before(Activations.SOFTMAX));
        }
        assertSame(Losses.CATEGORICAL_CROSSENTROPY, Losses.CATEGORICAL_CROSSENTROPY.before(Activations.SIGMOID));
    }
}

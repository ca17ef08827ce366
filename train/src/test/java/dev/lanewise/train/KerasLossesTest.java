package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every loss against Keras in float64: values, gradients, and both under weights.
final class KerasLossesTest {
    private static final int ROWS = 6;
    private static final int CLASSES = 4;
    private static final List<String[]> LINES = Golden.read("src/test/golden/keras_losses.csv");
    private static final List<String[]> WEIGHTED = Golden.read("src/test/golden/keras_weights.csv");

    /// All sums are in double, in another order than Keras': forty roundings.
    private static final double OF_DOUBLE = 40 * 0x1p-53;

    /// A softmax of float32: two roundings of the argument, an exponential within two roundoffs, a sum of four, a
    /// quotient.
    private static final double OF_SOFTMAX = 8 * Golden.UNIT_ROUNDOFF;

    static Stream<String> names() {
        return LINES.stream().map(line -> line[0]).distinct();
    }

    private static Loss loss(String name) {
        var sparse = SparseCategoricalCrossentropy.ofLogits();
        return switch (name) {
            case "sparse_categorical_crossentropy" -> Losses.SPARSE_CATEGORICAL_CROSSENTROPY;
            case "sparse_categorical_crossentropy_from_logits" -> sparse;
            case "ignore_class" -> Losses.SPARSE_CATEGORICAL_CROSSENTROPY.ignoring(-1);
            case "ignore_class_from_logits" -> sparse.ignoring(-1);
            case "categorical_crossentropy" -> Losses.CATEGORICAL_CROSSENTROPY;
            case "categorical_crossentropy_smooth" -> Losses.CATEGORICAL_CROSSENTROPY.withLabelSmoothing(0.1);
            case "categorical_crossentropy_shares" -> CategoricalCrossentropy.ofLogits();
            case "categorical_crossentropy_smooth_from_logits" ->
                CategoricalCrossentropy.ofLogits().withLabelSmoothing(0.1);
            case "binary_crossentropy" -> Losses.BINARY_CROSSENTROPY;
            case "binary_crossentropy_smooth" -> Losses.BINARY_CROSSENTROPY.withLabelSmoothing(0.1);
            case "binary_crossentropy_from_logits" -> BinaryCrossentropy.ofLogits();
            case "binary_focal" -> BinaryFocalCrossentropy.ofProbabilities();
            case "binary_focal_balanced" ->
                BinaryFocalCrossentropy.ofProbabilities().withGamma(1.5).withBalance(0.25);
            case "binary_focal_from_logits" ->
                BinaryFocalCrossentropy.ofLogits().withLabelSmoothing(0.1);
            case "categorical_focal" -> CategoricalFocalCrossentropy.ofProbabilities();
            case "categorical_focal_from_logits" ->
                CategoricalFocalCrossentropy.ofLogits().withFocus(0.5, 1.5).withLabelSmoothing(0.1);
            case "mean_squared_error" -> Losses.MEAN_SQUARED_ERROR;
            case "mean_absolute_error" -> Losses.MEAN_ABSOLUTE_ERROR;
            case "mean_absolute_percentage_error" -> Losses.MEAN_ABSOLUTE_PERCENTAGE_ERROR;
            case "mean_squared_logarithmic_error" -> Losses.MEAN_SQUARED_LOGARITHMIC_ERROR;
            case "huber" -> Losses.HUBER;
            case "huber_2" -> Huber.delta(2);
            case "log_cosh" -> Losses.LOG_COSH;
            case "poisson" -> Losses.POISSON;
            case "hinge" -> Losses.HINGE;
            case "squared_hinge" -> Losses.SQUARED_HINGE;
            case "categorical_hinge" -> Losses.CATEGORICAL_HINGE;
            case "kl_divergence" -> Losses.KL_DIVERGENCE;
            case "cosine_similarity" -> Losses.COSINE_SIMILARITY;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static boolean throughSoftmax(String name) {
        return name.endsWith("from_logits") && !name.startsWith("binary") || name.endsWith("shares");
    }

    private record Case(String name, List<String[]> lines, Tensor outputs, Tensor targets, Tensor gradient) {
        static Case of(String name) {
            var lines = LINES.stream().filter(line -> line[0].equals(name)).toList();
            assertEquals(ROWS, lines.size());
            boolean sparse = name.startsWith("sparse") || name.startsWith("ignore");
            var outputs = columns(lines, 2, CLASSES);
            var gradient = Tensor.zeros(outputs.shape());
            gradient.fill(Float.NaN);
            return new Case(name, lines, outputs, columns(lines, 2 + CLASSES, sparse ? 1 : CLASSES), gradient);
        }

        private static Tensor columns(List<String[]> lines, int from, int count) {
            var tensor = Tensor.zeros(Shape.of(lines.size(), count));
            for (int i = 0; i < tensor.size(); i++) {
                tensor.set(i, (float) Double.parseDouble(lines.get(i / count)[from + i % count]));
            }
            return tensor;
        }

        void compareGradient(List<String[]> expected, int column) {
            double greatest = 0;
            for (int i = 0; i < gradient.size(); i++) {
                greatest = Math.max(greatest, Math.abs(number(expected, i, column)));
            }
            for (int i = 0; i < gradient.size(); i++) {
                double slope = number(expected, i, column);
                // One rounding to float32, or the error of the softmax, which is one of the greatest possible slope.
                double tolerance = throughSoftmax(name)
                        ? OF_SOFTMAX * Math.max(greatest, 1.0 / ROWS)
                        : 1.001 * Golden.UNIT_ROUNDOFF * Math.abs(slope) + OF_DOUBLE;
                assertEquals(slope, gradient.get(i), tolerance, "gradient " + i);
            }
        }

        private static double number(List<String[]> lines, int i, int column) {
            return Double.parseDouble(lines.get(i / CLASSES)[column + i % CLASSES]);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldGiveTheLossOfEveryRow(String name) {
        var data = Case.of(name);
        for (int row = 0; row < ROWS; row++) {
            double[] factors = new double[ROWS + 1];
            factors[row] = loss(name).counts(data.targets(), row) ? 1 : 0;
            double expected = Double.parseDouble(data.lines().get(row)[2 + 2 * CLASSES]);
            double actual = loss(name).evaluate(data.outputs(), data.targets(), factors, data.gradient());
            // The terms of a row are at most its greatest output or loss.
            double tolerance = throughSoftmax(name) ? OF_SOFTMAX : OF_DOUBLE;
            assertEquals(expected, actual, tolerance * (8 + Math.abs(expected)), "row " + row);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldGiveTheGradientOfTheMean(String name) {
        var data = Case.of(name);
        new WeightedLoss(loss(name), Divisor.EXAMPLES).evaluate(data.outputs(), data.targets(), null, data.gradient());
        data.compareGradient(data.lines(), 3 + 2 * CLASSES);
    }

    static Stream<Arguments> weighted() {
        return WEIGHTED.stream().filter(line -> line[2].equals("0")).map(line -> Arguments.of(line[0], line[1]));
    }

    @ParameterizedTest
    @MethodSource("weighted")
    void shouldDivideWeightedLossesAsNamed(String name, String divisor) {
        var data = Case.of(name);
        var lines = WEIGHTED.stream()
                .filter(line -> line[0].equals(name) && line[1].equals(divisor))
                .toList();
        assertEquals(ROWS, lines.size());
        var weights = Case.columns(lines, 3, 1);
        var loss = new WeightedLoss(loss(name), divisor.equals("examples") ? Divisor.EXAMPLES : Divisor.WEIGHTS);
        double mean = loss.evaluate(data.outputs(), data.targets(), weights, data.gradient());
        double expected = Double.parseDouble(lines.getFirst()[4]);
        double tolerance = throughSoftmax(name) ? OF_SOFTMAX : OF_DOUBLE;
        assertEquals(expected, mean, tolerance * (8 + Math.abs(expected)));
        data.compareGradient(lines, 5);
    }

    /// Central differences with h = 2⁻²⁰ in double: an error of h²·f'''/6, where f''' of ln p is at most 2 / 0.1³,
    /// and of 2⁻⁵³·f / h.
    @ParameterizedTest
    @MethodSource("names")
    void shouldHaveTheSlopeOfItsValue(String name) {
        if (loss(name) instanceof ElementLoss loss) {
            var data = Case.of(name);
            double h = 0x1p-20;
            for (int i = 0; i < data.outputs().size(); i++) {
                double y = data.outputs().get(i);
                double t = data.targets().get(i);
                double difference = (loss.value(y + h, t) - loss.value(y - h, t)) / (2 * h);
                double tolerance = h * h * 2000 / 6 + 8 * 0x1p-53 / h * (1 + loss.value(y, t));
                assertEquals(difference, loss.slope(y, t), tolerance, "element " + i);
            }
        }
    }

    @Test
    void shouldHaveNoLossAndNoGradientWhereNothingCounts() {
        var outputs = Tensor.of(Shape.of(2, 3), 0.25f, 0.5f, 0.25f, Float.NaN, 0.5f, 0.25f);
        var targets = Tensor.of(Shape.of(2, 1), -1f, -1f);
        var gradient = Tensor.zeros(outputs.shape());
        gradient.fill(Float.NaN);
        var loss = new WeightedLoss(Losses.SPARSE_CATEGORICAL_CROSSENTROPY.ignoring(-1), Divisor.EXAMPLES);
        assertEquals(0, loss.evaluate(outputs, targets, null, gradient));
        assertEquals(0, loss.divided());
        for (float slope : gradient.toArray()) {
            assertEquals(0f, slope);
        }
    }

    @Test
    void shouldNeverBeNegativeForABinaryCrossentropy() {
        for (double y : new double[] {0, 1e-9, 0.3, 0.5, 1}) {
            for (double t : new double[] {0, 0.25, 1}) {
                assertTrue(Losses.BINARY_CROSSENTROPY.value(y, t) >= 0, y + ", " + t);
                assertTrue(BinaryCrossentropy.ofLogits().value(200 * y - 100, t) >= 0, y + ", " + t);
            }
        }
    }

    /// SEMANTICS 17.5, with ten decimals; the error of a float32 softmax.
    @Test
    void shouldSmoothTheTargetClass() {
        var logits = Tensor.of(Shape.of(1, 3), 2f, 1f, 0.1f);
        var target = Tensor.of(Shape.of(1, 1), 0f);
        var loss = SparseCategoricalCrossentropy.ofLogits().withLabelSmoothing(0.1);
        double[] one = {1};
        assertEquals(0.5136966829, loss.evaluate(logits, target, one, Tensor.zeros(logits.shape())), OF_SOFTMAX);
        assertEquals(0.1, loss.labelSmoothing());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void shouldRefuseSharesOutsideTheirRange(double share) {
        assertThrows(IllegalArgumentException.class, () -> Losses.CATEGORICAL_CROSSENTROPY.withLabelSmoothing(share));
        assertThrows(
                IllegalArgumentException.class, () -> Losses.SPARSE_CATEGORICAL_CROSSENTROPY.withLabelSmoothing(share));
        assertThrows(IllegalArgumentException.class, () -> Losses.BINARY_CROSSENTROPY.withLabelSmoothing(share));
        assertThrows(
                IllegalArgumentException.class,
                () -> BinaryFocalCrossentropy.ofLogits().withBalance(share));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAWidthThatIsNotPositive(double delta) {
        assertThrows(IllegalArgumentException.class, () -> Huber.delta(delta));
        assertThrows(
                IllegalArgumentException.class,
                () -> CategoricalFocalCrossentropy.ofLogits().withFocus(delta, 2));
    }

    @Test
    void shouldRefuseWeightsThatAreTooFew() {
        var data = Case.of("mean_squared_error");
        var loss = new WeightedLoss(Losses.MEAN_SQUARED_ERROR, Divisor.EXAMPLES);
        var weights = Tensor.zeros(Shape.of(ROWS - 1, 1));
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> loss.evaluate(data.outputs(), data.targets(), weights, data.gradient()));
        assertTrue(refused.getMessage().contains("weights (5, 1)"), refused.getMessage());
    }

    @Test
    void shouldWeighClassesByNumberAndByOneHotRow() {
        var numbers = Tensor.of(Shape.of(4, 1), 0f, 1f, 1f, 1f);
        var oneHot = Tensor.of(Shape.of(4, 2), 1f, 0f, 0f, 1f, 0f, 1f, 0f, 1f);
        double[] balanced = ClassWeights.balanced(numbers, 2);
        assertTrue(Arrays.equals(new double[] {2, 4.0 / 6}, balanced), Arrays.toString(balanced));
        for (var targets : List.of(numbers, oneHot)) {
            assertTrue(Arrays.equals(
                    new float[] {0.5f, 3f, 3f, 3f},
                    ClassWeights.of(targets, 0.5, 3).toArray()));
        }
        assertThrows(IllegalArgumentException.class, () -> ClassWeights.of(numbers, 1));
        assertThrows(IllegalArgumentException.class, () -> ClassWeights.of(numbers, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> ClassWeights.of(oneHot, 1, 1, 1));
    }
}

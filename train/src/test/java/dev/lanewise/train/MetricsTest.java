package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every metric against Keras in float64, in batches of any size.
final class MetricsTest {
    private static final int ROWS = 40;
    private static final int COLUMNS = 4;
    private static final List<String[]> DATA = Golden.read("src/test/golden/metrics-data.csv");
    private static final List<String[]> EXPECTED = Golden.read("src/test/golden/metrics.csv");

    /// Sums of 160 terms in double, of at most a few units; Keras adds 1e-7 to three divisors of an F-score.
    private static final double TOLERANCE = 1000 * 0x1p-53;

    private static final double TOLERANCE_OF_F_SCORE = 4e-7;

    static Stream<String> names() {
        return EXPECTED.stream().map(line -> line[0]);
    }

    private static Metric metric(String name) {
        return switch (name) {
            case "accuracy" -> Metrics.ACCURACY;
            case "top_2_accuracy" -> Metrics.topK(2);
            case "binary_accuracy" -> Metrics.binaryAccuracy(0.5);
            case "binary_accuracy_0.3" -> Metrics.binaryAccuracy(0.3);
            case "precision" -> Metrics.PRECISION;
            case "recall" -> Metrics.RECALL;
            case "roc_auc" -> Metrics.ROC_AUC;
            case "pr_auc" -> Metrics.PR_AUC;
            case "micro_f1_score" -> Metrics.fScore(1, Averaging.MICRO);
            case "macro_f1_score" -> Metrics.fScore(1, Averaging.MACRO);
            case "weighted_f1_score" -> Metrics.fScore(1, Averaging.WEIGHTED);
            case "macro_f_score" -> Metrics.fScore(2, Averaging.MACRO);
            case "mean_squared_error" -> Metrics.MEAN_SQUARED_ERROR;
            case "root_mean_squared_error" -> Metrics.ROOT_MEAN_SQUARED_ERROR;
            case "mean_absolute_error" -> Metrics.MEAN_ABSOLUTE_ERROR;
            case "mean_squared_logarithmic_error" ->
                Metrics.meanOf("mean_squared_logarithmic_error", Losses.MEAN_SQUARED_LOGARITHMIC_ERROR);
            case "r2_score" -> Metrics.R2;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Tensor columns(String kind, int from, int count) {
        var lines = DATA.stream().filter(line -> line[0].equals(kind)).toList();
        assertEquals(ROWS, lines.size());
        var tensor = Tensor.zeros(Shape.of(ROWS, count));
        for (int i = 0; i < tensor.size(); i++) {
            tensor.set(i, (float) Double.parseDouble(lines.get(i / count)[from + i % count]));
        }
        return tensor;
    }

    private static double[] results(List<Metric> metrics, Tensor output, Tensor targets, Tensor weights, int size) {
        var sums = new MetricSums(metrics, COLUMNS);
        for (int from = 0; from < ROWS; from += size) {
            int to = Math.min(from + size, ROWS);
            sums.add(output.rows(from, to), targets.rows(from, to), weights.rows(from, to));
        }
        return sums.results();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldGiveWhatKerasGives(String name) {
        var line =
                EXPECTED.stream().filter(one -> one[0].equals(name)).findFirst().orElseThrow();
        var output = columns(line[1], 2, COLUMNS);
        var targets = columns(line[1], 2 + COLUMNS, COLUMNS);
        var weights = columns(line[1], 2 + 2 * COLUMNS, 1);
        var both = List.of(metric(name), Metrics.weighted(metric(name)));
        double[] whole = results(both, output, targets, weights, ROWS);
        double tolerance = name.contains("f_score") || name.contains("f1") ? TOLERANCE_OF_F_SCORE : TOLERANCE;
        assertEquals(Double.parseDouble(line[2]), whole[0], tolerance);
        assertEquals(Double.parseDouble(line[3]), whole[1], tolerance);
        for (int size : new int[] {1, 7, 39}) {
            assertArrayEquals(whole, results(both, output, targets, weights, size), TOLERANCE, "batches of " + size);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"accuracy", "top_2_accuracy", "macro_f1_score"})
    void shouldTakeClassesAsNumbersAsItTakesOneHotRows(String name) {
        var output = columns("classes", 2, COLUMNS);
        var oneHot = columns("classes", 2 + COLUMNS, COLUMNS);
        var numbers = Tensor.zeros(Shape.of(ROWS, 1));
        for (int row = 0; row < ROWS; row++) {
            numbers.set(row, ProbabilityRows.argMax(oneHot, row));
        }
        var weights = columns("classes", 2 + 2 * COLUMNS, 1);
        assertArrayEquals(
                results(List.of(metric(name)), output, oneHot, weights, ROWS),
                results(List.of(metric(name)), output, numbers, weights, ROWS));
    }

    @Test
    void shouldLetNoEqualOutputStandBeforeAnother() {
        var output = Tensor.of(Shape.of(2, 4), 0.25f, 0.25f, 0.25f, 0.25f, 0.5f, 0.5f, 0f, Float.NaN);
        var targets = Tensor.of(Shape.of(2, 1), 3f, 3f);
        double[] ones = {1, 1};
        double[] sums = new double[2];
        Metrics.topK(1).add(output, targets, ones, sums);
        assertEquals(0.5, Metrics.topK(1).result(sums));
    }

    @Test
    void shouldCallNothingTrueThatIsNotAboveTheThreshold() {
        var output = Tensor.of(Shape.of(2, 1), 0.5f, 0.75f);
        var targets = Tensor.of(Shape.of(2, 1), 0f, 1f);
        double[] sums = new double[2];
        Metrics.ACCURACY.add(output, targets, new double[] {1, 1}, sums);
        assertEquals(1, Metrics.ACCURACY.result(sums));
    }

    @Test
    void shouldBe0WhereItWouldDivideBy0() {
        for (String name : names().toList()) {
            assertEquals(0, metric(name).result(new double[metric(name).sums(COLUMNS)]), name);
        }
    }

    @Test
    void shouldKnowItsDirection() {
        for (String name : names().toList()) {
            var expected = name.contains("error") ? Metric.Direction.DOWN : Metric.Direction.UP;
            assertEquals(expected, metric(name).direction(), name);
            assertEquals(expected, Metrics.weighted(metric(name)).direction(), name);
            assertFalse(metric(name).weighted());
        }
    }

    @Test
    void shouldCountWhichClassWasTakenForWhich() {
        var matrix = new ConfusionMatrix(2);
        var output = Tensor.of(Shape.of(3, 2), 0.75f, 0.25f, 0.5f, 0.5f, 0.25f, 0.75f);
        matrix.add(output, Tensor.of(Shape.of(3, 1), 0f, 1f, 1f));
        matrix.add(output, Tensor.of(Shape.of(3, 2), 0f, 1f, 1f, 0f, 1f, 0f));
        assertEquals(2, matrix.count(0, 0));
        assertEquals(1, matrix.count(0, 1));
        assertEquals(2, matrix.count(1, 0));
        assertEquals(1, matrix.count(1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.count(2, 0));
        var tooWide = Tensor.zeros(Shape.of(1, 3));
        assertThrows(IllegalArgumentException.class, () -> matrix.add(tooWide, Tensor.zeros(Shape.of(1, 1))));
        assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(1));
    }

    @Test
    void shouldRefuseOutputsThatAreNoProbabilitiesForAnArea() {
        var output = Tensor.of(Shape.of(1, 1), 1.5f);
        double[] sums = new double[Metrics.ROC_AUC.sums(1)];
        double[] ones = {1};
        var refused =
                assertThrows(IllegalArgumentException.class, () -> Metrics.ROC_AUC.add(output, output, ones, sums));
        assertTrue(refused.getMessage().endsWith("1.5"), refused.getMessage());
    }

    @Test
    void shouldRefuseNumbersOutsideTheirRanges() {
        assertThrows(IllegalArgumentException.class, () -> Metrics.topK(0));
        assertThrows(IllegalArgumentException.class, () -> Metrics.fScore(0, 0.5));
        assertThrows(IllegalArgumentException.class, () -> Metrics.fScore(1, 1.5));
        assertThrows(IllegalArgumentException.class, () -> Metrics.fScore(-1, Averaging.MACRO));
        assertThrows(IllegalArgumentException.class, () -> new AreaUnderCurve(false, 2));
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The exact areas against scikit-learn and their definition in rational numbers, in batches of any size.
final class RankedAreaTest {
    private static final int ROWS = 40;
    private static final List<String[]> DATA = Golden.read("src/test/golden/ranked_areas-data.csv");
    private static final List<String[]> EXPECTED = Golden.read("src/test/golden/ranked_areas.csv");
    private static final List<Metric> METRICS = List.of(
            Metrics.EXACT_ROC_AUC,
            Metrics.weighted(Metrics.EXACT_ROC_AUC),
            Metrics.AVERAGE_PRECISION,
            Metrics.weighted(Metrics.AVERAGE_PRECISION));

    /// Sums of at most 120 terms of one sign in double, each with three roundings, and a quotient of two such sums.
    private static final double TOLERANCE = 2 * 123 * 0x1p-53;

    private record Rows(Tensor outputs, Tensor targets, Tensor weights) {
        Rows rows(int from, int to) {
            return new Rows(outputs.rows(from, to), targets.rows(from, to), weights.rows(from, to));
        }
    }

    static Stream<String> kinds() {
        return EXPECTED.stream().map(line -> line[0]);
    }

    private static Rows read(String kind) {
        var lines = DATA.stream().filter(line -> line[0].equals(kind)).toList();
        assertEquals(ROWS, lines.size());
        int columns = (lines.getFirst().length - 3) / 2;
        var rows = new Rows(
                Tensor.zeros(Shape.of(ROWS, columns)),
                Tensor.zeros(Shape.of(ROWS, columns)),
                Tensor.zeros(Shape.of(ROWS, 1)));
        for (int row = 0; row < ROWS; row++) {
            for (int j = 0; j < columns; j++) {
                rows.outputs.set(row * columns + j, Float.parseFloat(lines.get(row)[2 + j]));
                rows.targets.set(row * columns + j, Float.parseFloat(lines.get(row)[2 + columns + j]));
            }
            rows.weights.set(row, Float.parseFloat(lines.get(row)[2 + 2 * columns]));
        }
        return rows;
    }

    private static double[] results(Rows rows, int size) {
        var sums = new MetricSums(METRICS, rows.outputs.columns());
        for (int from = 0; from < ROWS; from += size) {
            add(sums, rows.rows(from, Math.min(from + size, ROWS)));
        }
        return sums.results();
    }

    private static void add(MetricSums sums, Rows rows) {
        sums.add(rows.outputs, rows.targets, rows.weights);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldGiveWhatScikitLearnGivesInBatchesOfAnySize(String kind) {
        var line =
                EXPECTED.stream().filter(one -> one[0].equals(kind)).findFirst().orElseThrow();
        var rows = read(kind);
        double[] whole = results(rows, ROWS);
        for (int i = 0; i < METRICS.size(); i++) {
            assertEquals(
                    Double.parseDouble(line[1 + i]),
                    whole[i],
                    TOLERANCE,
                    METRICS.get(i).name());
        }
        for (int size : new int[] {1, 7, 39}) {
            assertArrayEquals(whole, results(rows, size), "batches of " + size);
        }
    }

    @Test
    void shouldGiveTheSameBitsInAnyOrderOfTheRows() {
        var rows = read("ties");
        var sums = new MetricSums(METRICS, 1);
        for (int i = 0; i < ROWS; i++) {
            int row = i * 17 % ROWS;
            add(sums, rows.rows(row, row + 1));
        }
        assertArrayEquals(results(rows, ROWS), sums.results());
    }

    @Test
    void shouldBeginAnewWithTheNextEpoch() {
        var sums = new MetricSums(METRICS, 1);
        add(sums, read("rare"));
        sums.clear();
        add(sums, read("ties"));
        assertArrayEquals(results(read("ties"), ROWS), sums.results());
    }

    /// All four lie between two of Keras' thresholds.
    @Test
    void shouldTellOutputsApartThatThresholdsDoNot() {
        var outputs = Tensor.of(Shape.of(4, 1), 0.5001f, 0.5002f, 0.5003f, 0.5004f);
        var targets = Tensor.of(Shape.of(4, 1), 0f, 0f, 1f, 1f);
        var sums = new MetricSums(List.of(Metrics.EXACT_ROC_AUC, Metrics.ROC_AUC, Metrics.AVERAGE_PRECISION), 1);
        sums.add(outputs, targets, null);
        assertArrayEquals(new double[] {1, 0.5, 1}, sums.results());
    }

    @Test
    void shouldBe0WhereItWouldDivideBy0() {
        for (float target : new float[] {0, 1}) {
            var sums = new MetricSums(METRICS, 1);
            assertArrayEquals(new double[4], sums.results());
            var targets = Tensor.of(Shape.of(2, 1), target, target);
            sums.add(Tensor.of(Shape.of(2, 1), 1f, 2f), targets, Tensor.of(Shape.of(2, 1), 1f, 1f));
            assertArrayEquals(new double[] {0, 0, target, target}, sums.results());
        }
    }

    @Test
    void shouldRefuseWhatIsNoNumberAndCountNothingOfIt() {
        var sums = new MetricSums(METRICS, 1);
        var rows = read("ties");
        add(sums, rows);
        var outputs = Tensor.of(Shape.of(2, 1), 1f, Float.NaN);
        var targets = Tensor.of(Shape.of(2, 1), 1f, 0f);
        assertThrows(IllegalArgumentException.class, () -> sums.add(outputs, targets, null));
        assertArrayEquals(results(rows, ROWS), sums.results());
    }

    /// The sums of a metric without a place for every output are as many as before, and those of these are whole.
    @Test
    void shouldRefuseSumsThatWereSavedOfAnotherMetric() {
        var rows = read("ties");
        var sums = new MetricSums(METRICS, 1);
        add(sums, rows);
        var state = new State();
        sums.save(state);
        assertEquals(1 + 2 * ROWS, state.numbers("exact_roc_auc").length);
        var again = new MetricSums(METRICS, 1);
        again.restored(state).run();
        assertArrayEquals(sums.results(), again.results());
        add(sums, rows);
        add(again, rows);
        assertArrayEquals(sums.results(), again.results());
        for (int length : new int[] {0, 2}) {
            var other = new State();
            other.put("exact_roc_auc", new double[length]);
            var one = new MetricSums(List.of(Metrics.EXACT_ROC_AUC), 1);
            var refused = assertThrows(IllegalArgumentException.class, () -> one.restored(other));
            assertTrue(refused.getMessage().contains("" + length), refused.getMessage());
        }
    }

    @Test
    void shouldGoOnFromACheckpointWithinAnEpoch() {
        var file = Path.of("/checkpoint");
        var disk = new UnsafeDisk(false);
        Callback saving = event -> {
            if (event instanceof Event.StepEnded(var _, int epoch, long step, double _) && epoch == 1 && step == 2) {
                event.training().save(file);
            }
            return Callback.Answer.CONTINUE;
        };
        var fit = Fit.epochs(3).batchSize(8).callbacks(saving);
        var whole = new Training(trainer(), fit, data(), null, disk).run();
        var resumed = new Training(trainer(), fit.resumeFrom(file), data(), null, disk).run();
        assertEquals(
                List.of("loss", "data_loss", "penalty", "exact_roc_auc", "average_precision"),
                List.copyOf(whole.columns()));
        for (var column : whole.columns()) {
            assertArrayEquals(whole.column(column), resumed.column(column), column);
        }
        assertTrue(whole.last("exact_roc_auc") > 0.5, "" + whole.last("exact_roc_auc"));
    }

    private static Trainer trainer() {
        var model = Sequential.of(Shape.of(2), Dense.of(1).withActivation(Activations.SIGMOID))
                .build(3);
        return Trainer.of(model, Losses.BINARY_CROSSENTROPY, Sgd.learningRate(0.5))
                .withMetrics(Metrics.EXACT_ROC_AUC, Metrics.AVERAGE_PRECISION);
    }

    private static Dataset data() {
        var data = new Dataset(Tensor.zeros(Shape.of(50, 2)), Tensor.zeros(Shape.of(50, 1)));
        CounterRandom.of(3, 100, 0).uniform(data.features(), -1, 1);
        for (int row = 0; row < 50; row++) {
            data.targets().set(row, data.features().get(2 * row) > 0 ? 1 : 0);
        }
        return data;
    }
}

package dev.lanewise.train;

import static dev.lanewise.train.SampleTrainings.clouds;
import static dev.lanewise.train.SampleTrainings.small;
import static dev.lanewise.train.SampleTrainings.trainer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a training tells of losses and metrics.
final class TrainerReportsTest {
    private static final Loss CROSS_ENTROPY = Losses.SPARSE_CATEGORICAL_CROSSENTROPY;

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

    @Test
    void shouldRefuseTwoMetricsOfOneName() {
        var trainer = trainer(small(3));
        assertThrows(IllegalArgumentException.class, () -> trainer.withMetrics(Metrics.ACCURACY, Metrics.ACCURACY));
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
            // The rows have the same bits in every batch; what differs is the double sum of at most ten of them,
            // and the float32 logarithm's argument.
            assertEquals(whole.dataLoss(), history.column("data_loss")[i], 1e-12);
            assertEquals(whole.metric(), history.column("accuracy")[i], 1e-15);
        }
        int perEpoch = (10 + batchSize - 1) / batchSize;
        assertEquals(
                LongStream.range(0, 2 * perEpoch).map(i -> i % perEpoch).boxed().toList(), steps);
    }
}

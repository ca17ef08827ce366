package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Frozen;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.ParameterSpec;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.ActivityPenalty;
import dev.lanewise.regularization.Box;
import dev.lanewise.regularization.L1;
import dev.lanewise.regularization.L1L2;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Data loss and every kind of penalty apart, in the history and in evaluation.
final class LedgerTest {
    /// The greatest |w|, times a strength: a penalty as a user writes it.
    private record Greatest(double strength) implements Penalty {
        @Override
        public double value(Tensor parameter, long step) {
            double greatest = 0;
            for (int i = 0; i < parameter.size(); i++) {
                greatest = Math.max(greatest, Math.abs(parameter.get(i)));
            }
            return strength * greatest;
        }

        @Override
        public double addGradient(Tensor parameter, Tensor gradient, long step) {
            return value(parameter, step);
        }
    }

    private static Dataset data(int size) {
        var data = new Dataset(Tensor.zeros(Shape.of(size, 3)), Tensor.zeros(Shape.of(size, 2)));
        CounterRandom.of(51, 100, 0).uniform(data.features(), -1, 1);
        CounterRandom.of(52, 100, 0).uniform(data.targets(), -1, 1);
        return data;
    }

    private static Model model() {
        return Sequential.of(
                        Shape.of(3),
                        Dense.of(4).withPenalty(L1L2.of(0.01, 0.02)).withBiasPenalty(L2.of(0.5)),
                        ActivityPenalty.of(L2.of(0.1)),
                        Dense.of(2).withPenalty(new Greatest(0.1)))
                .build(5);
    }

    private static Trainer trainer(Model model) {
        return Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.1));
    }

    private static Tensor value(Model model, int index) {
        return model.parameters().get(index).value();
    }

    private static double squares(Tensor x) {
        double sum = 0;
        for (float value : x.toArray()) {
            sum += (double) value * value;
        }
        return sum;
    }

    @Test
    void shouldReportEveryKindOnceInTrainingAndValidation() {
        var history = trainer(model()).fit(data(20), data(9), Fit.epochs(2).batchSize(8));
        for (var prefix : List.of("", "val_")) {
            double sum = 0;
            for (var kind : List.of("l1_penalty", "l2_penalty", "greatest_penalty", "activity_penalty")) {
                assertTrue(history.last(prefix + kind) > 0, prefix + kind);
                sum += history.last(prefix + kind);
            }
            assertEquals(history.last(prefix + "penalty"), sum, 1e-15);
            assertEquals(history.last(prefix + "loss"), history.last(prefix + "data_loss") + sum, 1e-15);
        }
        var plain = Sequential.of(Shape.of(3), Dense.of(2)).build(1);
        var columns = trainer(plain).fit(data(8), data(8), Fit.epochs(1)).columns();
        assertTrue(columns.contains("penalty"));
        assertFalse(columns.stream().anyMatch(column -> column.endsWith("_penalty") && !column.equals("val_penalty")));
    }

    /// Batches of 8, 8 and 4 rows; the expected means are made of the weights before each step. Sums of a few dozen
    /// terms in double.
    @Test
    void shouldWeighTheStepsOfAnEpochByRowsWithTheWeightsBeforeEach() {
        var data = data(20);
        var fitted = model();
        var history = trainer(fitted).fit(data, data, Fit.epochs(1).batchSize(8).unshuffled());
        var stepped = model();
        var trainer = trainer(stepped);
        double l2 = 0;
        for (int from = 0; from < 20; from += 8) {
            int to = Math.min(from + 8, 20);
            l2 += (to - from) * (0.02 * squares(value(stepped, 0)) + 0.5 * squares(value(stepped, 1)));
            var part = data.rows(from, to);
            trainer.step(part.features(), part.targets());
        }
        assertEquals(l2 / 20, history.last("l2_penalty"), 100 * 0x1p-53);
        double after = 0.02 * squares(value(fitted, 0)) + 0.5 * squares(value(fitted, 1));
        assertEquals(after, history.last("val_l2_penalty"), 100 * 0x1p-53);
    }

    @Test
    void shouldEvaluateActivityPenaltiesAsMeansOverRows() {
        var trainer = trainer(model());
        var data = data(1203);
        double sum = 0;
        for (int row = 0; row < 1203; row++) {
            sum += trainer.evaluate(data.rows(row, row + 1)).penalties().get("activity_penalty");
        }
        var evaluation = trainer.evaluate(data);
        assertEquals(sum / 1203, evaluation.penalties().get("activity_penalty"), 2000 * 0x1p-53 * sum / 1203);
        assertEquals(trainer.penalty() + sum / 1203, evaluation.penalty(), 2000 * 0x1p-53 * sum / 1203);
    }

    /// As in Keras: a frozen layer's penalty is no part of the loss.
    @Test
    void shouldLeaveOutWhatIsFrozen() {
        var layer = Dense.of(2).withPenalty(L1.of(1));
        var model = Sequential.of(Shape.of(3), Frozen.of(layer), layer.withPenalty(L2.of(1)))
                .build(1);
        var trainer = trainer(model);
        assertEquals(
                List.of("l2_penalty"),
                List.copyOf(trainer.evaluate(data(4)).penalties().keySet()));
        assertEquals(squares(value(model, 2)), trainer.penalty(), 1e-15);
    }

    /// A strength that grows with every step: the loss and the penalty rise from the second epoch on, the data loss
    /// falls.
    @Test
    void shouldStopByAnyEntryOfTheLedger() {
        assertEquals(5, epochsWhenMonitoring("val_data_loss"));
        assertEquals(2, epochsWhenMonitoring("val_loss"));
        assertEquals(2, epochsWhenMonitoring("val_l2_penalty"));
        assertEquals(2, epochsWhenMonitoring("l2_penalty"));
    }

    private static int epochsWhenMonitoring(String column) {
        var held = Dense.of(2).withBias(new ParameterSpec(Initializers.ONES, new L2(step -> step), Box.of(1, 2)));
        var model = Sequential.of(Shape.of(3), held, Dense.of(2)).build(1);
        var stopping = EarlyStopping.patience(1).monitoring(column);
        return trainer(model)
                .fit(data(40), data(40), Fit.epochs(5).callbacks(stopping))
                .epochs();
    }

    @Test
    void shouldReportWhatConstraintsMeetOnlyWhenAsked() {
        var model = Sequential.of(Shape.of(3), Dense.of(2).withConstraint(MaxNorm.perUnit(0.1)), Dense.of(2))
                .build(1);
        var trainer = trainer(model);
        var silent = trainer.fit(data(20), data(4), Fit.epochs(1).batchSize(10));
        assertFalse(silent.columns().stream().anyMatch(column -> column.contains("/")));
        var watched = trainer.watchConstraints();
        assertEquals(List.of("dense_1/weight"), List.copyOf(watched.keySet()));
        var history = trainer.fit(data(20), data(4), Fit.epochs(1).batchSize(10));
        double clipped = history.last("dense_1/weight/clipped");
        assertTrue(clipped > 0 && clipped <= 2, "units a step: " + clipped);
        assertTrue(history.last("dense_1/weight/largest_norm") > 0.1);
        assertEquals(0, watched.get("dense_1/weight").clipped(), "an epoch begins anew");
    }
}

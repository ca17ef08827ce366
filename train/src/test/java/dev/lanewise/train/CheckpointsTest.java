package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which epochs are written; the numbers that they are judged by are given, so the best are known beforehand.
final class CheckpointsTest {
    private static final Path FILE = Path.of("/checkpoint");
    private static final Dataset DATA = new Dataset(Tensor.zeros(Shape.of(2, 2)), Tensor.zeros(Shape.of(2, 1)));

    private final UnsafeDisk disk = new UnsafeDisk(false);
    private final List<Trainer> running = new ArrayList<>();

    /// A metric with the given value in every epoch.
    private record Given(Map<Integer, Double> values, Direction direction, List<Trainer> running) implements Metric {
        @Override
        public String name() {
            return "given";
        }

        @Override
        public int sums(int columns) {
            return 0;
        }

        @Override
        public void add(Tensor output, Tensor targets, double[] weights, double[] sums) {}

        @Override
        public double result(double[] sums) {
            return values.get(running.getLast().epochs());
        }
    }

    private void fit(Fit fit, Metric.Direction direction, double... values) {
        var byEpoch = new HashMap<Integer, Double>();
        for (int i = 0; i < values.length; i++) {
            byEpoch.put(i, values[i]);
        }
        var model = Sequential.of(Shape.of(2), Dense.of(1)).build(1);
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.1))
                .withMetrics(new Given(byEpoch, direction, running));
        running.add(trainer);
        new Training(trainer, fit, DATA, null, disk).run();
    }

    private int epochsInFile() throws IOException {
        return (int) CheckpointFile.read(disk, FILE).part("trainer").number("epoch");
    }

    @Test
    void shouldHoldTheBestEpochSoFar() throws IOException {
        double[] values = {3, Double.NaN, 2, 2.5, 2, 1.5, 9};
        int[] best = {1, 1, 3, 3, 3, 6, 6};
        int[] greatest = {1, 1, 1, 1, 1, 1, 7};
        for (int epochs = 1; epochs <= values.length; epochs++) {
            fit(Fit.epochs(epochs).callbacks(Checkpoints.to(FILE).onlyBest("given")), Metric.Direction.DOWN, values);
            assertEquals(best[epochs - 1], epochsInFile());
            fit(Fit.epochs(epochs).callbacks(Checkpoints.to(FILE).onlyBest("given")), Metric.Direction.UP, values);
            assertEquals(greatest[epochs - 1], epochsInFile(), "the metric's direction counts");
            var up = Checkpoints.to(FILE).onlyBest("given", Metric.Direction.UP);
            fit(Fit.epochs(epochs).callbacks(up), Metric.Direction.DOWN, values);
            assertEquals(greatest[epochs - 1], epochsInFile(), "unless another is given");
        }
    }

    @Test
    void shouldRememberTheBestWhenItGoesOn() throws IOException {
        double[] values = {3, 2, 2.5, 2.2, 1};
        var fit = Fit.epochs(2).callbacks(Checkpoints.to(FILE).onlyBest("given"));
        fit(fit, Metric.Direction.DOWN, values);
        assertEquals(2, epochsInFile());
        var longer = Fit.epochs(4).callbacks(Checkpoints.to(FILE).onlyBest("given"));
        fit(longer.resumeFrom(FILE), Metric.Direction.DOWN, values);
        assertEquals(2, epochsInFile());
        var whole = Fit.epochs(5).callbacks(Checkpoints.to(FILE).onlyBest("given"));
        fit(whole.resumeFrom(FILE), Metric.Direction.DOWN, values);
        assertEquals(5, epochsInFile());
    }

    @Test
    void shouldKeepTheIntervalBesideTheBestAndRefuseStepsBesideIt() throws IOException {
        var either = List.of(
                Checkpoints.to(FILE).onlyBest("given").everyEpochs(2),
                Checkpoints.to(FILE).everyEpochs(2).onlyBest("given"));
        for (var checkpoints : either) {
            fit(Fit.epochs(5).callbacks(checkpoints), Metric.Direction.DOWN, 5, 4, 3, 6, 1);
            assertEquals(2, epochsInFile());
        }
        var best = Checkpoints.to(FILE).onlyBest("given");
        assertThrows(IllegalArgumentException.class, () -> best.everySteps(2));
        var steps = Checkpoints.to(FILE).everySteps(2);
        assertThrows(IllegalArgumentException.class, () -> steps.onlyBest("given"));
    }

    @Test
    void shouldPassOverEpochsWithoutValidation() {
        fit(Fit.epochs(3).callbacks(Checkpoints.to(FILE).onlyBest("val_loss")), Metric.Direction.DOWN, 1, 2, 3);
        assertThrows(IOException.class, this::epochsInFile);
    }
}

package dev.lanewise.examples.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassPredictionsTest {
    /// Says of every row that all classes are equally probable.
    private static ClassPredictions of(int rows, List<String> classes) {
        var network = Sequential.of(Shape.of(1), Dense.of(classes.size()).withActivation(Activations.SOFTMAX))
                .build(42);
        var passes = TrainedModel.passes(network, Tensor.zeros(Shape.of(rows, 1)), 2, 1);
        return ClassPredictions.of(classes, passes, new Calibration(1, Double.POSITIVE_INFINITY, 0.1));
    }

    @Test
    void shouldWriteSetsThatCanBeTakenApart() {
        var cells = of(1, List.of("a|b", "c\\", "d")).cells(0);
        assertEquals("a\\|b|c\\\\|d", cells.getLast());
    }

    @Test
    void shouldMeasureTheUsualClassOfTheTrainingRows() {
        var targets = Tensor.of(Shape.of(5, 1), 0, 0, 0, 1, 2);
        var quality = of(5, List.of("a", "b", "c")).quality(targets, 1);
        assertEquals(0.2, quality.get("accuracy_of_most_frequent"));
        assertEquals(0.6, quality.get("accuracy"));
        assertEquals(1, quality.get("set_coverage"));
        assertEquals(3, quality.get("set_mean_size"));
    }
}

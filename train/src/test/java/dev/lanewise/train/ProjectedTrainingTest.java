package dev.lanewise.train;

import static dev.lanewise.train.SampleTrainings.images;
import static dev.lanewise.train.SampleTrainings.large;
import static dev.lanewise.train.SampleTrainings.trainer;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Parameter;
import org.junit.jupiter.api.Test;

/// Projections within a whole training.
final class ProjectedTrainingTest {
    /// The twin has no constraint, but the same gradients: it is given the constrained weights before every step,
    /// so after it the twin holds what the projection of that step started from.
    @Test
    void shouldKeepUnitsWithinTheNormAndLeaveThoseInsideAlone() {
        var data = images(32);
        var model = large(true);
        var twin = large(false);
        var trainer = trainer(model);
        var unconstrained = trainer(twin);
        int inside = 0;
        int outside = 0;
        for (int step = 0; step < 12; step++) {
            System.arraycopy(model.values(), 0, twin.values(), 0, twin.values().length);
            trainer.step(data.features(), data.targets());
            unconstrained.step(data.features(), data.targets());
            for (int i = 0; i < model.parameters().size(); i++) {
                var projected = model.parameters().get(i);
                var free = twin.parameters().get(i).value();
                if (!isHiddenWeight(projected)) {
                    assertArrayEquals(free.toArray(), projected.value().toArray(), projected.name());
                    continue;
                }
                for (int unit = 0; unit < free.columns(); unit++) {
                    if (norm(free, unit) <= 1) {
                        assertSameUnit(free, projected.value(), unit);
                        inside++;
                    } else {
                        assertTrue(norm(projected.value(), unit) <= 1 + 0x1p-22, projected.name() + ", unit " + unit);
                        outside++;
                    }
                }
            }
        }
        assertTrue(inside > 0 && outside > 0, inside + " units inside and " + outside + " outside");
    }

    private static boolean isHiddenWeight(Parameter parameter) {
        return parameter.name().equals("dense_1/weight") || parameter.name().equals("dense_2/weight");
    }

    private static double norm(Tensor weight, int unit) {
        double sum = 0;
        for (int row = 0; row < weight.rows(); row++) {
            double w = weight.get(row * weight.columns() + unit);
            sum += w * w;
        }
        return Math.sqrt(sum);
    }

    private static void assertSameUnit(Tensor expected, Tensor actual, int unit) {
        for (int row = 0; row < expected.rows(); row++) {
            int at = row * expected.columns() + unit;
            assertEquals(expected.get(at), actual.get(at), "unit " + unit + ", input " + row);
        }
    }
}

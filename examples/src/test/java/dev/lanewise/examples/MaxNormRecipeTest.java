package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.train.Losses;
import dev.lanewise.train.Trainer;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The max-norm recipe, step by step on real images.
class MaxNormRecipeTest {
    private static final int STEPS = 40;
    private static final int BATCH = 11;

    /// A unit is inside if its norm, summed in double, is at most 1 + 2⁻²².
    private static final double GREATEST = 1 + 0x1p-22;

    private int inside;
    private int outside;

    /// The free twin makes the same step from the same weights and gradients, but projects nothing, so it shows
    /// what the projection was given.
    @Test
    void shouldKeepEveryHiddenUnitInTheBallAndThoseInsideBitForBit() throws IOException {
        var description = Recipe.MAX_NORM.network(null, null);
        var model = description.build(42);
        var free = free(description).build(42);
        var data = FashionMnistData.load(FashionMnistTest.SAMPLE, true).train();
        long steps = 10_000;
        var trainer = Trainer.of(model, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, Recipe.MAX_NORM.optimizer(steps));
        var freeTrainer = Trainer.of(free, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, Recipe.MAX_NORM.optimizer(steps));
        assertHolds(model);
        for (int step = 0; step < STEPS; step++) {
            int from = step * BATCH % data.size();
            var batch = data.rows(from, from + BATCH);
            System.arraycopy(model.values(), 0, free.values(), 0, model.values().length);
            trainer.step(batch.features(), batch.targets());
            freeTrainer.step(batch.features(), batch.targets());
            assertHolds(model);
            assertUntouchedInside(weight(free, 0), weight(model, 0));
            assertUntouchedInside(weight(free, 1), weight(model, 1));
        }
        assertTrue(inside > 100 && outside > 100, inside + " units inside and " + outside + " outside");
    }

    private static Sequential free(Sequential description) {
        return new Sequential(
                Shape.of(28, 28),
                description.layers().stream()
                        .map(layer -> layer instanceof Dense dense ? dense.withConstraint(Constraint.NONE) : layer)
                        .map(Layer.class::cast)
                        .toList());
    }

    private static Tensor weight(Model model, int layer) {
        return model.parameters().get(2 * layer).value();
    }

    private static void assertHolds(Model model) {
        for (int layer = 0; layer < 2; layer++) {
            for (double norm : norms(weight(model, layer))) {
                assertTrue(norm <= GREATEST, () -> "a norm is " + norm);
            }
        }
    }

    private static double[] norms(Tensor weight) {
        double[] norms = new double[weight.columns()];
        for (int i = 0; i < weight.size(); i++) {
            norms[i % norms.length] += (double) weight.get(i) * weight.get(i);
        }
        return Arrays.stream(norms).map(Math::sqrt).toArray();
    }

    private void assertUntouchedInside(Tensor before, Tensor after) {
        double[] norms = norms(before);
        for (double norm : norms) {
            inside += norm <= 1 ? 1 : 0;
            outside += norm > GREATEST ? 1 : 0;
        }
        for (int i = 0; i < before.size(); i++) {
            if (norms[i % norms.length] <= 1) {
                assertEquals(before.get(i), after.get(i));
            }
        }
    }
}

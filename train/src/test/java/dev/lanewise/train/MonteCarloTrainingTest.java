package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.regularization.GaussianNoise;
import dev.lanewise.regularization.MonteCarlo;
import dev.lanewise.regularization.MonteCarloOptions;
import org.junit.jupiter.api.Test;

final class MonteCarloTrainingTest {
    private static final Tensor FEATURES = Tensor.zeros(Shape.of(50, 8));
    private static final Tensor TARGETS = Tensor.zeros(Shape.of(50, 1));

    static {
        CounterRandom.of(1, 100, 0).uniform(FEATURES, -1, 1);
        for (int row = 0; row < 50; row++) {
            TARGETS.set(row, row % 3);
        }
    }

    private static Model model() {
        return Sequential.of(
                        Shape.of(8),
                        GaussianNoise.deviation(0.1),
                        Dense.of(20).withBias(null),
                        BatchNormalization.layer(),
                        ActivationLayer.of(Activations.ELU),
                        Dropout.rate(0.2),
                        Dense.of(3).withActivation(Activations.SOFTMAX))
                .build(9);
    }

    private static Trainer trainer(Model model) {
        return Trainer.of(
                model,
                Losses.SPARSE_CATEGORICAL_CROSSENTROPY,
                Sgd.learningRate(0.1).withMomentum(0.9));
    }

    /// A hundred passes between two steps change neither weights and statistics nor what is learned afterwards.
    @Test
    void shouldChangeNothingInTrainingByPredicting() {
        var undisturbed = model();
        var trainer = trainer(undisturbed);
        for (int step = 0; step < 6; step++) {
            trainer.step(FEATURES, TARGETS);
        }
        var asked = model();
        var other = trainer(asked);
        for (int step = 0; step < 6; step++) {
            var before = asked.sha256();
            MonteCarlo.predict(
                    asked,
                    FEATURES,
                    100,
                    MonteCarloOptions.defaults().withQuantiles(0.5).withStack());
            assertEquals(before, asked.sha256());
            other.step(FEATURES, TARGETS);
            assertNotEquals(before, asked.sha256());
        }
        assertEquals(undisturbed.sha256(), asked.sha256());
    }
}

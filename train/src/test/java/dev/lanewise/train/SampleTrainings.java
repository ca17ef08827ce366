package dev.lanewise.train;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;

/// Networks, data and trainers that several tests train with.
final class SampleTrainings {
    private SampleTrainings() {}

    /// Three clouds around (2, 0), (−2, 2) and (−2, −2), each within a square of side 2.
    static Dataset clouds(int size, long seed) {
        var data = new Dataset(Tensor.zeros(Shape.of(size, 2)), Tensor.zeros(Shape.of(size, 1)));
        CounterRandom.of(seed, 100, 0).uniform(data.features(), -1, 1);
        for (int row = 0; row < size; row++) {
            int target = row % 3;
            data.targets().set(row, target);
            data.features().set(2 * row, data.features().get(2 * row) + (target == 0 ? 2 : -2));
            data.features()
                    .set(2 * row + 1, data.features().get(2 * row + 1) + (target == 0 ? 0 : target == 1 ? 2 : -2));
        }
        return data;
    }

    static Model small(long seed) {
        return Sequential.of(
                        Shape.of(2),
                        Dense.of(8).withBias(null).withPenalty(L2.of(1e-4)).withConstraint(MaxNorm.perUnit(2)),
                        BatchNormalization.layer(),
                        ActivationLayer.of(Activations.ELU),
                        Dropout.rate(0.1),
                        Dense.of(3).withActivation(Activations.SOFTMAX))
                .build(seed);
    }

    static Trainer trainer(Model model) {
        return Trainer.of(
                model,
                Losses.SPARSE_CATEGORICAL_CROSSENTROPY,
                Sgd.learningRate(0.05).withMomentum(0.9));
    }

    /// The network of the design's recipe, with or without max-norm on its hidden layers.
    static Model large(boolean constrained) {
        var hidden = Dense.of(300)
                .withActivation(Activations.ELU)
                .withInitializer(Initializers.HE_NORMAL)
                .withPenalty(L2.of(1e-4));
        if (constrained) {
            hidden = hidden.withConstraint(MaxNorm.perUnit(1));
        }
        return Sequential.of(
                        Shape.of(784),
                        Dropout.rate(0.2),
                        hidden,
                        Dropout.rate(0.2),
                        hidden.withUnits(100),
                        Dropout.rate(0.2),
                        Dense.of(10).withActivation(Activations.SOFTMAX))
                .build(42);
    }

    static Dataset images(int size) {
        var data = new Dataset(Tensor.zeros(Shape.of(size, 784)), Tensor.zeros(Shape.of(size, 1)));
        CounterRandom.of(7, 100, 0).uniform(data.features(), 0, 1);
        for (int row = 0; row < size; row++) {
            data.targets().set(row, row % 10);
        }
        return data;
    }
}

package dev.lanewise.train;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import dev.lanewise.regularization.MonteCarlo;
import java.util.Arrays;

/// A program for [SameBitsTrainingTest]: trains a network of every kind of noise and policy on seeded data and prints
/// hashes
/// of its weights and of a Monte-Carlo prediction.
final class SameBitsTraining {
    private static final int ROWS = 240;
    private static final int INPUTS = 37;

    private SameBitsTraining() {}

    /// Runs with the number of threads in the first argument.
    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[0]);
        var data = data();
        var hidden = Dense.of(131)
                .withInitializer(Initializers.HE_NORMAL)
                .withPenalty(L2.of(1e-4))
                .withConstraint(MaxNorm.perUnit(1));
        var model = Sequential.of(
                        Shape.of(INPUTS),
                        Dropout.rate(0.2),
                        hidden.withBias(null),
                        BatchNormalization.layer(),
                        ActivationLayer.of(Activations.ELU),
                        Dropout.rate(0.3),
                        hidden.withUnits(67).withActivation(Activations.SELU),
                        Dense.of(3).withActivation(Activations.SOFTMAX))
                .build(2024);
        var optimizer = Sgd.learningRate(0.05).withMomentum(0.9).withLearningRate(OneCycle.book(0.05, 200));
        var history = Trainer.of(model, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, optimizer)
                .withThreads(threads)
                .fit(data, data, Fit.epochs(20).batchSize(25));
        var prediction = MonteCarlo.predict(model, data.features(), 5, threads);
        System.out.println("bits=" + Engine.vectorBits());
        System.out.println("weights=" + model.sha256());
        System.out.println("mean=" + Arrays.hashCode(prediction.mean().toArray()));
        System.out.println(
                "deviation=" + Arrays.hashCode(prediction.standardDeviation().toArray()));
        System.out.println("losses=" + Arrays.hashCode(history.column("loss")) + ", last " + history.last("val_loss"));
    }

    private static Dataset data() {
        var data = new Dataset(Tensor.zeros(Shape.of(ROWS, INPUTS)), Tensor.zeros(Shape.of(ROWS, 1)));
        CounterRandom.of(5, 100, 0).uniform(data.features(), -1, 1);
        for (int row = 0; row < ROWS; row++) {
            float x = data.features().get(row * INPUTS);
            data.targets().set(row, x < -0.3f ? 0 : x < 0.3f ? 1 : 2);
        }
        return data;
    }
}

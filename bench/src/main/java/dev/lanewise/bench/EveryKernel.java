package dev.lanewise.bench;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.AlphaDropout;
import dev.lanewise.regularization.L1L2;
import dev.lanewise.regularization.MaxNorm;
import dev.lanewise.regularization.MonteCarlo;
import dev.lanewise.train.Losses;
import dev.lanewise.train.Nadam;
import dev.lanewise.train.Trainer;
import java.util.List;

/// Runs every kernel of the library: all functions, the products of odd shapes, noise, norms, batch norm, two
/// optimizers.
final class EveryKernel {
    private static final int STEPS = 30;

    private EveryKernel() {}

    static void run() {
        FunctionSuite.runAll();
        for (var problem : List.of("1x30x78 nn", "8x30x78 tn", "33x31x79 nt", "200x100x30 tn")) {
            for (int threads = 1; threads <= 2; threads++) {
                new MatmulSuite()
                        .open(new Contest("matmul", problem, threads, List.of()))
                        .enter("lanewise");
            }
        }
        train();
        new RegularizationSuite()
                .open(new Contest("regularization", "8", 2, List.of()))
                .enter("all")
                .run();
    }

    private static void train() {
        var selu = Dense.of(37)
                .withActivation(Activations.SELU)
                .withInitializer(Initializers.LECUN_NORMAL)
                .withPenalty(L1L2.of(1e-5, 1e-5))
                .withConstraint(MaxNorm.perUnit(1));
        var model = new Sequential(
                        Shape.of(30),
                        List.of(
                                selu,
                                AlphaDropout.rate(0.1),
                                BatchNormalization.layer(),
                                selu.withUnits(20).withActivation(Activations.TANH),
                                selu.withActivation(Activations.SIGMOID),
                                selu.withActivation(Activations.RELU),
                                Dense.of(10).withActivation(Activations.SOFTMAX)))
                .build(1);
        var trainer = Trainer.of(model, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, Nadam.learningRate(1e-4));
        var features = Tensor.zeros(Shape.of(33, 30));
        var targets = Tensor.zeros(Shape.of(33));
        for (int step = 0; step < STEPS; step++) {
            trainer.step(features, targets);
        }
        MonteCarlo.predict(model, features, 3, 1);
    }
}

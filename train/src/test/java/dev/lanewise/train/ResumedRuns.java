package dev.lanewise.train;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The training that the tests of resuming interrupt: every kind of state is in it. As a program it trains in a JVM of
/// its own, going on from the checkpoint if there is one, and prints hashes of the result.
final class ResumedRuns {
    static final int EPOCHS = 10;
    static final int STEPS = 6;
    private static final int PAUSED_EPOCH = 3;
    private static final int PAUSED_STEP = 2;
    private static final int ROWS = 92;
    private static final int BATCH = 16;

    private ResumedRuns() {}

    static Model model() {
        return Sequential.of(
                        Shape.of(7),
                        Dropout.rate(0.1),
                        Dense.of(37)
                                .withBias(null)
                                .withPenalty(L2.of(1e-4))
                                .withConstraint(MaxNorm.perUnit(1).withVelocity()),
                        BatchNormalization.layer(),
                        ActivationLayer.of(Activations.ELU),
                        Dropout.rate(0.2),
                        Dense.of(3).withActivation(Activations.SOFTMAX))
                .build(77);
    }

    static Dataset data() {
        var data = new Dataset(Tensor.zeros(Shape.of(ROWS, 7)), Tensor.zeros(Shape.of(ROWS, 1)));
        CounterRandom.of(5, 100, 0).uniform(data.features(), -1, 1);
        for (int row = 0; row < ROWS; row++) {
            float x = data.features().get(row * 7);
            data.targets().set(row, x < -0.3f ? 0 : x < 0.3f ? 1 : 2);
        }
        return data;
    }

    static Trainer trainer(Model model) {
        return trainer(model, 1, 1);
    }

    static Trainer trainer(Model model, int threads, int accumulation) {
        var optimizer =
                Sgd.learningRate(0.1).withMomentum(0.9).withLearningRate(OneCycle.book(0.2, (long) EPOCHS * STEPS));
        var trainer = Trainer.of(model, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, optimizer)
                .withThreads(threads)
                .withAccumulation(accumulation)
                .withAverage(WeightAverage.momentum(0.9));
        trainer.watchConstraints();
        return trainer;
    }

    static EarlyStopping earlyStopping() {
        return EarlyStopping.patience(4).monitoring("val_data_loss");
    }

    static Fit fit(int epochs, Callback... callbacks) {
        return Fit.epochs(epochs).batchSize(BATCH).callbacks(callbacks);
    }

    static Dataset validation() {
        return data().rows(0, 30);
    }

    static String result(Model model, History history, EarlyStopping earlyStopping) {
        var text = new StringBuilder("weights=" + model.sha256());
        for (var column : history.columns()) {
            text.append(' ').append(column).append('=').append(Arrays.hashCode(history.column(column)));
        }
        return text + " best=" + earlyStopping.bestEpoch();
    }

    /// Saves and pauses within an epoch, where batches wait for an update; a training that goes on from there does
    /// not meet the step again.
    private static Callback pausing(Path file, int accumulation) {
        return event -> {
            if (accumulation > 1
                    && event instanceof Event.StepEnded(var training, int epoch, long step, double _)
                    && epoch == PAUSED_EPOCH
                    && step == PAUSED_STEP) {
                training.save(file);
                return Callback.Answer.PAUSE;
            }
            return Callback.Answer.CONTINUE;
        };
    }

    /// Trains to the epoch of the second argument on the threads of the third, with checkpoints to the file of the
    /// first after every so many steps as the fourth says, or after epochs for 0; with an update of as many batches
    /// as the fifth says.
    public static void main(String[] arguments) {
        var file = Path.of(arguments[0]);
        int steps = Integer.parseInt(arguments[3]);
        var checkpoints =
                steps == 0 ? Checkpoints.to(file) : Checkpoints.to(file).everySteps(steps);
        var earlyStopping = earlyStopping();
        int accumulation = Integer.parseInt(arguments[4]);
        var pausing = pausing(file, accumulation);
        var fit = fit(Integer.parseInt(arguments[1]), checkpoints, earlyStopping, ResumedRuns::tellStep, pausing);
        var model = model();
        var history = trainer(model, Integer.parseInt(arguments[2]), accumulation)
                .fit(data(), validation(), Files.exists(file) ? fit.resumeFrom(file) : fit);
        System.out.println("bits=" + Engine.vectorBits());
        System.out.println("result=" + result(model, history, earlyStopping));
    }

    private static Callback.Answer tellStep(Event event) {
        if (event instanceof Event.StepEnded) {
            System.out.println("step");
        }
        return Callback.Answer.CONTINUE;
    }
}

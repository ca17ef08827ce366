package dev.lanewise.train;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Sequential;
import java.io.IOException;
import java.nio.file.Path;

/// A program: trains the network of 784-300-100-10 units for one shuffled epoch on a file of rows that may be larger
/// than the heap, read ahead, and prints the steps a second beside those on data in memory. The two take turns, and the
/// greater rate of several counts for each, so that other programs disturb less.
final class StreamedTraining {
    private static final int INPUTS = 784;
    private static final int BATCH = 32;
    private static final int TURNS = 4;

    private StreamedTraining() {}

    private static Trainer trainer() {
        var hidden = Dense.of(300).withActivation(Activations.ELU).withInitializer(Initializers.HE_NORMAL);
        var model = Sequential.of(
                        Shape.of(INPUTS),
                        hidden,
                        hidden.withUnits(100),
                        Dense.of(10).withActivation(Activations.SOFTMAX))
                .build(1);
        return Trainer.of(
                model,
                Losses.SPARSE_CATEGORICAL_CROSSENTROPY,
                Sgd.learningRate(0.01).withMomentum(0.9));
    }

    /// Counts the steps a second of every turn of a training, and of the training.
    private static final class Rates implements Callback {
        private final long steps;
        private long made;
        private long since;
        private double best;

        Rates(long steps) {
            this.steps = steps;
        }

        @Override
        public Answer on(Event event) {
            if (event instanceof Event.StepEnded && ++made % steps == 0) {
                long now = System.nanoTime();
                best = since == 0 ? best : Math.max(best, steps * 1e9 / (now - since));
                since = now;
            }
            return Answer.CONTINUE;
        }
    }

    /// Trains on the file of the first argument.
    public static void main(String[] arguments) throws IOException {
        var source = RowFile.of(Path.of(arguments[0]), Shape.of(INPUTS), Shape.of(1));
        long steps = (source.examples() - 1) / BATCH + 1;
        var memory = new Dataset(Tensor.zeros(Shape.of(20_000, INPUTS)), Tensor.zeros(Shape.of(20_000, 1)));
        var fromMemory = new Rates(500);
        var fromFile = new Rates(500);
        var trainer = trainer();
        for (int turn = 0; turn < TURNS; turn++) {
            trainer.fit(memory, Fit.epochs(4).callbacks(fromMemory));
        }
        long start = System.nanoTime();
        trainer().fit(source.prefetched(), Fit.epochs(1).callbacks(fromFile));
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf(
                "heap=%d MB, file=%d MB, steps=%d, %.0f s%n",
                Runtime.getRuntime().maxMemory() >> 20, source.file().toFile().length() >> 20, steps, seconds);
        System.out.printf(
                "best rate from memory %.0f, from the file %.0f steps/s, ratio %.3f%n",
                fromMemory.best, fromFile.best, fromFile.best / fromMemory.best);
    }
}

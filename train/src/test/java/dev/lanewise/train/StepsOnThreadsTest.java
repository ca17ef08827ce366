package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A weight of 400 × 301 elements is updated in as many pieces as there are threads, up to seven, and by optimizers of
/// whole parameters in one; a batch of 300 rows is masked in as many.
final class StepsOnThreadsTest {
    static List<Optimizer> optimizers() {
        return List.of(
                Sgd.learningRate(0.1),
                Sgd.learningRate(0.1).withMomentum(0.9),
                Sgd.learningRate(0.1).withMomentum(0.9).withNesterov(),
                Adam.learningRate(0.01),
                Adamax.learningRate(0.01),
                Nadam.learningRate(0.01),
                RmsProp.learningRate(0.01),
                Adagrad.learningRate(0.01),
                Adadelta.learningRate(0.5),
                Lion.learningRate(0.001),
                Adam.learningRate(0.01).withAmsgrad(),
                Lamb.learningRate(0.01),
                new Norms(),
                ParameterGroups.of(Adam.learningRate(0.01)).withRateFactor(parameter -> true, 2),
                DecoupledDecay.of(Adam.learningRate(0.01), 0.1));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void shouldGiveTheSameBits(Optimizer optimizer) {
        var alone = model();
        var untrained = alone.sha256();
        train(alone, optimizer, 1);
        assertNotEquals(untrained, alone.sha256());
        for (int threads : new int[] {2, 3, 8}) {
            var spread = model();
            train(spread, optimizer, threads);
            assertEquals(alone.sha256(), spread.sha256(), threads + " threads");
        }
    }

    /// Divides the gradient by its norm, which needs the whole parameter.
    private record Norms() implements Optimizer {
        @Override
        public Schedule learningRate() {
            return Schedule.constant(0.1);
        }

        @Override
        public int slots() {
            return 0;
        }

        @Override
        public int coefficients() {
            return 1;
        }

        @Override
        public void prepare(long step, double rate, double[] coefficients) {
            coefficients[0] = rate;
        }

        @Override
        public boolean wholeParameters() {
            return true;
        }

        @Override
        public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
            double squares = 0;
            for (int i = from; i < to; i++) {
                squares += (double) gradient[i] * gradient[i];
            }
            for (int i = from; i < to; i++) {
                value[i] -= (float) (coefficients[0] * gradient[i] / Math.sqrt(squares));
            }
        }
    }

    private static Model model() {
        return Sequential.of(Shape.of(400), Dropout.rate(0.2), Dense.of(301), Dropout.rate(0.5), Dense.of(20))
                .build(1);
    }

    private static void train(Model model, Optimizer optimizer, int threads) {
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, optimizer).withThreads(threads);
        var features = Tensor.zeros(Shape.of(300, 400));
        var targets = Tensor.zeros(Shape.of(300, 20));
        CounterRandom.of(1, 0, 0).uniform(features, -1, 1);
        CounterRandom.of(2, 0, 0).uniform(targets, -1, 1);
        for (int step = 0; step < 3; step++) {
            trainer.step(features, targets);
        }
    }
}

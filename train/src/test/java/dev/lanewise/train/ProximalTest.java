package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.Penalties;
import dev.lanewise.regularization.ProximalL1;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where the weights rest under a proximal L1 penalty, for every optimizer.
final class ProximalTest {
    private static final double STRENGTH = 0.5;
    private static final float[] CENTRES = {2f, -1f, 0.75f, 0.3f, -0.2f, 0f};
    private static final int STEPS = 20_000;

    /// What is left of the way after the steps: 1 part in 500 of the strength.
    private static final double REST = 1e-3;

    static List<Optimizer> optimizers() {
        return List.of(
                Sgd.learningRate(0.05),
                Sgd.learningRate(0.02).withMomentum(0.9),
                Sgd.learningRate(0.02).withMomentum(0.9).withNesterov(),
                Sgd.learningRate(0.02).withMomentum(0.9).asPyTorch(),
                RmsProp.learningRate(1e-3),
                RmsProp.learningRate(1e-3).asPyTorch(),
                RmsProp.learningRate(1e-4).withMomentum(0.9),
                Adagrad.learningRate(0.5),
                Adagrad.learningRate(0.5).asPyTorch(),
                Adadelta.learningRate(1),
                Adam.learningRate(1e-3),
                Adam.learningRate(1e-3).asPyTorch(),
                Adam.learningRate(1e-2).withAmsgrad(),
                Adamax.learningRate(1e-3),
                Adamax.learningRate(1e-3).asPyTorch(),
                Nadam.learningRate(1e-3),
                Nadam.learningRate(1e-3).asPyTorch(),
                Lion.learningRate(1e-3),
                Lamb.learningRate(1e-3),
                ParameterGroups.of(Nadam.learningRate(1e-3)),
                DecoupledDecay.of(Adam.learningRate(1e-3), 0),
                new RateFactor(Adam.learningRate(1e-3), 0.5));
    }

    /// The loss ½·Σ(w − a)², with gradient w − a, rests at w = sign(a)·max(|a| − λ, 0).
    @ParameterizedTest
    @MethodSource("optimizers")
    void shouldRestWhereTheGradientIsAtMostTheStrength(Optimizer optimizer) {
        float[] w = {1f, 1f, 1f, 1f, 1f, 1f};
        float[] gradient = new float[w.length];
        var penalty = ProximalL1.of(STRENGTH);
        float[][] slots = new float[optimizer.slots()][w.length];
        double[] coefficients = new double[optimizer.coefficients()];
        float[] sizes = new float[w.length];
        for (int step = 0; step < STEPS; step++) {
            for (int i = 0; i < w.length; i++) {
                gradient[i] = w[i] - CENTRES[i];
            }
            optimizer.prepare(step, optimizer.learningRate().at(step), coefficients);
            optimizer.update(w, gradient, slots, 0, w.length, coefficients);
            optimizer.stepSizes(slots, 0, w.length, coefficients, sizes);
            penalty.shrink(Tensor.wrap(w, 0, Shape.of(w.length)), Tensor.wrap(sizes, 0, Shape.of(w.length)), step);
        }
        for (int i = 0; i < w.length; i++) {
            double slope = w[i] - CENTRES[i];
            if (Math.abs(CENTRES[i]) <= STRENGTH) {
                assertEquals(0f, w[i], optimizer + ", " + i);
            } else {
                assertEquals(-STRENGTH * Math.signum(w[i]), slope, REST, optimizer + ", " + i);
            }
        }
    }

    @Test
    void shouldReachExactZerosInATraining() {
        // One input of 1, targets ½ and 0.1: the mean of two squares has the gradient w − t.
        var model = Sequential.of(
                        Shape.of(1),
                        Dense.of(2)
                                .withBias(null)
                                .withInitializer(Initializers.ONES)
                                .withPenalty(Penalties.sum(ProximalL1.of(0.2), L2.of(0))))
                .build(1);
        var trainer = Trainer.of(
                model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.1).withMomentum(0.5));
        var one = Tensor.of(Shape.of(1, 1), 1f);
        var targets = Tensor.of(Shape.of(1, 2), 0.5f, 0.1f);
        assertEquals(0.4, trainer.penalty(), 1e-15);
        for (int i = 0; i < 300; i++) {
            trainer.step(one, targets);
        }
        // The gradient at rest is the strength, to the last rounding of a step of 0.2.
        assertEquals(0.3f, model.values()[0], 4 * 0x1p-24 / 0.2);
        assertEquals(0f, model.values()[1]);
        assertEquals(0.2 * 0.3, trainer.penalty(), 0.2 * 4 * 0x1p-24 / 0.2);
    }

    @Test
    void shouldRefuseAnOptimizerWithoutStepSizesBeforeTheFirstStep() {
        record Foreign(Schedule learningRate) implements Optimizer {
            @Override
            public int slots() {
                return 0;
            }

            @Override
            public int coefficients() {
                return 0;
            }

            @Override
            public void prepare(long step, double rate, double[] coefficients) {}

            @Override
            public void update(float[] v, float[] g, float[][] slots, int from, int to, double[] coefficients) {}
        }
        var model = Sequential.of(Shape.of(1), Dense.of(1).withPenalty(ProximalL1.of(0.1)))
                .build(1);
        var foreign = new Foreign(Schedule.constant(0.1));
        var refused = assertThrows(
                UnsupportedOperationException.class, () -> Trainer.of(model, Losses.MEAN_SQUARED_ERROR, foreign));
        assertTrue(refused.getMessage().contains("step sizes"), refused.getMessage());
        Trainer.of(Sequential.of(Shape.of(1), Dense.of(1)).build(1), Losses.MEAN_SQUARED_ERROR, foreign);
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.MaxNorm;
import org.junit.jupiter.api.Test;

/// The ablation in small: how long momentum keeps a unit on the sphere after its gradient has turned inward.
final class MomentumAwareNormTest {
    /// One weight of at most 1 is pushed outward by a target of 10 until its velocity has settled, then pulled
    /// inward by a target of −10.
    private static int stepsOnTheSphereAfterTheTurn(Constraint constraint, Sgd optimizer) {
        var dense = Dense.of(1).withBias(null).withInitializer(Initializers.ONES);
        var model = Sequential.of(Shape.of(1), dense.withConstraint(constraint)).build(1);
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, optimizer);
        var one = Tensor.of(Shape.of(1, 1), 1f);
        for (int i = 0; i < 200; i++) {
            trainer.step(one, Tensor.of(Shape.of(1, 1), 10f));
            assertTrue(onTheSphere(model.values()[0]), "pushed outward, but at " + model.values()[0]);
        }
        int steps = 0;
        do {
            trainer.step(one, Tensor.of(Shape.of(1, 1), -10f));
            steps++;
        } while (onTheSphere(model.values()[0]));
        return steps;
    }

    /// A scaled norm is rounded; an inward step is at least 2e-4.
    private static boolean onTheSphere(float weight) {
        return Math.abs(weight - 1) <= 0x1p-22;
    }

    /// The gradients are −18 and 22, so the velocity after k steps is η·(180·0.9ᵏ − 220·(1 − 0.9ᵏ)), which is below
    /// 0 for 0.9ᵏ < 0.55: from k = 6 on. With Nesterov's form the step is 0.9·v − 22·η, below 0 for 0.9ᵏ < 0.489,
    /// where the settled velocity counts as well: from k = 5 on.
    @Test
    void shouldLeaveTheSphereWithTheFirstInwardGradient() {
        var momentum = Sgd.learningRate(1e-3).withMomentum(0.9);
        assertEquals(6, stepsOnTheSphereAfterTheTurn(MaxNorm.perUnit(1), momentum));
        assertEquals(1, stepsOnTheSphereAfterTheTurn(MaxNorm.perUnit(1).withVelocity(), momentum));
        assertEquals(5, stepsOnTheSphereAfterTheTurn(MaxNorm.perUnit(1), momentum.withNesterov()));
        assertEquals(1, stepsOnTheSphereAfterTheTurn(MaxNorm.perUnit(1).withVelocity(), momentum.withNesterov()));
    }

    /// Optimizers without a velocity that is added to the weights have nothing to take from.
    @Test
    void shouldTellWhichOptimizersHaveAVelocity() {
        assertEquals(-1, Sgd.learningRate(0.1).velocity());
        assertEquals(0, Sgd.learningRate(0.1).withMomentum(0.9).velocity());
        assertEquals(-1, Sgd.learningRate(0.1).withMomentum(0.9).asPyTorch().velocity());
        assertEquals(1, RmsProp.learningRate(0.1).withMomentum(0.9).velocity());
        assertEquals(-1, Adam.learningRate(0.1).velocity());
        assertEquals(
                0,
                DecoupledDecay.of(Sgd.learningRate(0.1).withMomentum(0.9), 0.1).velocity());
    }
}

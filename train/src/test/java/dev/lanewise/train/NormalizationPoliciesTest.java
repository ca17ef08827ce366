package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.LayerNormalization;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.ParameterSpec;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Box;
import dev.lanewise.regularization.Constraints;
import dev.lanewise.regularization.L1;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import dev.lanewise.regularization.NonNegative;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Penalties and constraints, alone and one after the other, on gamma and beta of layers that normalize.
final class NormalizationPoliciesTest {
    private static final double RADIUS = 0.9;
    private static final double MOST = 0.02;

    private static Layer batchNorm(ParameterSpec gamma, ParameterSpec beta) {
        return BatchNormalization.layer().withGamma(gamma).withBeta(beta);
    }

    private static Layer layerNorm(ParameterSpec gamma, ParameterSpec beta) {
        return LayerNormalization.layer().withGamma(gamma).withBeta(beta);
    }

    /// The layers with constraints, and their twins without.
    static Stream<List<Layer>> layers() {
        var gamma = ParameterSpec.of(Initializers.ONES).withPenalty(L2.of(0.1));
        var beta = ParameterSpec.of(Initializers.ZEROS).withPenalty(L1.of(0.2));
        var both = Constraints.sequence(NonNegative.elements(), MaxNorm.perUnit(RADIUS));
        var held = gamma.withConstraint(both);
        var boxed = beta.withConstraint(Box.of(-MOST, MOST));
        return Stream.of(
                List.of(batchNorm(held, boxed), batchNorm(gamma, beta)),
                List.of(layerNorm(held, boxed), layerNorm(gamma, beta)));
    }

    private static Model model(Layer norm) {
        return Sequential.of(Shape.of(6), Dense.of(8).withBias(null), norm, Dense.of(2))
                .build(3);
    }

    private static Tensor gamma(Model model) {
        return model.parameters().get(1).value();
    }

    private static Tensor beta(Model model) {
        return model.parameters().get(2).value();
    }

    private static double norm(Tensor x) {
        double squares = 0;
        for (float value : x.toArray()) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static boolean holds(Model model) {
        boolean holds = norm(gamma(model)) <= RADIUS * (1 + 0x1p-22);
        for (int i = 0; i < 8; i++) {
            holds &= gamma(model).get(i) >= 0 && Math.abs(beta(model).get(i)) <= (float) MOST;
        }
        return holds;
    }

    private static Dataset data() {
        var data = new Dataset(Tensor.zeros(Shape.of(64, 6)), Tensor.zeros(Shape.of(64, 2)));
        CounterRandom.of(61, 100, 0).uniform(data.features(), -1, 1);
        CounterRandom.of(62, 100, 0).uniform(data.targets(), -4, 4);
        return data;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shouldHoldAfterBuildAfterEveryStepAndForAverages(List<Layer> layers) {
        var model = model(layers.getFirst());
        var free = model(layers.getLast());
        assertEquals(RADIUS, norm(gamma(model)), RADIUS * 0x1p-22, "eight ones have a norm of √8");
        var trainer = trainer(model).withAverage(WeightAverage.momentum(0.5));
        var without = trainer(free);
        int outside = 0;
        for (int step = 0; step < 30; step++) {
            System.arraycopy(model.values(), 0, free.values(), 0, free.values().length);
            trainer.step(data().features(), data().targets());
            without.step(data().features(), data().targets());
            assertTrue(holds(model), "step " + step);
            outside += holds(free) ? 0 : 1;
        }
        assertTrue(outside > 5, "steps that end outside without constraints: " + outside);
        trainer.withAveragedWeights(() -> assertTrue(holds(model)));
    }

    private static Trainer trainer(Model model) {
        return Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.3));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shouldCountTheirPenalties(List<Layer> layers) {
        var model = model(layers.getLast());
        trainer(model).step(data().features(), data().targets());
        double absolutes = 0;
        for (float value : beta(model).toArray()) {
            absolutes += Math.abs(value);
        }
        var penalties = trainer(model).evaluate(data()).penalties();
        double squares = norm(gamma(model)) * norm(gamma(model));
        assertEquals(0.1 * squares, penalties.get("l2_penalty"), 16 * 0x1p-53 * squares);
        assertEquals(0.2 * absolutes, penalties.get("l1_penalty"), 16 * 0x1p-53 * absolutes);
        assertTrue(absolutes > 0);
    }
}

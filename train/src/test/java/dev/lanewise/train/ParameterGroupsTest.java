package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Parameter;
import dev.lanewise.layers.Sequential;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What a parameter's group changes, and that it changes no other parameter.
final class ParameterGroupsTest {
    private static final Predicate<Parameter> BIAS =
            parameter -> parameter.name().endsWith("/bias");

    /// Five steps of a linear layer from a start that is the same for all; the gradients of weight and bias differ.
    private static Model trained(Optimizer optimizer) {
        var model = Sequential.of(Shape.of(3), Dense.of(2)).build(1);
        model.parameters().getLast().value().fill(0.5f);
        var inputs = Tensor.zeros(Shape.of(4, 3));
        CounterRandom.of(1, 100, 0).uniform(inputs, -1, 1);
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, optimizer);
        trainer.step(inputs, Tensor.zeros(Shape.of(4, 2)));
        return model;
    }

    private static float[] values(Model model, String role) {
        for (var parameter : model.parameters()) {
            if (parameter.name().endsWith(role)) {
                float[] values = new float[parameter.value().size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = parameter.value().get(i);
                }
                return values;
            }
        }
        throw new IllegalArgumentException(role);
    }

    @Test
    void shouldMoveEachGroupByItsOwnOptimizer() {
        var nadam = Nadam.learningRate(1e-2);
        var lion = Lion.learningRate(1e-2);
        var mixed = trained(ParameterGroups.of(nadam).with(BIAS, lion));
        assertArrayEquals(values(trained(nadam), "weight"), values(mixed, "weight"));
        assertArrayEquals(values(trained(lion), "bias"), values(mixed, "bias"));
    }

    @Test
    void shouldMultiplyTheRateOfAGroup() {
        var mixed = trained(ParameterGroups.of(Sgd.learningRate(0.125)).withRateFactor(BIAS, 2));
        assertArrayEquals(values(trained(Sgd.learningRate(0.125)), "weight"), values(mixed, "weight"));
        assertArrayEquals(values(trained(Sgd.learningRate(0.25)), "bias"), values(mixed, "bias"));
    }

    @Test
    void shouldLetTheFirstGroupThatTakesAParameterHaveIt() {
        var mixed = trained(ParameterGroups.of(Sgd.learningRate(0.5))
                .with(BIAS, Sgd.learningRate(0.25))
                .with(_ -> true, Sgd.learningRate(0.125)));
        assertArrayEquals(values(trained(Sgd.learningRate(0.25)), "bias"), values(mixed, "bias"));
        assertArrayEquals(values(trained(Sgd.learningRate(0.125)), "weight"), values(mixed, "weight"));
    }

    @Test
    void shouldSpareExcludedParametersFromDecay() {
        var sgd = Sgd.learningRate(0.5);
        var decayed = trained(DecoupledDecay.of(sgd, 0.25));
        var spared = trained(DecoupledDecay.of(sgd, 0.25).excluding("bias"));
        assertArrayEquals(values(decayed, "weight"), values(spared, "weight"));
        assertArrayEquals(values(trained(sgd), "bias"), values(spared, "bias"));
        assertNotEquals(values(decayed, "bias")[0], values(spared, "bias")[0]);
    }

    /// The decay comes before the update and reads the rate of the step: 0.5 − 0.5·0.25·0.5 = 0.4375 for a bias,
    /// whose gradient alone then moves it.
    @Test
    void shouldDecayByTheRateOfTheStep() {
        var rate = Schedules.constant(0.5);
        var state = OptimizerState.of(DecoupledDecay.of(Sgd.learningRate(0).withLearningRate(rate), 0.25), 0.5f);
        state.step(0, 0f);
        assertEquals(0.4375f, state.values()[0]);
    }
}

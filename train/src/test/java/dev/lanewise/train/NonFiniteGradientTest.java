package dev.lanewise.train;

import static dev.lanewise.train.SampleTrainings.clouds;
import static dev.lanewise.train.SampleTrainings.small;
import static dev.lanewise.train.SampleTrainings.trainer;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.L2;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A gradient that is not finite changes nothing.
final class NonFiniteGradientTest {
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void shouldLeaveWeightsAndStatisticsAloneWhenAGradientIsNotFinite(float broken) {
        var data = clouds(30, 1);
        var bad = clouds(30, 2);
        bad.features().set(17, broken);
        var model = small(1);
        var undisturbed = small(1);
        var trainer = trainer(model);
        var other = trainer(undisturbed);
        for (int i = 0; i < 3; i++) {
            trainer.step(data.features(), data.targets());
            other.step(data.features(), data.targets());
        }
        var before = model.values().clone();
        var thrown = assertThrows(NonFiniteGradientException.class, () -> trainer.step(bad.features(), bad.targets()));
        assertTrue(thrown.getMessage().contains("dense_1/weight"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("step 3"), thrown.getMessage());
        assertArrayEquals(before, model.values());
        assertEquals(3, trainer.steps());

        // The optimizer's state is as before too: the training goes on as if the step had not been tried.
        for (int i = 0; i < 3; i++) {
            trainer.step(data.features(), data.targets());
            other.step(data.features(), data.targets());
        }
        assertArrayEquals(undisturbed.values(), model.values());
        assertNotEquals(before[0], model.values()[0]);
    }

    /// An ELU far below zero is −1 and flat, so that only the penalty's own gradient is infinite: 2·10·w. The batch
    /// of 2 rows is smaller than the 8 units, which is where layers prove that their gradients are finite.
    @ParameterizedTest
    @ValueSource(floats = {Float.NEGATIVE_INFINITY, -1e38f})
    void shouldRefuseThePenaltysGradientToo(float broken) {
        var hidden = Dense.of(8).withActivation(Activations.ELU).withPenalty(L2.of(10));
        var model = Sequential.of(Shape.of(1), hidden, Dense.of(1)).build(1);
        model.values()[3] = broken;
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.1));
        var before = model.values().clone();
        var features = Tensor.of(Shape.of(2, 1), 1f, 2f);
        var targets = Tensor.of(Shape.of(2, 1), 1f, 2f);
        var thrown = assertThrows(NonFiniteGradientException.class, () -> trainer.step(features, targets));
        assertTrue(thrown.getMessage().contains("dense_1/weight"), thrown.getMessage());
        assertArrayEquals(before, model.values());
    }

    /// Twice this strength is no float any more: 0 times infinity is not a number, the smallest weight times
    /// infinity infinite.
    @ParameterizedTest
    @ValueSource(floats = {0f, 0.01f})
    void shouldRefuseAStrengthBeyondFloats(float weight) {
        var hidden = Dense.of(8).withActivation(Activations.ELU).withPenalty(L2.of(2e38));
        var model = Sequential.of(Shape.of(1), hidden, Dense.of(1)).build(1);
        Arrays.fill(model.values(), 0, 8, weight);
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.1));
        var before = model.values().clone();
        var one = Tensor.of(Shape.of(2, 1), 1f, 2f);
        assertThrows(NonFiniteGradientException.class, () -> trainer.step(one, one));
        assertArrayEquals(before, model.values());
    }

    @Test
    void shouldNameTheFirstParameterWhoseGradientIsNotFinite() {
        // 1e30² overflows in the gradient of the second layer's weight alone: the first layer is behind weights of 0.
        var linear = Dense.of(1).withInitializer(Initializers.ONES);
        var model = Sequential.of(Shape.of(1), linear, linear).build(1);
        model.values()[0] = 1e30f;
        model.values()[2] = 0;
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(0.1));
        var one = Tensor.of(Shape.of(1, 1), 1f);
        var far = Tensor.of(Shape.of(1, 1), 1e30f);
        var thrown = assertThrows(NonFiniteGradientException.class, () -> trainer.step(one, far));
        assertTrue(thrown.getMessage().contains("dense_2/weight"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("step 0"), thrown.getMessage());
    }
}

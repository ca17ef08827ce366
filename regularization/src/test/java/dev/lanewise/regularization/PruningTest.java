package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activation;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Rescaling;
import dev.lanewise.layers.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PruningTest {
    private static Model model(Activation activation) {
        return Sequential.of(
                        Shape.of(3, 4),
                        Flatten.layer(),
                        Dense.of(20).withActivation(activation),
                        Dropout.rate(0.5),
                        Dense.of(11).withBias(null),
                        ActivationLayer.of(activation),
                        Dense.of(5).withActivation(Activations.SOFTMAX))
                .build(7);
    }

    private static Tensor values(Model model, String name) {
        return model.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static void clearColumn(Tensor matrix, int column) {
        for (int row = 0; row < matrix.rows(); row++) {
            matrix.set(row * matrix.columns() + column, 0);
        }
    }

    private static Tensor inputs() {
        var inputs = Tensor.zeros(Shape.of(50, 3, 4));
        CounterRandom.of(31, 100, 0).uniform(inputs, -1, 1);
        return inputs;
    }

    @Test
    void shouldCountZerosAndDeadUnits() {
        var model = model(Activations.RELU);
        clearColumn(values(model, "dense_1/weight"), 3);
        values(model, "dense_1/weight").set(0, 0);
        var sparsity = Sparsity.of(model);
        var share = sparsity.of("dense_1/weight");
        assertEquals(13, share.zeros());
        assertEquals(240, share.size());
        assertEquals(13 / 240.0, share.fraction());
        assertEquals(1, share.deadUnits());
        assertEquals(20, share.units());
        assertEquals(20, sparsity.of("dense_1/bias").zeros());
        assertEquals(0, sparsity.of("dense_1/bias").units());
        assertTrue(sparsity.toString().contains("1 of 20 units dead"), sparsity.toString());
        assertThrows(IllegalArgumentException.class, () -> sparsity.of("dense_9/weight"));
    }

    @Test
    void shouldRemoveUnitsThatNobodyReadsBitForBit() {
        var model = model(Activations.ELU);
        values(model, "dense_2/weight").rows(4, 6).fill(0);
        values(model, "dense_3/weight").rows(10, 11).fill(0);
        var smaller = Pruning.removeDeadUnits(model);
        assertEquals(Shape.of(12, 18), values(smaller, "dense_1/weight").shape());
        assertEquals(Shape.of(18, 10), values(smaller, "dense_2/weight").shape());
        assertArrayEquals(
                model.predict(inputs()).toArray(), smaller.predict(inputs()).toArray());
    }

    /// A unit of relu with a bias of 0 gives 0, so nothing moves.
    @Test
    void shouldRemoveUnitsThatGiveZeroBitForBit() {
        var model = model(Activations.RELU);
        clearColumn(values(model, "dense_1/weight"), 0);
        clearColumn(values(model, "dense_1/weight"), 19);
        values(model, "dense_1/bias").set(19, -3);
        var smaller = Pruning.removeDeadUnits(model);
        assertEquals(Shape.of(12, 18), values(smaller, "dense_1/weight").shape());
        assertArrayEquals(
                model.predict(inputs()).toArray(), smaller.predict(inputs()).toArray());
    }

    /// Three units become constants: those of dense_2 with all their inputs, so the bias it lacks is made. Sums of
    /// at most 20 terms, each below 2, move by their roundings, and softmax moves no more than its operand.
    @Test
    void shouldFoldConstantsIntoTheNextBias() {
        var model = model(Activations.TANH);
        for (int unit : new int[] {1, 7}) {
            clearColumn(values(model, "dense_1/weight"), unit);
            values(model, "dense_1/bias").set(unit, 0.5f * unit);
        }
        var second = values(model, "dense_2/weight");
        for (int row = 0; row < second.rows(); row++) {
            if (row != 7) {
                second.set(row * 11 + 2, 0);
            }
        }
        var smaller = Pruning.removeDeadUnits(model);
        assertEquals(Shape.of(12, 18), values(smaller, "dense_1/weight").shape());
        assertEquals(Shape.of(18, 10), values(smaller, "dense_2/weight").shape());
        assertEquals(Shape.of(10), values(smaller, "dense_2/bias").shape());
        assertArrayEquals(
                model.predict(inputs()).toArray(), smaller.predict(inputs()).toArray(), 2 * 21 * 40 * 0x1p-24f);
    }

    /// A constant of 3 reaches the next layer as 1.5 through dropout in its original form, and as 4 through a
    /// rescaling: sums of a few exact numbers.
    @Test
    void shouldFoldConstantsAsTheyReachTheNextLayer() {
        for (var between : List.of(Dropout.rate(0.5).inOriginalForm(), new Rescaling(1.5, -0.5))) {
            var model = Sequential.of(Shape.of(4), Dense.of(6), between, Dense.of(2))
                    .build(1);
            clearColumn(values(model, "dense_1/weight"), 2);
            values(model, "dense_1/bias").set(2, 3);
            var second = values(model, "dense_2/weight");
            second.set(4, 0.25f);
            second.set(5, -1);
            var smaller = Pruning.removeDeadUnits(model);
            float reached = between instanceof Dropout ? 1.5f : 4;
            assertEquals(5, values(smaller, "dense_1/weight").columns());
            assertEquals(0.25f * reached, values(smaller, "dense_2/bias").get(0));
            assertEquals(-reached, values(smaller, "dense_2/bias").get(1));
        }
    }

    @Test
    void shouldKeepOneUnitOfALayerThatIsDeadAltogether() {
        var model = model(Activations.RELU);
        values(model, "dense_1/weight").fill(0);
        values(model, "dense_1/bias").fill(0.25f);
        var smaller = Pruning.removeDeadUnits(model);
        assertEquals(Shape.of(12, 1), values(smaller, "dense_1/weight").shape());
        assertArrayEquals(
                model.predict(inputs()).toArray(), smaller.predict(inputs()).toArray(), 2 * 21 * 40 * 0x1p-24f);
    }

    @Test
    void shouldLeaveAloneWhatBatchNormStandsBetween() {
        var model = Sequential.of(Shape.of(4), Dense.of(6), BatchNormalization.layer(), Dense.of(2))
                .build(1);
        clearColumn(values(model, "dense_1/weight"), 2);
        assertEquals(6, values(Pruning.removeDeadUnits(model), "dense_1/weight").columns());
    }
}

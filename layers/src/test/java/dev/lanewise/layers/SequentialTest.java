package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialTest {
    @Test
    void shouldFollowTheShapesThroughTheLayers() {
        var model = Sequential.of(Shape.of(2, 3), BatchNormalization.layer(), Flatten.layer(), Dense.of(5), Dense.of(4))
                .build(1);
        assertEquals(Shape.of(2, 3), model.shape(0));
        assertEquals(Shape.of(2, 3), model.shape(1));
        assertEquals(Shape.of(6), model.shape(2));
        assertEquals(Shape.of(4), model.shape(4));
    }

    @Test
    void shouldHaveTheGradientOfItsDoubleFormThroughFlatten() {
        Gradients.check(
                Sequential.of(
                        Shape.of(2, 3),
                        BatchNormalization.layer(),
                        ActivationLayer.of(Activations.SELU),
                        Flatten.layer(),
                        Dense.of(4)),
                8);
    }

    @Test
    void shouldRejectAnEmptyStack() {
        assertThrows(IllegalArgumentException.class, () -> Sequential.of(Shape.of(2)));
    }

    @Test
    void shouldCopyTheListOfLayers() {
        List<Layer> layers = new ArrayList<>(List.of(Dense.of(2)));
        var description = new Sequential(Shape.of(3), layers);
        layers.add(Dense.of(9));
        assertEquals(1, description.layers().size());
    }

    @Test
    void shouldGiveALayerUsedTwiceItsOwnParameters() {
        var layer = Dense.of(3);
        var model = Sequential.of(Shape.of(3), layer, layer).build(1);
        assertEquals(
                List.of("dense_1/weight", "dense_1/bias", "dense_2/weight", "dense_2/bias"),
                model.parameters().stream().map(Parameter::name).toList());
        assertEquals(24, model.values().length);
        assertEquals(12, model.parameters().get(2).value().offset());
    }

    @Test
    void shouldPredictARowAloneAsInAnyBatch() {
        var model = Sequential.of(
                        Shape.of(5, 4),
                        Flatten.layer(),
                        Dense.of(33).withActivation(Activations.SELU),
                        BatchNormalization.layer(),
                        ActivationLayer.of(Activations.TANH),
                        Dense.of(10).withActivation(Activations.SOFTMAX))
                .build(1);
        // More rows than one block of predict has.
        var input = Gradients.normal(2, 300, 5, 4);
        var all = model.predict(input);
        assertEquals(Shape.of(300, 10), all.shape());
        for (int row : new int[] {0, 1, 31, 255, 256, 299}) {
            assertArrayEquals(
                    all.rows(row, row + 1).toArray(),
                    model.predict(input.rows(row, row + 1)).toArray());
        }
        assertArrayEquals(
                all.rows(100, 133).toArray(),
                model.predict(input.rows(100, 133)).toArray());
    }

    @Test
    void shouldPrintTotalsInItsSummary() {
        var summary = Sequential.of(
                        Shape.of(28, 28),
                        Flatten.layer(),
                        Dense.of(100).withActivation(Activations.RELU),
                        BatchNormalization.layer(),
                        Dense.of(10).withActivation(Activations.SOFTMAX))
                .build(1)
                .summary();
        // 784·100 + 100, 4·100 of which 200 are trained, 100·10 + 10.
        assertTrue(summary.contains("79,910 parameters, 79,710 of them trained, 319,640 bytes"), summary);
        assertTrue(summary.contains("78,500") && summary.contains("1,010") && summary.contains("(784)"), summary);
    }

    @Test
    void shouldHashTheBitsOfItsParameters() {
        var description = Sequential.of(Shape.of(3), Dense.of(2));
        var model = description.build(1);
        assertEquals(description.build(1).sha256(), model.sha256());
        var before = model.sha256();
        model.values()[7] = -0f;
        assertEquals(64, before.length());
        assertTrue(!before.equals(model.sha256()), "a bias of −0 has other bits than 0");
    }

    @Test
    void shouldShareParametersWithOtherLayersOfTheSameKind() {
        var model = Sequential.of(Shape.of(3), Dense.of(2).withActivation(Activations.RELU))
                .build(1);
        var linear = model.withLayers(List.of(Dense.of(2)));
        model.values()[0] = 42;
        assertEquals(42, linear.parameters().getFirst().value().get(0));
        List<Layer> other = List.of(Dense.of(2).withBias(null));
        assertThrows(IllegalArgumentException.class, () -> model.withLayers(other));
    }
}

package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DenseTest {
    @ParameterizedTest
    @EnumSource
    void shouldHaveTheGradientOfItsDoubleForm(Activations activation) {
        var layer = Dense.of(4).withActivation(activation);
        Gradients.check(Sequential.of(Shape.of(6), Dense.of(5), layer), 7);
        Gradients.check(Sequential.of(Shape.of(6), layer, Dense.of(3)), 7);
    }

    @Test
    void shouldHaveTheGradientOfItsDoubleFormWithoutABias() {
        var layer = Dense.of(4).withActivation(Activations.TANH).withBias(null);
        Gradients.check(Sequential.of(Shape.of(6), layer, layer), 7);
    }

    @Test
    void shouldComputeActivationOfProductAndBias() {
        var model = Sequential.of(Shape.of(2), Dense.of(3).withActivation(Activations.RELU))
                .build(1);
        System.arraycopy(new float[] {1, 2, 3, 4, 5, -6, 0.5f, -20, 1}, 0, model.values(), 0, 9);
        assertArrayEquals(
                new float[] {9.5f, 0, 0, 1.5f, 0, 4},
                model.predict(Tensor.of(Shape.of(2, 2), 1, 2, 1, 0)).toArray());
    }

    @Test
    void shouldDeclareAWeightOfInputsTimesUnitsAndABias() {
        var parameters = Sequential.of(Shape.of(2, 3), Dense.of(4)).build(1).parameters();
        assertEquals("dense_1/weight", parameters.get(0).name());
        assertEquals(Shape.of(6, 4), parameters.get(0).value().shape());
        assertEquals("dense_1/bias", parameters.get(1).name());
        assertArrayEquals(new float[4], parameters.get(1).value().toArray());
        assertEquals(
                1,
                Sequential.of(Shape.of(2), Dense.of(4).withBias(null))
                        .build(1)
                        .parameters()
                        .size());
    }

    @Test
    void shouldRejectALayerWithoutUnits() {
        assertThrows(IllegalArgumentException.class, () -> Dense.of(0));
        assertThrows(IllegalArgumentException.class, () -> Dense.of(3).withUnits(-1));
    }
}

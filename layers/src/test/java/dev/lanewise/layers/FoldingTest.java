package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.lanewise.core.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldingTest {
    private static final BatchNormalization NORM = BatchNormalization.layer();

    /// Weights, statistics and outputs here are around 1, with at most 16 terms a sum and four layers: each output
    /// carries fewer than 256 roundings on either way.
    private static final double BOUND = 2 * 256 * 0x1p-24;

    @Test
    void shouldGiveTheSameOutputsButForRounding() {
        var model = Sequential.of(
                        Shape.of(6),
                        Dense.of(8),
                        NORM,
                        ActivationLayer.of(Activations.ELU),
                        Residual.of(Dense.of(8).withBias(null), NORM.withGamma(null), Dense.of(8))
                                .withProjection(Stack.of(Dense.of(8), NORM.withBeta(null))),
                        Concatenate.of(Stack.of(Frozen.of(Dense.of(3)), Frozen.of(NORM)), Identity.layer()),
                        NORM,
                        Dense.of(4).withActivation(Activations.TANH),
                        NORM)
                .build(2);
        for (int i = 0; i < model.parameters().size(); i++) {
            var parameter = model.parameters().get(i);
            if (parameter.value().shape().rank() == 1) {
                var values = Gradients.normal(i, parameter.value().size());
                for (int j = 0; j < values.size(); j++) {
                    parameter.value().set(j, (float)
                            (parameter.name().endsWith("variance")
                                    ? 0.5 + Math.abs(values.get(j))
                                    : values.get(j) / 2));
                }
            }
        }
        var folded = Folding.foldBatchNormalization(model);
        var input = Gradients.normal(99, 5, 6);
        var expected = model.predict(input);
        var actual = folded.predict(input);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), actual.get(i), BOUND * Math.max(1, Math.abs(expected.get(i))), "output " + i);
        }
        assertEquals(
                List.of(
                        "dense_1/weight",
                        "dense_1/bias",
                        "residual_1/dense_1/weight",
                        "residual_1/dense_1/bias",
                        "residual_1/dense_2/weight",
                        "residual_1/dense_2/bias",
                        "residual_1/stack_1/dense_1/weight",
                        "residual_1/stack_1/dense_1/bias",
                        "concatenate_1/stack_1/dense_1/weight",
                        "concatenate_1/stack_1/dense_1/bias"),
                folded.parameters().stream().map(Parameter::name).limit(10).toList());
        // What follows no linear dense layer stays.
        assertEquals(
                2,
                folded.layers().stream()
                        .filter(BatchNormalization.class::isInstance)
                        .count());
    }

    @Test
    void shouldScaleTheWeightAndShiftTheBias() {
        var model = Sequential.of(Shape.of(1), Dense.of(1), new BatchNormalization(0.9, 0, NORM.gamma(), NORM.beta()))
                .build(1);
        // W, b, γ, β, μ, σ²; all results are exact.
        System.arraycopy(new float[] {3, 1, 2, 0.5f, 5, 4}, 0, model.values(), 0, 6);
        var folded = Folding.foldBatchNormalization(model);
        assertArrayEquals(new float[] {3, (1 - 5) * 1 + 0.5f}, folded.values());
        assertEquals(1, folded.layers().size());
        assertNull(
                Folding.foldBatchNormalization(Sequential.of(
                                                        Shape.of(1), Dense.of(1).withBias(null))
                                                .build(1))
                                        .description()
                                        .layers()
                                        .getFirst()
                                instanceof Dense dense
                        ? dense.bias()
                        : "no dense layer");
    }
}

package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every layer does. A new layer is added to the list.
class LayerContractTest {
    private static final int ROWS = 7;
    private static final Dense TANH = Dense.of(4).withActivation(Activations.TANH);

    record Case(Shape input, Layer layer) {}

    static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (var activation : Activations.values()) {
            cases.add(new Case(Shape.of(5), ActivationLayer.of(activation)));
            cases.add(new Case(Shape.of(5), Dense.of(3).withActivation(activation)));
        }
        var plain = Shape.of(5);
        var image = Shape.of(2, 3);
        for (var shape : List.of(plain, image)) {
            cases.addAll(List.of(
                    new Case(shape, Dense.of(4)),
                    new Case(shape, Dense.of(4).withBias(null)),
                    new Case(shape, BatchNormalization.layer()),
                    new Case(shape, BatchNormalization.layer().withGamma(null).withBeta(null)),
                    new Case(shape, LayerNormalization.layer()),
                    new Case(shape, LayerNormalization.layer().withGamma(null)),
                    new Case(shape, LayerNormalization.layer().withBeta(null)),
                    new Case(shape, Prelu.layer()),
                    new Case(shape, new Rescaling(0.5, -1)),
                    new Case(shape, Normalization.adapt(Gradients.normal(6, 9, shape.length(shape.rank() - 1)))),
                    new Case(shape, Flatten.layer()),
                    new Case(shape, Identity.layer()),
                    new Case(shape, Residual.of(LayerNormalization.layer(), Prelu.layer())),
                    new Case(shape, Concatenate.of(Prelu.layer(), Identity.layer(), BatchNormalization.layer()))));
        }
        cases.addAll(List.of(
                new Case(image, Reshape.of(3, 2)),
                new Case(image, Reshape.of(6)),
                new Case(image, Stack.of(Reshape.of(3, 2), BatchNormalization.layer(), Flatten.layer(), TANH)),
                new Case(plain, Stack.of(Dense.of(6), Reshape.of(2, 3), LayerNormalization.layer())),
                new Case(plain, Residual.of(TANH, Dense.of(4)).withProjection(Dense.of(4))),
                new Case(plain, Frozen.of(Stack.of(TANH, BatchNormalization.layer()))),
                new Case(plain, Concatenate.of(Frozen.of(TANH), Stack.of(TANH, TANH))),
                new Case(plain, Sequential.of(plain, TANH, Prelu.layer()))));
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldGiveTheShapeItSays(Case of) {
        var output = of.layer.outputShape(of.input);
        for (var mode : Mode.values()) {
            assertEquals(output.batch(ROWS), run(of, mode).shape());
        }
        assertEquals(output, of.layer.forInference().outputShape(of.input));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldHaveTheGradientOfItsForward(Case of) {
        for (var mode : Mode.values()) {
            assertTrue(GradientCheck.of(of.layer, of.input).withMode(mode).run() > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldPredictARowAloneAsInABatchAndWithoutWhatIsForTraining(Case of) {
        var model = model(of);
        var input = input(of);
        var all = model.predict(input);
        for (int row = 0; row < ROWS; row++) {
            assertArrayEquals(
                    all.rows(row, row + 1).toArray(),
                    model.predict(input.rows(row, row + 1)).toArray());
        }
        assertArrayEquals(all.toArray(), model.forInference().predict(input).toArray());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldDependOnItsArgumentsAlone(Case of) {
        var model = model(of);
        var input = input(of);
        var before = input.toArray();
        var values = model.values().clone();
        var used = new Workspace(model, Engine.ofThreads(2), 20, true);
        var fresh = new Workspace(model, Engine.singleThreaded(), ROWS, true);
        used.forward(Gradients.normal(8, of.input.batch(20)), Mode.TRAINING, 0, 0);
        used.backward(Gradients.normal(9, of.layer.outputShape(of.input).batch(20)));
        var gradient = Gradients.normal(10, of.layer.outputShape(of.input).batch(ROWS));
        var gradientBefore = gradient.toArray();
        assertArrayEquals(
                fresh.forward(input, Mode.TRAINING, 3, 5).toArray(),
                used.forward(input, Mode.TRAINING, 3, 5).toArray());
        assertArrayEquals(
                fresh.inputGradient(gradient).toArray(),
                used.inputGradient(gradient).toArray());
        for (var parameter : model.parameters()) {
            if (parameter.trainable()) {
                int from = parameter.value().offset();
                assertArrayEquals(
                        Arrays.copyOfRange(
                                fresh.gradients(),
                                from,
                                from + parameter.value().size()),
                        Arrays.copyOfRange(
                                used.gradients(), from, from + parameter.value().size()),
                        parameter.name());
            }
        }
        assertArrayEquals(before, input.toArray(), "the input is only read");
        assertArrayEquals(gradientBefore, gradient.toArray(), "the gradient is only read");
        assertArrayEquals(values, model.values(), "the parameters are only read");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldComeBackFromJson(Case of) {
        var codecs = Codecs.standard();
        assertEquals(of.layer, codecs.fromJson(codecs.toJson(of.layer), Layer.class));
    }

    private static Model model(Case of) {
        return Sequential.of(of.input, of.layer).build(3);
    }

    private static Tensor input(Case of) {
        return Gradients.normal(5, of.input.batch(ROWS));
    }

    private static Tensor run(Case of, Mode mode) {
        return new Workspace(model(of), Engine.singleThreaded(), ROWS).forward(input(of), mode, 0, 0);
    }
}

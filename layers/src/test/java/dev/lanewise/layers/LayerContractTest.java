package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What every layer does. A new layer is added to the list.
class LayerContractTest {
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
    void shouldKeepTheContract(Case of) {
        LayerContract.of(of.layer, of.input).check();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldComeBackFromJson(Case of) {
        var codecs = Codecs.standard();
        assertEquals(of.layer, codecs.fromJson(codecs.toJson(of.layer), Layer.class));
    }

    /// What a layer may do wrong.
    private enum Fault {
        NONE,
        SHAPE,
        INFERENCE,
        ROWS,
        NOISE,
        MEMORY,
        INPUT,
        GRADIENT
    }

    /// The identity, plus the step in a Monte-Carlo pass, with a fault.
    private record Faulty(Fault fault, boolean reduced) implements Layer {
        @Override
        public Shape outputShape(Shape input) {
            return fault == Fault.SHAPE && reduced ? Shape.of(1) : input;
        }

        @Override
        public Tensor forward(Slot slot, Tensor input) {
            var output = slot.output();
            output.copyFrom(input);
            boolean training = slot.mode() == Mode.TRAINING;
            boolean noisy = slot.mode() == Mode.MONTE_CARLO;
            float shift = switch (fault) {
                case INFERENCE -> reduced ? 1 : 0;
                case ROWS -> slot.mode() == Mode.INFERENCE ? input.rows() : 0;
                case NOISE -> noisy ? input.get(0) : 0;
                case MEMORY -> training ? slot.buffer(0).get(0) : 0;
                default -> noisy ? slot.step() : 0;
            };
            for (int i = 0; i < output.size(); i++) {
                output.set(i, output.get(i) + shift);
            }
            if (fault == Fault.MEMORY) {
                slot.buffer(0)
                        .set(0, slot.buffer(0).get(0) + (slot.step() == 0 && slot.mode() == Mode.TRAINING ? 1 : 0));
            }
            if (fault == Fault.INPUT && training && slot.step() == 3) {
                input.set(0, 1);
            }
            return output;
        }

        @Override
        public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
            slot.inputGradient().copyFrom(outputGradient);
            if (fault == Fault.GRADIENT && slot.step() == 3) {
                outputGradient.set(0, 7);
            }
            return slot.inputGradient();
        }

        @Override
        public Layer forInference() {
            return new Faulty(fault, true);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldFindWhatALayerDoesWrong(Fault fault) {
        var contract = LayerContract.of(new Faulty(fault, false), Shape.of(2));
        if (fault == Fault.NONE) {
            contract.check();
            return;
        }
        var expected = switch (fault) {
            case SHAPE -> "must give the same shape for inference, (2), but gives (1)";
            case INFERENCE -> "must predict the same without what is for training";
            case ROWS -> "must predict row 0 alone as in a batch";
            case NOISE -> "gradient";
            case MEMORY -> "two runs of one batch";
            case INPUT -> "must only read its input";
            default -> "must only read the gradient of its output";
        };
        var message = assertThrows(AssertionError.class, contract::check).getMessage();
        assertTrue(message.contains(expected), message);
    }
}

package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Stacks, residual connections, concatenations and frozen layers.
class ContainersTest {
    private static final Dense TANH = Dense.of(4).withActivation(Activations.TANH);

    /// Adds the first random number of its place to every element, unless the run is inference.
    private record Shift() implements Layer {
        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public boolean random(Mode mode) {
            return mode != Mode.INFERENCE;
        }

        @Override
        public Tensor forward(Slot slot, Tensor input) {
            if (!random(slot.mode())) {
                return input;
            }
            for (int i = 0; i < input.size(); i++) {
                slot.output().set(i, input.get(i) + (float) slot.random().uniform(0L));
            }
            return slot.output();
        }

        @Override
        public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
            return outputGradient;
        }

        @Override
        public Layer forInference() {
            return Identity.layer();
        }
    }

    /// Notes whether the gradient of its input is asked for.
    private record Probe(List<Boolean> asked) implements Layer {
        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public Tensor forward(Slot slot, Tensor input) {
            return input;
        }

        @Override
        public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
            asked.add(slot.needsInputGradient());
            return outputGradient;
        }
    }

    @Test
    void shouldNameParametersByTheirPath() {
        var model = Sequential.of(
                        Shape.of(4),
                        TANH,
                        Residual.of(TANH, Residual.of(TANH), TANH).withProjection(Dense.of(4)),
                        Frozen.of(TANH),
                        Concatenate.of(Stack.of(Dense.of(3), Dense.of(2)), Identity.layer()),
                        Sequential.of(Shape.of(6), Dense.of(2).withBias(null)))
                .build(1);
        assertEquals(
                List.of(
                        "dense_1/weight",
                        "residual_1/dense_1/weight",
                        "residual_1/residual_1/dense_1/weight",
                        "residual_1/dense_2/weight",
                        "residual_1/dense_3/weight",
                        "dense_2/weight",
                        "concatenate_1/stack_1/dense_1/weight",
                        "concatenate_1/stack_1/dense_2/weight",
                        "sequential_1/dense_1/weight"),
                model.parameters().stream()
                        .map(Parameter::name)
                        .filter(name -> name.endsWith("weight"))
                        .toList());
        int offset = 0;
        for (var parameter : model.parameters()) {
            assertEquals(offset, parameter.value().offset(), parameter.name());
            offset += parameter.value().size();
        }
        assertEquals(offset, model.values().length);
    }

    @Test
    void shouldHaveTheGradientsOfTheirDoubleForms() {
        Gradients.check(
                Sequential.of(
                        Shape.of(3),
                        Dense.of(4),
                        Residual.of(TANH, Dense.of(4)),
                        Residual.of(TANH, Dense.of(5))
                                .withProjection(Dense.of(5).withBias(null)),
                        Dense.of(4),
                        Residual.of(Residual.of(TANH), BatchNormalization.layer()),
                        Dense.of(2)),
                5);
        Gradients.check(
                Sequential.of(
                        Shape.of(3),
                        Dense.of(4),
                        Concatenate.of(Stack.of(TANH, Dense.of(2)), Identity.layer(), TANH),
                        Dense.of(3)),
                5);
    }

    @Test
    void shouldHaveTheGradientsOfOtherLayersDoubleForms() {
        Gradients.check(
                Sequential.of(
                        Shape.of(3),
                        Dense.of(6),
                        LayerNormalization.layer(),
                        Prelu.layer(),
                        Reshape.of(2, 3),
                        new Rescaling(0.7, 0.1),
                        LayerNormalization.layer(),
                        Dense.of(4)),
                6);
    }

    @Test
    void shouldConcatenateAlongTheLastAxis() {
        var description = Sequential.of(
                Shape.of(2, 3),
                BatchNormalization.layer(),
                Concatenate.of(BatchNormalization.layer(), Identity.layer()),
                Flatten.layer(),
                Dense.of(2));
        assertEquals(Shape.of(2, 6), description.build(1).shape(2));
        Gradients.check(description, 4);
        var model = Sequential.of(Shape.of(2, 2), Concatenate.of(Identity.layer(), Identity.layer()))
                .build(1);
        assertArrayEquals(
                new float[] {1, 2, 1, 2, 3, 4, 3, 4},
                model.predict(Tensor.of(Shape.of(1, 2, 2), 1, 2, 3, 4)).toArray());
    }

    @Test
    void shouldAddWhatSkipsAndWhatDoesNot() {
        var model = Sequential.of(Shape.of(2), Residual.of(Dense.of(2))).build(1);
        System.arraycopy(new float[] {1, 2, 3, 4, 0.5f, -0.5f}, 0, model.values(), 0, 6);
        assertArrayEquals(
                new float[] {1 + 4.5f, 1 + 5.5f},
                model.predict(Tensor.of(Shape.of(1, 2), 1, 1)).toArray());
    }

    @Test
    void shouldKeepTheRandomNumbersOfFlatPlacesAndGiveInnerOnesTheirOwn() {
        var shift = new Shift();
        var model = Sequential.of(
                        Shape.of(1), shift, Stack.of(shift, Stack.of(shift)), shift, Concatenate.of(shift, shift))
                .build(9);
        var workspace = new Workspace(model, Engine.singleThreaded(), 1);
        var output = workspace.forward(Tensor.zeros(Shape.of(1, 1)), Mode.TRAINING, 0, 0);
        var numbers = new ArrayList<Float>();
        for (int place : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8}) {
            numbers.add((float) CounterRandom.of(9, 2, place).uniform(0L));
        }
        // Four places at the top; then 4 and 5 in the stack, 6 within it, 7 and 8 in the concatenation.
        assertEquals(numbers.get(0), workspace.value(1).get(0));
        assertEquals(
                numbers.get(0) + numbers.get(4) + numbers.get(6),
                workspace.value(2).get(0),
                3 * 0x1p-23);
        assertEquals(
                numbers.get(2), workspace.value(3).get(0) - workspace.value(2).get(0), 3 * 0x1p-22);
        assertNotEquals(output.get(0), output.get(1));
    }

    @Test
    void shouldBeRandomWhereSomethingInsideIs() {
        for (var layer : List.<Layer>of(
                Stack.of(Identity.layer(), new Shift()),
                Residual.of(Dense.of(2), new Shift()),
                Residual.of(Dense.of(2)).withProjection(new Shift()),
                Concatenate.of(Identity.layer(), new Shift()),
                Frozen.of(new Shift()),
                Sequential.of(Shape.of(2), new Shift()))) {
            assertTrue(layer.random(Mode.MONTE_CARLO), layer.toString());
            assertFalse(layer.random(Mode.INFERENCE), layer.toString());
            assertFalse(layer.forInference().random(Mode.MONTE_CARLO), layer.toString());
        }
    }

    @Test
    void shouldAskForInputGradientsOnlyAfterSomethingTrained() {
        var first = new ArrayList<Boolean>();
        var before = new ArrayList<Boolean>();
        var after = new ArrayList<Boolean>();
        var branch = new ArrayList<Boolean>();
        run(Sequential.of(
                Shape.of(4),
                new Probe(first),
                Stack.of(new Probe(before), Dense.of(4), new Probe(after)),
                Identity.layer()));
        run(Sequential.of(
                Shape.of(4),
                Concatenate.of(Dense.of(4), Stack.of(new Probe(branch), Dense.of(4))),
                Frozen.of(Dense.of(4))));
        assertEquals(List.of(), first);
        assertEquals(List.of(), before);
        assertEquals(List.of(true), after);
        assertEquals(List.of(), branch);
    }

    private static void run(Sequential description) {
        var workspace = new Workspace(description.build(1), Engine.singleThreaded(), 3);
        var output = workspace.forward(Gradients.normal(1, 3, 4), Mode.TRAINING, 0, 0);
        workspace.backward(Gradients.normal(2, 3, output.columns()));
    }

    @Test
    void shouldKeepFrozenLayersAsTheyAre() {
        var layers = Stack.of(Dense.of(4), BatchNormalization.layer());
        var model = Sequential.of(Shape.of(3), Dense.of(4), Frozen.of(layers), Dense.of(2))
                .build(1);
        assertEquals(
                List.of("dense_1/weight", "dense_1/bias", "dense_2/weight", "dense_2/bias"),
                model.parameters().stream()
                        .filter(Parameter::trainable)
                        .map(Parameter::name)
                        .toList());
        var workspace = new Workspace(model, Engine.singleThreaded(), 5);
        var input = Gradients.normal(1, 5, 3);
        var before = model.values().clone();
        var training = workspace.forward(input, Mode.TRAINING, 0, 0).toArray();
        workspace.backward(Gradients.normal(2, 5, 2));
        workspace.updateState();
        assertArrayEquals(before, model.values());
        assertArrayEquals(training, model.predict(input).toArray(), "frozen batch norm uses moving statistics");
        Gradients.check(model.description(), 5);
    }

    @Test
    void shouldFreezeAndThawABuiltNetwork() {
        var model = Sequential.of(Shape.of(3), Dense.of(4), BatchNormalization.layer(), Dense.of(2))
                .build(1);
        var frozen =
                model.withLayers(List.of(Frozen.of(Dense.of(4)), Frozen.of(BatchNormalization.layer()), Dense.of(2)));
        assertEquals(
                2, frozen.parameters().stream().filter(Parameter::trainable).count());
        var thawed = frozen.withLayers(model.layers());
        assertEquals(model.parameters().stream().filter(Parameter::trainable).count(), 6);
        assertEquals(
                6, thawed.parameters().stream().filter(Parameter::trainable).count());
    }

    @Test
    void shouldShowInnerLayersInTheSummary() {
        var summary = Sequential.of(Shape.of(4), Residual.of(TANH, TANH), Frozen.of(Dense.of(3)))
                .build(1)
                .summary();
        assertTrue(summary.contains("Residual") && summary.contains("  Dense 4 TANH"), summary);
        assertTrue(summary.contains("Dense 3 LINEAR (frozen)"), summary);
        assertTrue(summary.contains("55 parameters, 40 of them trained, 220 bytes"), summary);
    }

    @Test
    void shouldLeaveNoiseOutForInference() {
        var reduced = Sequential.of(
                        Shape.of(4),
                        new Shift(),
                        Frozen.of(Stack.of(new Shift(), Dense.of(4))),
                        Concatenate.of(new Shift(), Stack.of(new Shift())))
                .forInference();
        assertEquals(2, reduced.layers().size());
        assertEquals(
                Concatenate.of(Identity.layer(), Stack.of(Identity.layer())),
                reduced.layers().get(1));
    }

    @Test
    void shouldRejectShapesThatDoNotMeet() {
        var message = assertThrows(
                        IllegalArgumentException.class, () -> Sequential.of(Shape.of(3), Residual.of(Dense.of(4))))
                .getMessage();
        assertTrue(message.contains("(3)") && message.contains("(4)"), message);
        assertThrows(
                IllegalArgumentException.class,
                () -> Sequential.of(Shape.of(2, 3), Concatenate.of(Identity.layer(), Flatten.layer())));
        var inner = Sequential.of(Shape.of(3), Dense.of(4));
        assertThrows(IllegalArgumentException.class, () -> Sequential.of(Shape.of(4), inner));
        assertThrows(IllegalArgumentException.class, () -> Stack.of());
        assertThrows(IllegalArgumentException.class, () -> Residual.of());
        assertThrows(IllegalArgumentException.class, () -> Concatenate.of());
    }
}

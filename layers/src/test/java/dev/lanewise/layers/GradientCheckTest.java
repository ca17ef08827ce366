package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    private static final Shape SHAPE = Shape.of(3);

    /// y = w·x², with gradients that can be made wrong by a factor.
    private record Square(float weightFactor, float inputFactor, int runsToDiffer) implements Layer {
        private static int runs;

        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public void declare(Shape input, Declarations declarations) {
            declarations.parameter("w", input, ParameterSpec.of(Initializers.ONES));
        }

        @Override
        public Tensor forward(Slot slot, Tensor input) {
            for (int i = 0; i < input.size(); i++) {
                float w = slot.parameter(0).get(i % slot.parameter(0).size());
                slot.output().set(i, w * input.get(i) * input.get(i) + (runs++ < runsToDiffer ? runs : 0));
            }
            return slot.output();
        }

        @Override
        public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
            slot.gradient(0).fill(0);
            for (int i = 0; i < input.size(); i++) {
                int j = i % slot.parameter(0).size();
                float dy = outputGradient.get(i);
                float x = input.get(i);
                slot.gradient(0).set(j, slot.gradient(0).get(j) + weightFactor * dy * x * x);
                slot.inputGradient()
                        .set(i, inputFactor * dy * 2 * slot.parameter(0).get(j) * x);
            }
            return slot.inputGradient();
        }
    }

    @Test
    void shouldPassRightGradientsOfParametersAndInput() {
        assertEquals(3 + 6 * 3, GradientCheck.of(new Square(1, 1, 0), SHAPE).run());
    }

    @Test
    void shouldNameTheParameterTheIndexAndBothValues() {
        var check = GradientCheck.of(new Square(1.03f, 1, 0), SHAPE);
        var message = assertThrows(AssertionError.class, check::run).getMessage();
        assertTrue(message.contains("square_1/w at index 1 of (3) is "), message);
        assertTrue(message.contains("but the slope of forward is "), message);
        message = assertThrows(
                        AssertionError.class,
                        () -> GradientCheck.of(new Square(1, -1, 0), SHAPE).run())
                .getMessage();
        assertTrue(message.contains("the input at index "), message);
    }

    /// Σ w³, with a gradient that can be made wrong by a factor.
    private record Cubes(float factor) implements Penalty {
        @Override
        public double value(Tensor parameter, long step) {
            double sum = 0;
            for (int i = 0; i < parameter.size(); i++) {
                sum += Math.pow(parameter.get(i), 3);
            }
            return sum;
        }

        @Override
        public double addGradient(Tensor parameter, Tensor gradient, long step) {
            for (int i = 0; i < parameter.size(); i++) {
                float w = parameter.get(i);
                gradient.set(i, gradient.get(i) + factor * 3 * w * w);
            }
            return value(parameter, step);
        }
    }

    /// Passes its input on, with a penalty on it whose gradient can be made wrong by a factor.
    private record Penalized(Cubes penalty) implements Layer {
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
            var sum = slot.inputGradient();
            for (int i = 0; i < input.size(); i++) {
                float x = input.get(i);
                sum.set(i, outputGradient.get(i) + penalty.factor() * 3 * x * x / input.rows());
            }
            return sum;
        }

        @Override
        public Penalty outputPenalty() {
            return penalty;
        }
    }

    @Test
    void shouldCheckThePenaltyOnAParameter() {
        assertEquals(
                3 * 2 + 2 + 6 * 3,
                GradientCheck.of(Dense.of(2).withPenalty(new Cubes(1)), SHAPE).run());
        var wrong = GradientCheck.of(Dense.of(2).withPenalty(new Cubes(1.1f)), SHAPE);
        var message = assertThrows(AssertionError.class, wrong::run).getMessage();
        assertTrue(message.contains("dense_1/weight at index "), message);
    }

    @Test
    void shouldCheckThePenaltyOnAnOutput() {
        assertEquals(6 * 3, GradientCheck.of(new Penalized(new Cubes(1)), SHAPE).run());
        var wrong = GradientCheck.of(new Penalized(new Cubes(2)), SHAPE);
        assertTrue(assertThrows(AssertionError.class, wrong::run).getMessage().contains("the input at index "));
    }

    @Test
    void shouldRejectALayerThatIsNotAFunction() {
        Square.runs = 0;
        var check = GradientCheck.of(new Square(1, 1, Integer.MAX_VALUE), SHAPE);
        assertTrue(assertThrows(AssertionError.class, check::run).getMessage().contains("differ"));
    }

    @Test
    void shouldRejectABatchWithoutRows() {
        assertThrows(
                IllegalArgumentException.class, () -> new GradientCheck(Identity.layer(), SHAPE, Mode.INFERENCE, 0));
    }
}

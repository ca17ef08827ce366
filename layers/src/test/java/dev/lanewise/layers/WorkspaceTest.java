package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private static final MethodHandle ALLOCATED_BYTES = allocatedBytesHandle();

    private final Model model = Sequential.of(
                    Shape.of(4, 5),
                    Flatten.layer(),
                    Dense.of(33).withActivation(Activations.ELU),
                    BatchNormalization.layer(),
                    ActivationLayer.of(Activations.RELU),
                    Residual.of(LayerNormalization.layer(), Prelu.layer(), Dense.of(33))
                            .withProjection(Rescaling.of(0.5)),
                    Reshape.of(3, 11),
                    Concatenate.of(BatchNormalization.layer(), Frozen.of(BatchNormalization.layer())),
                    new Normalization(Initializers.ZEROS, Initializers.ONES),
                    Dense.of(10).withActivation(Activations.SOFTMAX))
            .build(1);

    @Test
    void shouldAllocateNothingInASteadyState() {
        var workspace = new Workspace(model, Engine.singleThreaded(), 32);
        var input = Gradients.normal(1, 32, 4, 5);
        var gradient = Gradients.normal(2, 32, 10);
        int quiet = 0;
        long last = 0;
        // Vectors are objects until C2 has compiled their method, so the number of rounds before that is generous.
        for (int round = 0; round < 5_000 && quiet < 3; round++) {
            long before = allocatedBytes();
            for (int i = 0; i < 10; i++) {
                workspace.forward(input, Mode.TRAINING, i, 0);
                workspace.backward(gradient);
                workspace.updateState();
            }
            last = allocatedBytes() - before;
            quiet = last == 0 ? quiet + 1 : 0;
        }
        assertEquals(3, quiet, "ten steps still allocate " + last + " bytes");
    }

    @Test
    void shouldRejectExamplesOfAnotherShapeAndBatchesBeyondItsRoom() {
        var workspace = new Workspace(model, Engine.singleThreaded(), 8);
        var wrong = Tensor.zeros(Shape.of(2, 19));
        var message = assertThrows(IllegalArgumentException.class, () -> workspace.forward(wrong, Mode.INFERENCE, 0, 0))
                .getMessage();
        assertTrue(message.contains("(4, 5)") && message.contains("(2, 19)"), message);
        var large = Tensor.zeros(Shape.of(9, 20));
        message = assertThrows(IllegalArgumentException.class, () -> workspace.forward(large, Mode.INFERENCE, 0, 0))
                .getMessage();
        assertTrue(message.contains("8") && message.contains("9"), message);
        assertThrows(IllegalArgumentException.class, () -> new Workspace(model, Engine.singleThreaded(), 0));
    }

    @Test
    void shouldGiveTheSameGradientsAfterRunsOfOtherSizesAndInAFreshWorkspace() {
        var used = new Workspace(model, Engine.ofThreads(2), 32);
        var fresh = new Workspace(model, Engine.singleThreaded(), 7);
        used.forward(Gradients.normal(3, 32, 4, 5), Mode.TRAINING, 0, 0);
        used.backward(Gradients.normal(4, 32, 10));
        var input = Gradients.normal(5, 7, 4, 5);
        for (var workspace : new Workspace[] {used, fresh}) {
            workspace.forward(input, Mode.TRAINING, 1, 0);
            workspace.backward(Gradients.normal(6, 7, 10));
        }
        assertArrayEquals(fresh.value(5).toArray(), used.value(5).toArray());
        assertArrayEquals(fresh.gradients(), used.gradients());
    }

    @Test
    void shouldRunFromAPlaceOnWithWhatReachesIt() {
        var workspace = new Workspace(model, Engine.singleThreaded(), 3);
        var input = Gradients.normal(7, 3, 4, 5);
        var output = workspace.forward(input, Mode.INFERENCE, 0, 0).toArray();
        assertSame(input, workspace.value(0));
        assertEquals(Shape.of(3, 20), workspace.value(1).shape());
        var reached = Tensor.of(Shape.of(3, 33), workspace.value(2).toArray());
        var again = new Workspace(model, Engine.singleThreaded(), 3);
        assertArrayEquals(
                output, again.forward(reached, 2, Mode.INFERENCE, 0, 0).toArray());
        assertThrows(IllegalArgumentException.class, () -> again.forward(reached, 1, Mode.INFERENCE, 0, 0));
    }

    @Test
    void shouldLeaveTheInputAsItIs() {
        var workspace = new Workspace(model, Engine.singleThreaded(), 3);
        var input = Gradients.normal(8, 3, 4, 5);
        var before = input.toArray();
        workspace.forward(input, Mode.TRAINING, 0, 0);
        workspace.backward(Gradients.normal(9, 3, 10));
        assertArrayEquals(before, input.toArray());
    }

    private static long allocatedBytes() {
        try {
            return (long) ALLOCATED_BYTES.invokeExact();
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /// Finds `com.sun.management.ThreadMXBean` by name, since the module under test does not read its module.
    private static MethodHandle allocatedBytesHandle() {
        try {
            var bean = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            return MethodHandles.lookup()
                    .findVirtual(
                            Class.forName("com.sun.management.ThreadMXBean"),
                            "getCurrentThreadAllocatedBytes",
                            MethodType.methodType(long.class))
                    .bindTo(bean);
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError(missing);
        }
    }
}

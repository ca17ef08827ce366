package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Reshape;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Stack;
import dev.lanewise.layers.Workspace;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rates that follow a schedule, for every layer that drops something.
final class NoiseScheduleTest {
    /// A layer at a rate.
    private interface Scheduled {
        /// @param schedule null for none
        Layer at(double rate, @Nullable Schedule schedule);
    }

    private static List<Scheduled> scheduled() {
        return List.of(
                (rate, schedule) -> new Dropout(rate, schedule, List.of(), false),
                (rate, schedule) -> new Dropout(rate, schedule, List.of(1), true),
                AlphaDropout::new,
                FeatureAlphaDropout::new,
                SpatialDropout::new,
                StochasticDepth::new,
                (rate, schedule) -> Stack.of(Flatten.layer(), new DropConnect(Dense.of(7), rate, schedule)));
    }

    /// A scheduled layer is the fixed layer of the step's rate in training, forwards and backwards, and that of its
    /// own rate in Monte-Carlo runs; in inference there is no noise.
    @ParameterizedTest
    @MethodSource("scheduled")
    void shouldFollowTheScheduleInTrainingAlone(Scheduled layer) {
        var follows = layer.at(0.75, step -> step / 8.0);
        for (int step = 0; step <= 8; step++) {
            assertArrayEquals(
                    outputsAndGradients(layer.at(step / 8.0, null), Mode.TRAINING, step),
                    outputsAndGradients(follows, Mode.TRAINING, step));
            for (var mode : List.of(Mode.MONTE_CARLO, Mode.INFERENCE)) {
                assertArrayEquals(
                        outputsAndGradients(layer.at(0.75, null), mode, step),
                        outputsAndGradients(follows, mode, step));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> outputsAndGradients(follows, Mode.TRAINING, 9));
        assertFalse(layer.at(0, step -> 0.5).random(Mode.MONTE_CARLO));
        assertTrue(layer.at(0, step -> 0.5).random(Mode.TRAINING));
        assertTrue(follows.toString().contains("rate=0.75, schedule="), follows.toString());
    }

    /// Runs a layer between two dense ones, with examples of (4, 5) before it.
    private static float[] outputsAndGradients(Layer layer, Mode mode, long step) {
        var model = Sequential.of(Shape.of(3), Dense.of(20), Reshape.of(4, 5), layer, Flatten.layer(), Dense.of(2))
                .build(3);
        var workspace = new Workspace(model, Engine.singleThreaded(), 6);
        var output = workspace.forward(NoiseRuns.uniform(6, 3, -1, 1), mode, step, 10);
        float[] outputs = output.toArray();
        var ones = Tensor.zeros(output.shape());
        ones.fill(1);
        workspace.backward(ones);
        float[] both = Arrays.copyOf(outputs, outputs.length + workspace.gradients().length);
        System.arraycopy(workspace.gradients(), 0, both, outputs.length, workspace.gradients().length);
        return both;
    }
}

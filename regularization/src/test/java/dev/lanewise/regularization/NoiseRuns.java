package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Workspace;

/// What the tests of the noise layers share.
final class NoiseRuns {
    private NoiseRuns() {}

    /// Returns uniform numbers of [low, high), a row an example.
    static Tensor uniform(int rows, int columns, double low, double high) {
        var tensor = Tensor.zeros(Shape.of(rows, columns));
        CounterRandom.of(23, 100, columns).uniform(tensor, low, high);
        return tensor;
    }

    /// Returns the identity matrix, a row an example.
    static Tensor identity(int n) {
        var matrix = Tensor.zeros(Shape.of(n, n));
        for (int i = 0; i < n; i++) {
            matrix.set(i * n + i, 1);
        }
        return matrix;
    }

    static Model alone(Layer layer, int columns) {
        return Sequential.of(Shape.of(columns), layer).build(77);
    }

    /// Returns a copy of what a layer makes of a batch.
    static float[] run(Layer layer, Tensor input, Mode mode, long step, long firstRow) {
        var workspace = new Workspace(alone(layer, input.columns()), Engine.singleThreaded(), input.rows());
        return workspace.forward(input, mode, step, firstRow).toArray();
    }

    /// Compares the gradients of Dense(6) → layer → Dense(1) with central differences, with the masks of one step:
    /// those follow from the step, so all runs have the same.
    ///
    /// Everything is linear in one weight, so the difference has no error of truncation; the output, a sum over 5
    /// rows of magnitude 10 at most, has some 50 roundoffs of it over h = ¼.
    static void checkGradient(Layer layer) {
        var model = Sequential.of(Shape.of(4), Dense.of(6), layer, Dense.of(1)).build(5);
        var input = uniform(5, 4, -1, 1);
        var workspace = new Workspace(model, Engine.singleThreaded(), 5);
        var ones = Tensor.zeros(Shape.of(5, 1));
        ones.fill(1);
        workspace.forward(input, Mode.TRAINING, 3, 10);
        workspace.backward(ones);
        var gradients = workspace.gradients().clone();
        float h = 0.25f;
        for (int i = 0; i < gradients.length; i++) {
            float w = model.values()[i];
            model.values()[i] = w + h;
            double above = sum(workspace.forward(input, Mode.TRAINING, 3, 10));
            model.values()[i] = w - h;
            double below = sum(workspace.forward(input, Mode.TRAINING, 3, 10));
            // w + h and w − h were rounded.
            double width = (double) (w + h) - (w - h);
            model.values()[i] = w;
            assertEquals((above - below) / width, gradients[i], 50 * 10 * 0x1p-24 / h, layer + ", parameter " + i);
        }
    }

    static double sum(Tensor tensor) {
        double sum = 0;
        for (int i = 0; i < tensor.size(); i++) {
            sum += tensor.get(i);
        }
        return sum;
    }
}

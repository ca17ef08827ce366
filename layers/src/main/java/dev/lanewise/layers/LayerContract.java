package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.Arrays;

/// Checks what every layer must do, noise or not; meant for layers of one's own beside those of this library:
///
/// - its output has the shape that it says, in every mode, and so has its form for inference
/// - its gradients are those of its forward, in every mode ([GradientCheck])
/// - a row predicts the same bits alone as in a batch, and without what is for training alone
/// - a row has the same noise in a Monte-Carlo pass alone as in a batch: noise follows the global row
/// - what forward and backward give depends on their arguments alone: on no run before
/// - input, output gradient and parameters are only read
///
/// @param layer what is checked
/// @param input the shape of an example
public record LayerContract(Layer layer, Shape input) {
    private static final int ROWS = 7;
    private static final int DATA = 4;

    /// Returns the check of a layer.
    public static LayerContract of(Layer layer, Shape input) {
        return new LayerContract(layer, input);
    }

    /// Runs all checks.
    ///
    /// @throws AssertionError if one fails, with the layer and what it should have done
    public void check() {
        checkShapes();
        for (var mode : Mode.values()) {
            GradientCheck.of(layer, input).withMode(mode).run();
        }
        checkRowsAlone();
        checkArgumentsAlone();
    }

    private Model model() {
        return Sequential.of(input, layer).build(3);
    }

    private Shape output() {
        return layer.outputShape(input);
    }

    private static Tensor normal(int place, Shape shape) {
        var x = Tensor.zeros(shape);
        CounterRandom.of(2, DATA, place).normal(x, 1);
        return x;
    }

    private void checkShapes() {
        var workspace = new Workspace(model(), Engine.singleThreaded(), ROWS);
        for (var mode : Mode.values()) {
            var shape =
                    workspace.forward(normal(0, input.batch(ROWS)), mode, 0, 0).shape();
            require(
                    shape.equals(output().batch(ROWS)),
                    "must give the shape it says, " + output().batch(ROWS) + ", but gives " + shape);
        }
        var inference = layer.forInference().outputShape(input);
        require(
                inference.equals(output()),
                "must give the same shape for inference, " + output() + ", but gives " + inference);
    }

    private void checkRowsAlone() {
        var model = model();
        var batch = normal(0, input.batch(ROWS));
        var all = model.predict(batch);
        requireSame(all, model.forInference().predict(batch), "must predict the same without what is for training");
        var workspace = new Workspace(model, Engine.singleThreaded(), ROWS);
        var noisy = copy(workspace.forward(batch, Mode.MONTE_CARLO, 2, 5));
        for (int row = 0; row < ROWS; row++) {
            var alone = batch.rows(row, row + 1);
            requireSame(
                    all.rows(row, row + 1),
                    workspace.forward(alone, Mode.INFERENCE, 0, row),
                    "must predict row " + row + " alone as in a batch");
            requireSame(
                    noisy.rows(row, row + 1),
                    workspace.forward(alone, Mode.MONTE_CARLO, 2, 5 + row),
                    "must give row " + row + " alone the noise that it has in a batch");
        }
    }

    private void checkArgumentsAlone() {
        var model = model();
        var values = model.values().clone();
        var batch = normal(0, input.batch(ROWS));
        var gradient = normal(1, output().batch(ROWS));
        var batchBefore = copy(batch);
        var gradientBefore = copy(gradient);
        var used = new Workspace(model, Engine.ofThreads(2), 20, true);
        used.forward(normal(2, input.batch(20)), Mode.TRAINING, 0, 0);
        used.backward(normal(3, output().batch(20)));
        var fresh = new Workspace(model, Engine.singleThreaded(), ROWS, true);
        var output = fresh.forward(batch, Mode.TRAINING, 3, 5);
        var usedOutput = used.forward(batch, Mode.TRAINING, 3, 5);
        var inputGradient = fresh.inputGradient(gradient);
        var usedInputGradient = used.inputGradient(gradient);
        requireSame(batchBefore, batch, "must only read its input");
        requireSame(gradientBefore, gradient, "must only read the gradient of its output");
        require(Arrays.equals(values, model.values()), "must only read its parameters");
        var what = "must depend on its arguments alone, not on runs before: ";
        requireSame(output, usedOutput, what + "its output");
        requireSame(inputGradient, usedInputGradient, what + "the gradient of its input");
        for (var parameter : model.parameters()) {
            if (parameter.trainable()) {
                int from = parameter.value().offset();
                int to = from + parameter.value().size();
                require(
                        Arrays.equals(fresh.gradients(), from, to, used.gradients(), from, to),
                        what + "the gradient of " + parameter.name());
            }
        }
    }

    private static Tensor copy(Tensor tensor) {
        return Tensor.wrap(tensor.toArray(), 0, tensor.shape());
    }

    private void requireSame(Tensor expected, Tensor actual, String what) {
        require(Arrays.equals(expected.toArray(), actual.toArray()), what);
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(layer + " " + what);
        }
    }
}

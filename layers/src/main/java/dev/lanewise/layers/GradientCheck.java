package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Sums;
import dev.lanewise.core.Tensor;

/// Compares what a layer's backward gives with what its forward does when one number changes a little: for parameters
/// and input alike, and meant for layers, activations and penalties of one's own.
///
/// The function checked is s = Σ weighting·y, summed in double, over a batch of normal numbers, plus the penalties on
/// the layer's parameters and on its output, so that a penalty is checked by hanging it on any layer. The slope is
/// (s(w + h) − s(w − h))/2h. Where two steps h do not agree on it, or on the curvature, the number is skipped as lying
/// near a kink such as that of ReLU. The error |a − n| / max(|a| + |n|, 1) of an analytic gradient a against the slope
/// n may be 0.005: forward runs in float32, whose rounding shows in n at about a tenth of that; a wrong formula is
/// rarely less than a percent off. Noise stays what it is, since it follows from the place and not from the run.
///
/// @param layer what is checked
/// @param input the shape of an example
/// @param mode how it runs; training by default
/// @param rows the examples of the batch; 6 by default
public record GradientCheck(Layer layer, Shape input, Mode mode, int rows) {
    private static final double BOUND = 0.005;
    private static final double STEP = 0x1p-8;
    private static final int DATA = 4;

    /// Checks the number of rows.
    ///
    /// @throws IllegalArgumentException if there is none
    public GradientCheck {
        if (rows < 1) {
            throw new IllegalArgumentException("a gradient check needs at least 1 row, but has " + rows);
        }
    }

    /// Returns the check of a layer in training.
    public static GradientCheck of(Layer layer, Shape input) {
        return new GradientCheck(layer, input, Mode.TRAINING, 6);
    }

    /// Returns a copy for another mode.
    public GradientCheck withMode(Mode other) {
        return new GradientCheck(layer, input, other, rows);
    }

    /// Runs the check.
    ///
    /// @return how many numbers were compared
    /// @throws AssertionError if a gradient is wrong, naming the parameter and the index with both values, or if
    ///     two runs differ, or if more than a quarter of the numbers lies near a kink
    public int run() {
        return new Run().check();
    }

    private static Tensor normal(int place, double deviation, Shape shape) {
        var x = Tensor.zeros(shape);
        CounterRandom.of(1, DATA, place).normal(x, deviation);
        return x;
    }

    private record Slopes(double middle, double change) {}

    private final class Run {
        private final Model model = Sequential.of(input, layer).build(1);
        private final Workspace workspace = new Workspace(model, Engine.singleThreaded(), rows, true);
        private final Tensor batch = normal(0, 1, input.batch(rows));
        private final Tensor weighting;
        private double loss;
        private int compared;
        private int skipped;

        Run() {
            int place = 2;
            for (var parameter : model.parameters()) {
                if (parameter.trainable()) {
                    // Biases and the like begin as zeros, which would hide errors.
                    var value = parameter.value();
                    Sums.addScaled(1, normal(place++, 0.5, value.shape()), value);
                }
            }
            weighting = normal(1, 1, forward().shape());
        }

        private Tensor forward() {
            return workspace.forward(batch, mode, 0, 0);
        }

        private double loss() {
            var output = forward();
            double sum = 0;
            for (int i = 0; i < weighting.size(); i++) {
                sum = Math.fma((double) weighting.get(i), output.get(i), sum);
            }
            for (var parameter : model.parameters()) {
                if (parameter.trainable()) {
                    sum += parameter.penalty().value(parameter.value(), 0);
                }
            }
            return sum + workspace.outputPenalty();
        }

        /// Returns the gradients of all parameters, parallel to the model's values.
        private float[] gradients() {
            float[] gradients = workspace.gradients().clone();
            for (var parameter : model.parameters()) {
                if (parameter.trainable()) {
                    var value = parameter.value();
                    var gradient = Tensor.wrap(gradients, value.offset(), value.shape());
                    parameter.penalty().addGradient(value, gradient, 0);
                }
            }
            return gradients;
        }

        int check() {
            loss = loss();
            if (Double.compare(loss, loss()) != 0) {
                throw new AssertionError("two runs of one batch through " + layer + " differ");
            }
            forward();
            float[] inputGradients = workspace.inputGradient(weighting).toArray();
            float[] gradients = gradients();
            for (var parameter : model.parameters()) {
                for (int i = 0; parameter.trainable() && i < parameter.value().size(); i++) {
                    compare(
                            parameter.name(),
                            parameter.value(),
                            i,
                            gradients[parameter.value().offset() + i]);
                }
            }
            for (int i = 0; i < batch.size(); i++) {
                compare("the input", batch, i, inputGradients[i]);
            }
            if (skipped > (compared + skipped) / 4) {
                throw new AssertionError(skipped + " of " + (compared + skipped) + " numbers of " + layer
                        + " lie near a kink, too many to say that the gradient is right");
            }
            return compared;
        }

        private void compare(String name, Tensor numbers, int index, float analytic) {
            var wide = slopes(numbers, index, STEP);
            var near = slopes(numbers, index, STEP / 2);
            // From one side to the other a smooth function's slope changes in proportion to the step.
            if (error(wide.middle(), near.middle()) > BOUND / 2
                    || error(wide.change(), 2 * near.change()) > BOUND / 2) {
                skipped++;
                return;
            }
            compared++;
            double numeric = near.middle();
            if (!(error(analytic, numeric) <= BOUND)) {
                throw new AssertionError("the gradient of " + name + " at index " + index + " of " + numbers.shape()
                        + " is " + analytic + ", but the slope of forward is " + numeric + ", for " + layer
                        + " in mode "
                        + mode);
            }
        }

        private Slopes slopes(Tensor numbers, int index, double step) {
            float value = numbers.get(index);
            float above = (float) (value + step);
            float below = (float) (value - step);
            numbers.set(index, above);
            double more = loss();
            numbers.set(index, below);
            double less = loss();
            numbers.set(index, value);
            double right = (more - loss) / ((double) above - value);
            double left = (loss - less) / ((double) value - below);
            return new Slopes((more - less) / ((double) above - below), right - left);
        }

        private static double error(double a, double b) {
            return Math.abs(a - b) / Math.max(Math.abs(a) + Math.abs(b), 1);
        }
    }
}

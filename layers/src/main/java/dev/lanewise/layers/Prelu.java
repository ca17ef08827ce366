package dev.lanewise.layers;

import dev.lanewise.core.Columns;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// A rectifier with a learned slope: y = x for x > 0, else α·x, with one α for every element of an example (He et al.,
/// 2015), as Keras' `PReLU`. Backward: dx = dy for x > 0, else α·dy; dα = Σ dy·min(x, 0) over the rows.
///
/// @param alpha α: zeros by default, as in Keras; PyTorch begins with 0.25
public record Prelu(ParameterSpec alpha) implements Layer {
    /// Returns the layer with Keras' default.
    public static Prelu layer() {
        return new Prelu(ParameterSpec.of(Initializers.ZEROS));
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        declarations.parameter("alpha", input, alpha);
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        var y = slot.output();
        for (int row = 0; row < y.rows(); row++) {
            forwardRow(input, row, slot.parameter(0), y);
        }
        return y;
    }

    private static void forwardRow(Tensor x, int row, Tensor alpha, Tensor y) {
        int n = alpha.size();
        int at = row * n;
        for (int j = 0; j < n; j++) {
            float value = x.array()[x.offset() + at + j];
            y.array()[y.offset() + at + j] = value > 0 ? value : alpha.array()[alpha.offset() + j] * value;
        }
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        var negative = slot.buffer(0);
        var dx = slot.inputGradient();
        for (int row = 0; row < dx.rows(); row++) {
            backwardRow(input, row, slot.parameter(0), outputGradient, negative, dx);
        }
        if (!slot.frozen()) {
            Columns.sum(slot.engine(), negative, slot.gradient(0));
        }
        return dx;
    }

    private static void backwardRow(Tensor x, int row, Tensor alpha, Tensor dy, Tensor negative, Tensor dx) {
        int n = alpha.size();
        int at = row * n;
        for (int j = 0; j < n; j++) {
            float value = x.array()[x.offset() + at + j];
            float gradient = dy.array()[dy.offset() + at + j];
            negative.array()[negative.offset() + at + j] = value > 0 ? 0 : gradient * value;
            dx.array()[dx.offset() + at + j] = value > 0 ? gradient : alpha.array()[alpha.offset() + j] * gradient;
        }
    }

    @Override
    public Layer forInference() {
        return new Prelu(alpha.forInference());
    }
}

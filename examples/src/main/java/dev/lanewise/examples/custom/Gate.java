package dev.lanewise.examples.custom;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.ParameterSpec;
import dev.lanewise.layers.Slot;

/// A learned factor for every element: y_j = g_j·x_j. Backward: dg_j = Σ dy_j·x_j over the rows, dx_j = g_j·dy_j.
///
/// @param factors how g begins, and the penalty and constraint on it
record Gate(ParameterSpec factors) implements Layer {
    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        declarations.parameter("factors", Shape.of(input.size()), factors);
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        multiply(input, slot.parameter(0), slot.output());
        return slot.output();
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        var sum = slot.gradient(0);
        sum.fill(0);
        for (int i = 0; i < input.size(); i++) {
            int j = i % sum.size();
            sum.set(j, Math.fma(outputGradient.get(i), input.get(i), sum.get(j)));
        }
        multiply(outputGradient, slot.parameter(0), slot.inputGradient());
        return slot.inputGradient();
    }

    private static void multiply(Tensor rows, Tensor factors, Tensor result) {
        for (int i = 0; i < rows.size(); i++) {
            result.set(i, factors.get(i % factors.size()) * rows.get(i));
        }
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.Columns;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.jspecify.annotations.Nullable;

/// Normalizes every example along its last axis: y = γ·(x − μ)/√(σ² + ε) + β, with mean μ and variance σ² (over n) of
/// the line itself (Ba et al., 2016), as Keras' `LayerNormalization`. The same in every mode.
///
/// Mean and variance are sums in double, in two passes.
///
/// @param epsilon ε, at least 0; 0.001 by default
/// @param gamma the scale γ of the last axis' length: ones by default; null for none
/// @param beta the centre β of the last axis' length: zeros by default; null for none
public record LayerNormalization(
        double epsilon,
        @Nullable ParameterSpec gamma,
        @Nullable ParameterSpec beta) implements Layer {
    private static final int INVERSE = 0;

    /// Checks ε.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public LayerNormalization {
        if (!(epsilon >= 0 && Double.isFinite(epsilon))) {
            throw new IllegalArgumentException(
                    "the epsilon of layer normalization must be finite and at least 0, but is " + epsilon);
        }
    }

    /// Returns the layer with Keras' defaults.
    public static LayerNormalization layer() {
        return new LayerNormalization(1e-3, ParameterSpec.of(Initializers.ONES), ParameterSpec.of(Initializers.ZEROS));
    }

    /// Returns a copy with another scale, or without one for null.
    public LayerNormalization withGamma(@Nullable ParameterSpec other) {
        return new LayerNormalization(epsilon, other, beta);
    }

    /// Returns a copy with another centre, or without one for null.
    public LayerNormalization withBeta(@Nullable ParameterSpec other) {
        return new LayerNormalization(epsilon, gamma, other);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        NormalizedRows.declare(gamma, beta, input, declarations);
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        var x = slot.lines(input);
        var normalized = slot.lines(slot.buffer(0));
        var inverse = slot.lineVector(INVERSE);
        var scale = NormalizedRows.gamma(slot, gamma, x.columns());
        var centre = NormalizedRows.beta(slot, gamma, beta, x.columns());
        var y = slot.lines(slot.output());
        for (int row = 0; row < x.rows(); row++) {
            inverse.set(row, normalize(x, row, normalized));
        }
        Columns.scaleAndShift(normalized, scale, centre, y);
        return slot.output();
    }

    /// Computes x̂ = (x − μ)/√(σ² + ε) for one row and returns 1/√(σ² + ε).
    private float normalize(Tensor x, int row, Tensor normalized) {
        int n = x.columns();
        int from = x.offset() + row * n;
        double sum = 0;
        for (int i = from; i < from + n; i++) {
            sum += x.array()[i];
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = from; i < from + n; i++) {
            double deviation = x.array()[i] - mean;
            squares = Math.fma(deviation, deviation, squares);
        }
        double inverse = 1 / Math.sqrt(squares / n + epsilon);
        int to = normalized.offset() + row * n;
        for (int i = 0; i < n; i++) {
            normalized.array()[to + i] = (float) ((x.array()[from + i] - mean) * inverse);
        }
        return (float) inverse;
    }

    /// With x̂ the normalized input and g = γ·dy: dγ = Σ dy·x̂ and dβ = Σ dy over all lines, and in every line
    /// dx = (g − mean(g) − x̂·mean(g·x̂))/√(σ² + ε).
    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        var dy = slot.lines(outputGradient);
        var normalized = slot.lines(slot.buffer(0));
        if (gamma != null && !slot.frozen()) {
            Columns.sumOfProducts(slot.engine(), dy, normalized, slot.gradient(0));
        }
        if (beta != null && !slot.frozen()) {
            Columns.sum(slot.engine(), dy, slot.gradient(gamma == null ? 0 : 1));
        }
        var scale = NormalizedRows.gamma(slot, gamma, dy.columns());
        var inverse = slot.lineVector(INVERSE);
        var dx = slot.lines(slot.inputGradient());
        for (int row = 0; row < dy.rows(); row++) {
            gradient(dy, row, normalized, scale, inverse.get(row), dx);
        }
        return slot.inputGradient();
    }

    private static void gradient(Tensor dy, int row, Tensor normalized, Tensor scale, float inverse, Tensor dx) {
        int n = dy.columns();
        int at = row * n;
        double sum = 0;
        double products = 0;
        for (int j = 0; j < n; j++) {
            double g = (double) scale.array()[scale.offset() + j] * dy.array()[dy.offset() + at + j];
            sum += g;
            products = Math.fma(g, normalized.array()[normalized.offset() + at + j], products);
        }
        for (int j = 0; j < n; j++) {
            double g = (double) scale.array()[scale.offset() + j] * dy.array()[dy.offset() + at + j];
            double shared = Math.fma(products, normalized.array()[normalized.offset() + at + j], sum) / n;
            dx.array()[dx.offset() + at + j] = (float) ((g - shared) * inverse);
        }
    }

    @Override
    public Layer forInference() {
        return new LayerNormalization(epsilon, ParameterSpec.forInference(gamma), ParameterSpec.forInference(beta));
    }
}

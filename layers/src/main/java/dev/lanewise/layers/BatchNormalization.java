package dev.lanewise.layers;

import dev.lanewise.core.Columns;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// Normalizes every element over the batch: y = γ·(x − μ)/√(σ² + ε) + β (Ioffe and Szegedy, 2015), as Keras'
/// `BatchNormalization`.
///
/// In training mode μ and σ² are mean and variance (over n, not n − 1) of the batch, found in two passes; the moving
/// statistics, which begin as 0 and 1, then become momentum·old + (1 − momentum)·batch. In the other modes the moving
/// statistics are used and stay as they are.
///
/// @param momentum the weight of the old moving statistics, in [0, 1); 0.99 by default
/// @param epsilon ε, at least 0; 0.001 by default
/// @param gamma the scale γ: ones by default
/// @param beta the centre β: zeros by default
public record BatchNormalization(double momentum, double epsilon, ParameterSpec gamma, ParameterSpec beta)
        implements Layer {
    private static final int GAMMA = 0;
    private static final int BETA = 1;
    private static final int MOVING_MEAN = 2;
    private static final int MOVING_VARIANCE = 3;

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException unless 0 ≤ momentum < 1 and ε is finite and at least 0
    public BatchNormalization {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("the momentum of batch norm must be in [0, 1), but is " + momentum);
        }
        if (!(epsilon >= 0 && Double.isFinite(epsilon))) {
            throw new IllegalArgumentException(
                    "the epsilon of batch norm must be finite and at least 0, but is " + epsilon);
        }
    }

    /// Returns the layer with Keras' defaults.
    public static BatchNormalization layer() {
        return new BatchNormalization(
                0.99, 1e-3, ParameterSpec.of(Initializers.ONES), ParameterSpec.of(Initializers.ZEROS));
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        var shape = Shape.of(input.size());
        declarations.parameter("gamma", shape, gamma);
        declarations.parameter("beta", shape, beta);
        declarations.state("moving_mean", shape, Initializers.ZEROS);
        declarations.state("moving_variance", shape, Initializers.ONES);
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        boolean training = slot.mode() == Mode.TRAINING;
        var mean = training ? slot.vector(0) : slot.parameter(MOVING_MEAN);
        var variance = training ? slot.vector(1) : slot.parameter(MOVING_VARIANCE);
        if (training) {
            Columns.sum(slot.engine(), input, mean);
            divide(mean, input.rows());
            Columns.sumOfSquaredDeviations(slot.engine(), input, mean, variance);
            divide(variance, input.rows());
        }
        var inverse = slot.vector(2);
        for (int j = 0; j < inverse.size(); j++) {
            inverse.set(j, (float) (1 / Math.sqrt(variance.get(j) + epsilon)));
        }
        var normalized = slot.buffer(0);
        for (int row = 0; row < input.rows(); row++) {
            normalizeRow(input, row, mean, inverse, normalized);
            scaleRow(normalized, row, slot.parameter(GAMMA), slot.parameter(BETA), slot.output());
        }
        return slot.output();
    }

    private static void divide(Tensor sums, int rows) {
        for (int j = 0; j < sums.size(); j++) {
            sums.set(j, sums.get(j) / rows);
        }
    }

    private static void normalizeRow(Tensor x, int row, Tensor mean, Tensor inverse, Tensor normalized) {
        int columns = mean.size();
        int at = row * columns;
        for (int j = 0; j < columns; j++) {
            float centred = x.array()[x.offset() + at + j] - mean.array()[mean.offset() + j];
            normalized.array()[normalized.offset() + at + j] = centred * inverse.array()[inverse.offset() + j];
        }
    }

    private static void scaleRow(Tensor normalized, int row, Tensor gamma, Tensor beta, Tensor y) {
        int columns = gamma.size();
        int at = row * columns;
        for (int j = 0; j < columns; j++) {
            y.array()[y.offset() + at + j] = Math.fma(
                    normalized.array()[normalized.offset() + at + j],
                    gamma.array()[gamma.offset() + j],
                    beta.array()[beta.offset() + j]);
        }
    }

    /// With x̂ the normalized input and n rows: dγ = Σ dy·x̂, dβ = Σ dy, and, through μ and σ² as well,
    /// dx = γ/√(σ² + ε) · (dy − dβ/n − x̂·dγ/n).
    ///
    /// It holds for runs in training mode.
    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        var normalized = slot.buffer(0);
        Columns.sumOfProducts(slot.engine(), outputGradient, normalized, slot.gradient(GAMMA));
        Columns.sum(slot.engine(), outputGradient, slot.gradient(BETA));
        for (int row = 0; row < input.rows(); row++) {
            gradientOfRow(slot, row, outputGradient, normalized);
        }
        return slot.inputGradient();
    }

    private static void gradientOfRow(Slot slot, int row, Tensor dy, Tensor normalized) {
        var inverse = slot.vector(2);
        var scale = slot.parameter(GAMMA);
        var dGamma = slot.gradient(GAMMA);
        var dBeta = slot.gradient(BETA);
        var dx = slot.inputGradient();
        float share = 1f / dy.rows();
        int columns = scale.size();
        int at = row * columns;
        for (int j = 0; j < columns; j++) {
            float x = normalized.array()[normalized.offset() + at + j];
            float shared = Math.fma(x, dGamma.array()[dGamma.offset() + j], dBeta.array()[dBeta.offset() + j]);
            float d = Math.fma(-share, shared, dy.array()[dy.offset() + at + j]);
            dx.array()[dx.offset() + at + j] =
                    d * (scale.array()[scale.offset() + j] * inverse.array()[inverse.offset() + j]);
        }
    }

    @Override
    public void updateState(Slot slot) {
        follow(slot.parameter(MOVING_MEAN), slot.vector(0));
        follow(slot.parameter(MOVING_VARIANCE), slot.vector(1));
    }

    private void follow(Tensor moving, Tensor batch) {
        float old = (float) momentum;
        float fresh = (float) (1 - momentum);
        for (int j = 0; j < moving.size(); j++) {
            moving.set(j, Math.fma(old, moving.get(j), fresh * batch.get(j)));
        }
    }
}

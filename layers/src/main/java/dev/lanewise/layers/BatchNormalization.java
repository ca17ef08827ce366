package dev.lanewise.layers;

import dev.lanewise.core.Columns;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.jspecify.annotations.Nullable;

/// Normalizes every feature over the batch: y = γ·(x − μ)/√(σ² + ε) + β (Ioffe and Szegedy, 2015), as Keras'
/// `BatchNormalization`.
///
/// Features are the positions along the last axis, as with Keras' `axis=-1`: γ, β and the statistics have its length,
/// and the other axes of an example count as further rows of the batch. Put it after [Flatten] to normalize every
/// element of an example on its own.
///
/// In training mode μ and σ² are mean and variance (over n, not n − 1) of the batch, found in two passes; the moving
/// statistics, which begin as 0 and 1, then become momentum·old + (1 − momentum)·batch. In the other modes, and where
/// the layer is [Frozen], the moving statistics are used and stay as they are.
///
/// PyTorch's `momentum` is the weight of the new statistics, 1 − momentum here; its `running_var` is over n − 1 and its
/// ε is 1e-5.
///
/// @param momentum the weight of the old moving statistics, in [0, 1); 0.99 by default
/// @param epsilon ε, at least 0; 0.001 by default
/// @param gamma the scale γ: ones by default; null for none
/// @param beta the centre β: zeros by default; null for none
public record BatchNormalization(
        double momentum,
        double epsilon,
        @Nullable ParameterSpec gamma,
        @Nullable ParameterSpec beta) implements Layer {
    private static final int MEAN = 0;
    private static final int VARIANCE = 1;
    private static final int INVERSE = 2;
    private static final int FACTOR = 3;
    private static final int SPARE_GAMMA = 4;
    private static final int SPARE_BETA = 5;

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

    /// Returns a copy with another momentum.
    public BatchNormalization withMomentum(double other) {
        return new BatchNormalization(other, epsilon, gamma, beta);
    }

    /// Returns a copy with another scale, or without one for null (Keras' `scale=False`).
    public BatchNormalization withGamma(@Nullable ParameterSpec other) {
        return new BatchNormalization(momentum, epsilon, other, beta);
    }

    /// Returns a copy with another centre, or without one for null (Keras' `center=False`).
    public BatchNormalization withBeta(@Nullable ParameterSpec other) {
        return new BatchNormalization(momentum, epsilon, gamma, other);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        NormalizedRows.declare(gamma, beta, input, declarations);
        var shape = NormalizedRows.features(input);
        declarations.state("moving_mean", shape, Initializers.ZEROS);
        declarations.state("moving_variance", shape, Initializers.ONES);
    }

    private int betaIndex() {
        return gamma == null ? 0 : 1;
    }

    private Tensor movingMean(Slot slot) {
        return slot.parameter(betaIndex() + (beta == null ? 0 : 1));
    }

    private Tensor movingVariance(Slot slot) {
        return slot.parameter(betaIndex() + (beta == null ? 1 : 2));
    }

    private static boolean usesBatch(Slot slot) {
        return slot.mode() == Mode.TRAINING && !slot.frozen();
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        var x = slot.lines(input);
        var mean = movingMean(slot);
        var variance = movingVariance(slot);
        if (usesBatch(slot)) {
            mean = slot.vector(MEAN, x.columns());
            variance = slot.vector(VARIANCE, x.columns());
            Columns.sum(slot.engine(), x, mean);
            divide(mean, x.rows());
            Columns.sumOfSquaredDeviations(slot.engine(), x, mean, variance);
            divide(variance, x.rows());
        }
        var inverse = inverse(slot, variance);
        var normalized = slot.lines(slot.buffer(0));
        var y = slot.lines(slot.output());
        var scale = NormalizedRows.gamma(slot, gamma, x.columns());
        var centre = NormalizedRows.beta(slot, gamma, beta, x.columns());
        Columns.normalize(x, mean, inverse, normalized);
        Columns.scaleAndShift(normalized, scale, centre, y);
        return slot.output();
    }

    private Tensor inverse(Slot slot, Tensor variance) {
        var inverse = slot.vector(INVERSE, variance.size());
        for (int j = 0; j < inverse.size(); j++) {
            inverse.set(j, (float) (1 / Math.sqrt(variance.get(j) + epsilon)));
        }
        return inverse;
    }

    private static void divide(Tensor sums, int rows) {
        for (int j = 0; j < sums.size(); j++) {
            sums.set(j, sums.get(j) / rows);
        }
    }

    /// With x̂ the normalized input and n rows: dγ = Σ dy·x̂, dβ = Σ dy, and, through μ and σ² as well,
    /// dx = γ/√(σ² + ε) · (dy − dβ/n − x̂·dγ/n). Where moving statistics were used, dx = γ/√(σ² + ε) · dy.
    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        var normalized = slot.lines(slot.buffer(0));
        var dy = slot.lines(outputGradient);
        int features = dy.columns();
        var dGamma = gamma == null || slot.frozen() ? slot.vector(SPARE_GAMMA, features) : slot.gradient(0);
        var dBeta = beta == null || slot.frozen() ? slot.vector(SPARE_BETA, features) : slot.gradient(betaIndex());
        Columns.sumOfProducts(slot.engine(), dy, normalized, dGamma);
        Columns.sum(slot.engine(), dy, dBeta);
        var factor = slot.vector(FACTOR, features);
        for (int j = 0; j < features; j++) {
            factor.set(
                    j,
                    NormalizedRows.gamma(slot, gamma, features).get(j)
                            * slot.vector(INVERSE, features).get(j));
        }
        // Moving statistics do not follow the batch, so nothing comes back through them.
        float share = usesBatch(slot) ? 1f / dy.rows() : 0;
        var dx = slot.lines(slot.inputGradient());
        Columns.scaleAndShift(normalized, dGamma, dBeta, dx);
        Columns.subtractAndScale(dy, share, factor, dx);
        return slot.inputGradient();
    }

    @Override
    public Layer forInference() {
        return new BatchNormalization(
                momentum, epsilon, ParameterSpec.forInference(gamma), ParameterSpec.forInference(beta));
    }

    @Override
    public void updateState(Slot slot) {
        var moving = movingMean(slot);
        follow(moving, slot.vector(MEAN, moving.size()));
        follow(movingVariance(slot), slot.vector(VARIANCE, moving.size()));
    }

    private void follow(Tensor moving, Tensor batch) {
        float old = (float) momentum;
        float fresh = (float) (1 - momentum);
        for (int j = 0; j < moving.size(); j++) {
            moving.set(j, Math.fma(old, moving.get(j), fresh * batch.get(j)));
        }
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// Standardizes every feature with statistics of the training data: y = (x − μ)/max(σ, 1e-7), as Keras'
/// `Normalization`. A feature that never varies becomes 0.
///
/// Features are the positions along the last axis. Mean and variance are part of the network, and of its file, but not
/// trained; put the layer first, so that whoever predicts need not know how the data was prepared:
///
/// ```java
/// Sequential.of(Shape.of(8), Normalization.adapt(features), Dense.of(30), …)
/// ```
///
/// @param mean gives μ: zeros by default
/// @param variance gives σ²: ones by default
public record Normalization(Initializer mean, Initializer variance) implements Layer {
    private static final double LEAST_DEVIATION = 1e-7;
    private static final int DEVIATION = 0;

    /// Returns the layer for the mean and the variance (over n) of these examples.
    ///
    /// @param examples one a row
    public static Normalization adapt(Tensor examples) {
        var statistics = new FeatureStatistics();
        statistics.add(examples);
        return of(statistics);
    }

    /// Returns the layer for statistics that were gathered batch by batch.
    ///
    /// @throws IllegalStateException if nothing was gathered
    public static Normalization of(FeatureStatistics statistics) {
        return new Normalization(Values.of(statistics.mean()), Values.of(statistics.variance()));
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        var features = NormalizedRows.features(input);
        declarations.state("mean", features, mean);
        declarations.state("variance", features, variance);
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        var deviation = slot.vector(DEVIATION, slot.parameter(1).size());
        for (int j = 0; j < deviation.size(); j++) {
            deviation.set(j, (float) Math.max(Math.sqrt(slot.parameter(1).get(j)), LEAST_DEVIATION));
        }
        var x = slot.lines(input);
        var y = slot.lines(slot.output());
        for (int row = 0; row < x.rows(); row++) {
            forwardRow(x, row, slot.parameter(0), deviation, y);
        }
        return slot.output();
    }

    private static void forwardRow(Tensor x, int row, Tensor mean, Tensor deviation, Tensor y) {
        int n = mean.size();
        int at = row * n;
        for (int j = 0; j < n; j++) {
            float centred = x.array()[x.offset() + at + j] - mean.array()[mean.offset() + j];
            y.array()[y.offset() + at + j] = centred / deviation.array()[deviation.offset() + j];
        }
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        var deviation = slot.vector(DEVIATION, slot.parameter(1).size());
        var dy = slot.lines(outputGradient);
        var dx = slot.lines(slot.inputGradient());
        for (int row = 0; row < dy.rows(); row++) {
            int at = row * deviation.size();
            for (int j = 0; j < deviation.size(); j++) {
                dx.array()[dx.offset() + at + j] =
                        dy.array()[dy.offset() + at + j] / deviation.array()[deviation.offset() + j];
            }
        }
        return slot.inputGradient();
    }

    @Override
    public Layer forInference() {
        return new Normalization(Initializers.ZEROS, Initializers.ONES);
    }
}

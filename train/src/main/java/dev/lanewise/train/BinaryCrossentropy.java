package dev.lanewise.train;

import dev.lanewise.layers.Activation;
import dev.lanewise.layers.Activations;

/// −y·ln p − (1 − y)·ln(1 − p) for a yes or no in every element; the mean over the elements of a row.
///
/// Probabilities are clipped to [1e-7, 1 − 1e-7], where they have no slope, as in Keras; after a sigmoid the trainer
/// takes the logits instead. For logits z it is max(z, 0) − z·y + ln(1 + e^(−|z|)), with the slope sigmoid(z) − y.
///
/// @param logits whether the outputs are logits; false by default
/// @param labelSmoothing s in [0, 1): targets become y·(1 − s) + s / 2; 0 by default
public record BinaryCrossentropy(boolean logits, double labelSmoothing) implements ElementLoss {
    /// Checks the smoothing.
    ///
    /// @throws IllegalArgumentException unless it is in [0, 1)
    public BinaryCrossentropy {
        Ranges.share("label smoothing", labelSmoothing);
    }

    /// Returns the loss of probabilities.
    public static BinaryCrossentropy ofProbabilities() {
        return new BinaryCrossentropy(false, 0);
    }

    /// Returns the loss of logits.
    public static BinaryCrossentropy ofLogits() {
        return new BinaryCrossentropy(true, 0);
    }

    /// Returns a copy with label smoothing.
    public BinaryCrossentropy withLabelSmoothing(double other) {
        return new BinaryCrossentropy(logits, other);
    }

    @Override
    public Loss before(Activation last) {
        return !logits && last == Activations.SIGMOID ? new BinaryCrossentropy(true, labelSmoothing) : this;
    }

    @Override
    public double value(double output, double target) {
        double y = Targets.smooth(target, labelSmoothing, 2);
        if (logits) {
            return Math.max(output, 0) - output * y + StrictMath.log1p(StrictMath.exp(-Math.abs(output)));
        }
        double p = Targets.clip(output);
        return -y * StrictMath.log(p) - (1 - y) * StrictMath.log(1 - p);
    }

    @Override
    public double slope(double output, double target) {
        double y = Targets.smooth(target, labelSmoothing, 2);
        if (logits) {
            return Targets.sigmoid(output) - y;
        }
        return Targets.inside(output) ? (output - y) / (output * (1 - output)) : 0;
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activation;
import dev.lanewise.layers.Activations;

/// −Σ y·ln p over the classes of a row, for targets y given for every class, such as one-hot rows.
///
/// For probabilities, rows are divided by their sum and p is clipped to [1e-7, 1 − 1e-7], where it has no slope, as in
/// Keras; after a softmax the trainer takes the logits instead. For logits z it is Σ y·(ln Σ exp(z) − z), with the
/// gradient softmax(z)·Σ y − y.
///
/// @param logits whether the outputs are logits; false by default
/// @param labelSmoothing s in [0, 1): targets become y·(1 − s) + s / classes; 0 by default
public record CategoricalCrossentropy(boolean logits, double labelSmoothing) implements RowLoss {
    /// Checks the smoothing.
    ///
    /// @throws IllegalArgumentException unless it is in [0, 1)
    public CategoricalCrossentropy {
        Ranges.share("label smoothing", labelSmoothing);
    }

    /// Returns the loss of probabilities.
    public static CategoricalCrossentropy ofProbabilities() {
        return new CategoricalCrossentropy(false, 0);
    }

    /// Returns the loss of logits.
    public static CategoricalCrossentropy ofLogits() {
        return new CategoricalCrossentropy(true, 0);
    }

    /// Returns a copy with label smoothing.
    public CategoricalCrossentropy withLabelSmoothing(double other) {
        return new CategoricalCrossentropy(logits, other);
    }

    @Override
    public Loss before(Activation last) {
        return !logits && last == Activations.SOFTMAX ? new CategoricalCrossentropy(true, labelSmoothing) : this;
    }

    @Override
    public double evaluate(Tensor output, Tensor targets, double[] factors, Tensor gradient) {
        Targets.oneForEveryOutput(output, targets);
        if (logits) {
            Functions.softmax(output, gradient);
        }
        return RowLoss.super.evaluate(output, targets, factors, gradient);
    }

    @Override
    public double evaluateRow(Tensor output, Tensor targets, int row, double factor, Tensor gradient) {
        return logits
                ? ofLogitsRow(output, targets, row, factor, gradient)
                : ofProbabilitiesRow(output, targets, row, factor, gradient);
    }

    /// The gradient holds the softmax.
    private double ofLogitsRow(Tensor output, Tensor targets, int row, double factor, Tensor gradient) {
        int columns = output.columns();
        double partition = ProbabilityRows.logPartition(output, gradient, row);
        double sum = 0;
        double weight = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            double y = Targets.smooth(targets.get(i), labelSmoothing, columns);
            weight += y;
            sum += y * (partition - output.get(i));
        }
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            double y = Targets.smooth(targets.get(i), labelSmoothing, columns);
            gradient.set(i, (float) ((gradient.get(i) * weight - y) * factor));
        }
        return sum;
    }

    private double ofProbabilitiesRow(Tensor output, Tensor targets, int row, double factor, Tensor gradient) {
        int columns = output.columns();
        double total = ProbabilityRows.total(output, row);
        double sum = 0;
        double mean = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            double p = output.get(i) / total;
            double y = Targets.smooth(targets.get(i), labelSmoothing, columns);
            sum -= y * StrictMath.log(Targets.clip(p));
            mean += Targets.inside(p) ? y : 0;
        }
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            double p = output.get(i) / total;
            double y = Targets.smooth(targets.get(i), labelSmoothing, columns);
            double slope = mean - (Targets.inside(p) ? y / p : 0);
            gradient.set(i, (float) (slope / total * factor));
        }
        return sum;
    }
}

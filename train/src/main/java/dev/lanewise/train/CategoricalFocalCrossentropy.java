package dev.lanewise.train;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activation;
import dev.lanewise.layers.Activations;

/// The focal loss over classes (Lin et al., 2017), as Keras writes it: −Σ α·(1 − p)^γ·y·ln p over the classes of a row,
/// for targets y given for every class. Easy examples count little.
///
/// Rows of probabilities are divided by their sum and p is clipped to [1e-7, 1 − 1e-7], where it has no slope; p of
/// logits is their softmax.
///
/// @param logits whether the outputs are logits; false by default
/// @param alpha α above 0; 0.25 by default
/// @param gamma γ, at least 0; 2 by default
/// @param labelSmoothing s in [0, 1): targets become y·(1 − s) + s / classes; 0 by default
public record CategoricalFocalCrossentropy(boolean logits, double alpha, double gamma, double labelSmoothing)
        implements RowLoss {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public CategoricalFocalCrossentropy {
        Ranges.positive("alpha of a focal loss", alpha);
        Ranges.notNegative("gamma of a focal loss", gamma);
        Ranges.share("label smoothing", labelSmoothing);
    }

    /// Returns the loss of probabilities, with α = 0.25 and γ = 2.
    public static CategoricalFocalCrossentropy ofProbabilities() {
        return new CategoricalFocalCrossentropy(false, 0.25, 2, 0);
    }

    /// Returns the loss of logits, with α = 0.25 and γ = 2.
    public static CategoricalFocalCrossentropy ofLogits() {
        return new CategoricalFocalCrossentropy(true, 0.25, 2, 0);
    }

    /// Returns a copy with another α and γ.
    public CategoricalFocalCrossentropy withFocus(double otherAlpha, double otherGamma) {
        return new CategoricalFocalCrossentropy(logits, otherAlpha, otherGamma, labelSmoothing);
    }

    /// Returns a copy with label smoothing.
    public CategoricalFocalCrossentropy withLabelSmoothing(double other) {
        return new CategoricalFocalCrossentropy(logits, alpha, gamma, other);
    }

    @Override
    public Loss before(Activation last) {
        return !logits && last == Activations.SOFTMAX
                ? new CategoricalFocalCrossentropy(true, alpha, gamma, labelSmoothing)
                : this;
    }

    @Override
    public double evaluate(Tensor output, Tensor targets, double[] factors, Tensor gradient) {
        Targets.oneForEveryOutput(output, targets);
        if (logits) {
            Functions.softmax(output, gradient);
        }
        return RowLoss.super.evaluate(output, targets, factors, gradient);
    }

    /// With d the derivative by the probabilities p, that by what they are made of is (d − Σ d·p) / total, and for
    /// logits p times that with a total of 1.
    @Override
    public double evaluateRow(Tensor output, Tensor targets, int row, double factor, Tensor gradient) {
        int columns = output.columns();
        var source = logits ? gradient : output;
        double total = ProbabilityRows.total(source, row);
        double sum = 0;
        double mean = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            double p = source.get(i) / total;
            double y = Targets.smooth(targets.get(i), labelSmoothing, columns);
            double clipped = Targets.clip(p);
            sum -= alpha * StrictMath.pow(1 - clipped, gamma) * y * StrictMath.log(clipped);
            mean += slope(p, y) * p;
        }
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            double p = source.get(i) / total;
            double y = Targets.smooth(targets.get(i), labelSmoothing, columns);
            double slope = (slope(p, y) - mean) * (logits ? p : 1 / total);
            gradient.set(i, (float) (slope * factor));
        }
        return sum;
    }

    private double slope(double p, double y) {
        if (!Targets.inside(p)) {
            return 0;
        }
        double focus = gamma == 0 ? 0 : gamma * StrictMath.pow(1 - p, gamma - 1) * StrictMath.log(p);
        return alpha * y * (focus - StrictMath.pow(1 - p, gamma) / p);
    }
}

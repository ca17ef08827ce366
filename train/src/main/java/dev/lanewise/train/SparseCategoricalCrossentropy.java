package dev.lanewise.train;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activation;
import dev.lanewise.layers.Activations;

/// −ln p of the target class, which is given as a number: [CategoricalCrossentropy] without rows of zeros.
///
/// For probabilities, rows are divided by their sum and p is clipped to [1e-7, 1 − 1e-7], where it has no slope, as in
/// Keras; after a softmax the trainer takes the logits instead. For logits z it is ln Σ exp(z) − z of the target class,
/// with the gradient softmax(z) − onehot.
///
/// @param logits whether the outputs are logits; false by default
/// @param labelSmoothing s in [0, 1): the one-hot row y becomes y·(1 − s) + s / classes; 0 by default
/// @param ignoredClass rows with this target count neither in the sum nor in the divisor; [#NONE] by default
public record SparseCategoricalCrossentropy(boolean logits, double labelSmoothing, int ignoredClass)
        implements RowLoss {
    /// No class is ignored.
    public static final int NONE = Integer.MIN_VALUE;

    /// Checks the smoothing.
    ///
    /// @throws IllegalArgumentException unless it is in [0, 1)
    public SparseCategoricalCrossentropy {
        Ranges.share("label smoothing", labelSmoothing);
    }

    /// Returns the loss of probabilities.
    public static SparseCategoricalCrossentropy ofProbabilities() {
        return new SparseCategoricalCrossentropy(false, 0, NONE);
    }

    /// Returns the loss of logits.
    public static SparseCategoricalCrossentropy ofLogits() {
        return new SparseCategoricalCrossentropy(true, 0, NONE);
    }

    /// Returns a copy with label smoothing.
    public SparseCategoricalCrossentropy withLabelSmoothing(double other) {
        return new SparseCategoricalCrossentropy(logits, other, ignoredClass);
    }

    /// Returns a copy that ignores rows with this target, such as −1.
    public SparseCategoricalCrossentropy ignoring(int other) {
        return new SparseCategoricalCrossentropy(logits, labelSmoothing, other);
    }

    @Override
    public boolean counts(Tensor targets, int row) {
        return ignoredClass == NONE || targets.get(row) != ignoredClass;
    }

    @Override
    public Loss before(Activation last) {
        return !logits && last == Activations.SOFTMAX
                ? new SparseCategoricalCrossentropy(true, labelSmoothing, ignoredClass)
                : this;
    }

    @Override
    public double evaluate(Tensor output, Tensor targets, double[] factors, Tensor gradient) {
        Targets.oneForEveryRow(output, targets);
        if (logits) {
            Functions.softmax(output, gradient);
        }
        return RowLoss.super.evaluate(output, targets, factors, gradient);
    }

    @Override
    public double evaluateRow(Tensor output, Tensor targets, int row, double factor, Tensor gradient) {
        int target = Targets.classOf(targets, row, output.columns());
        return logits
                ? ofLogitsRow(output, row, target, factor, gradient)
                : ofProbabilitiesRow(output, row, target, factor, gradient);
    }

    /// The gradient holds the softmax.
    private double ofLogitsRow(Tensor output, int row, int target, double factor, Tensor gradient) {
        int columns = output.columns();
        int from = row * columns;
        double partition = ProbabilityRows.logPartition(output, gradient, row);
        double hit = Targets.smooth(1, labelSmoothing, columns);
        double missed = labelSmoothing / columns;
        double sum = hit * (partition - output.get(from + target));
        if (missed != 0) {
            for (int j = 0; j < columns; j++) {
                sum += j == target ? 0 : missed * (partition - output.get(from + j));
            }
        }
        float[] slopes = gradient.array();
        int at = gradient.offset() + from;
        float scale = (float) factor;
        float ofTarget = (float) (slopes[at + target] - hit) * scale;
        for (int j = 0; j < columns; j++) {
            slopes[at + j] = (float) (slopes[at + j] - missed) * scale;
        }
        slopes[at + target] = ofTarget;
        return sum;
    }

    private double ofProbabilitiesRow(Tensor output, int row, int target, double factor, Tensor gradient) {
        int columns = output.columns();
        int from = row * columns;
        double total = ProbabilityRows.total(output, row);
        double hit = Targets.smooth(1, labelSmoothing, columns);
        double missed = labelSmoothing / columns;
        double sum = 0;
        double mean = 0;
        for (int j = 0; j < columns; j++) {
            double p = output.get(from + j) / total;
            double y = j == target ? hit : missed;
            sum -= y == 0 ? 0 : y * StrictMath.log(Targets.clip(p));
            mean += Targets.inside(p) ? y : 0;
        }
        for (int j = 0; j < columns; j++) {
            double p = output.get(from + j) / total;
            double slope = mean - (Targets.inside(p) ? (j == target ? hit : missed) / p : 0);
            gradient.set(from + j, (float) (slope / total * factor));
        }
        return sum;
    }
}

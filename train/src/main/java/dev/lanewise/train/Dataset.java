package dev.lanewise.train;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.jspecify.annotations.Nullable;

/// Examples in memory.
///
/// @param features one example a row
/// @param targets what is to be predicted, a row an example: the class as a number for the sparse losses, else values
/// @param weights how much each example counts in the loss, finite and at least 0, one a row; null for 1 everywhere. A
/// loss is Σ weight·loss divided as the trainer's [Divisor] says; metrics count them only where that is asked for by
///     [Metrics#weighted(Metric)], penalties never do
public record Dataset(
        Tensor features, Tensor targets, @Nullable Tensor weights) implements DataSource {
    /// Checks that there are as many targets, and weights if any, as examples.
    ///
    /// @throws IllegalArgumentException if not, or if a weight is not finite or below 0
    public Dataset {
        if (features.rows() != targets.rows()) {
            throw new IllegalArgumentException(
                    "every example needs a target: " + features.rows() + " examples, " + targets.rows() + " targets");
        }
        if (weights != null) {
            if (weights.size() != features.rows()) {
                throw new IllegalArgumentException("every example needs a weight if any has one: " + features.rows()
                        + " examples, " + weights.size() + " weights");
            }
            for (int row = 0; row < weights.size(); row++) {
                Ranges.notNegative("the weight of an example", weights.get(row));
            }
        }
    }

    /// Creates examples that all count the same.
    ///
    /// @throws IllegalArgumentException if there are not as many targets as examples
    public Dataset(Tensor features, Tensor targets) {
        this(features, targets, null);
    }

    /// Returns the same examples with these weights, as Keras' `sample_weight`.
    ///
    /// @param others one a row, finite and at least 0
    /// @throws IllegalArgumentException if there are not as many as examples, or one is out of its range
    public Dataset withWeights(Tensor others) {
        return new Dataset(features, targets, others);
    }

    /// Returns the examples `from` (inclusive) to `to` (exclusive) as a view.
    public Dataset rows(int from, int to) {
        return new Dataset(
                features.rows(from, to), targets.rows(from, to), weights == null ? null : weights.rows(from, to));
    }

    /// Returns the number of examples.
    public int size() {
        return features.rows();
    }

    @Override
    public long examples() {
        return size();
    }

    /// Begins a pass; its batches are views of this memory where the order is that of the examples.
    @Override
    public Pass open(Reading reading) {
        return new DatasetPass(this, reading);
    }

    /// Returns memory for examples of the same shapes, all zero.
    Dataset empty(int rows) {
        return new Dataset(
                Tensor.zeros(features.shape().row().batch(rows)),
                Tensor.zeros(targets.shape().row().batch(rows)),
                weights == null ? null : Tensor.zeros(Shape.of(rows, 1)));
    }

    /// Copies the examples of a batch of the same size, with weights if this has them.
    void copyFrom(Dataset batch) {
        features.copyFrom(batch.features);
        targets.copyFrom(batch.targets);
        for (int row = 0; weights != null && batch.weights != null && row < size(); row++) {
            weights.set(row, batch.weights.get(row));
        }
    }

    /// Copies the examples with these indices into the rows of a batch.
    void gather(int[] indices, int from, Dataset batch) {
        copyRows(features, indices, from, batch.features);
        copyRows(targets, indices, from, batch.targets);
        if (weights != null && batch.weights != null) {
            copyRows(weights, indices, from, batch.weights);
        }
    }

    private static void copyRows(Tensor source, int[] indices, int from, Tensor target) {
        int columns = source.columns();
        for (int row = 0; row < target.rows(); row++) {
            System.arraycopy(
                    source.array(),
                    source.offset() + indices[from + row] * columns,
                    target.array(),
                    target.offset() + row * columns,
                    columns);
        }
    }
}

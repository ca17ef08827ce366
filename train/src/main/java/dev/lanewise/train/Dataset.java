package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// Examples in memory.
///
/// @param features one example a row
/// @param targets what is to be predicted, a row an example: the class as a number for the sparse losses, else values
public record Dataset(Tensor features, Tensor targets) implements DataSource {
    /// Checks that there are as many targets as examples.
    ///
    /// @throws IllegalArgumentException if not
    public Dataset {
        if (features.rows() != targets.rows()) {
            throw new IllegalArgumentException(
                    "every example needs a target: " + features.rows() + " examples, " + targets.rows() + " targets");
        }
    }

    /// Returns the examples `from` (inclusive) to `to` (exclusive) as a view.
    public Dataset rows(int from, int to) {
        return new Dataset(features.rows(from, to), targets.rows(from, to));
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
                Tensor.zeros(targets.shape().row().batch(rows)));
    }

    /// Copies the examples of a batch of the same size.
    void copyFrom(Dataset batch) {
        features.copyFrom(batch.features);
        targets.copyFrom(batch.targets);
    }

    /// Copies the examples with these indices into the rows of a batch.
    void gather(int[] indices, int from, Dataset batch) {
        copyRows(features, indices, from, batch.features);
        copyRows(targets, indices, from, batch.targets);
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

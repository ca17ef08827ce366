package dev.lanewise.layers;

import dev.lanewise.core.Tensor;

/// What normalizing layers do with a row once it is normalized.
final class NormalizedRows {
    private NormalizedRows() {}

    /// Computes y = γ·x̂ + β for one row.
    static void scale(Tensor normalized, int row, Tensor gamma, Tensor beta, Tensor y) {
        int columns = gamma.size();
        int at = row * columns;
        for (int j = 0; j < columns; j++) {
            y.array()[y.offset() + at + j] = Math.fma(
                    normalized.array()[normalized.offset() + at + j],
                    gamma.array()[gamma.offset() + j],
                    beta.array()[beta.offset() + j]);
        }
    }
}

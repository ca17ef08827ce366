package dev.lanewise.core.internal.scalar;

import dev.lanewise.core.internal.ProductKernels;
import org.jspecify.annotations.Nullable;

/// The definition of the matrix products in plain loops, and the fallback where the Vector API is missing.
///
/// The innermost loop runs over columns, so C2 turns it into vector code of its own; each element of C still is one
/// ascending chain along the depth, since the sums meet in C and taking one up again from memory loses nothing.
public final class ScalarProducts implements ProductKernels {
    @Override
    public void multiply(
            float[] a,
            int aOffset,
            int aRow,
            int aColumn,
            float[] b,
            int bOffset,
            int bRow,
            float @Nullable [] start,
            int startOffset,
            float[] c,
            int cOffset,
            int cRow,
            int rows,
            int columns,
            int depth) {
        for (int i = 0; i < rows; i++) {
            int ci = cOffset + i * cRow;
            for (int j = 0; j < columns; j++) {
                c[ci + j] = start == null ? 0f : start[startOffset + j];
            }
            for (int p = 0; p < depth; p++) {
                addScaledRow(a[aOffset + i * aRow + p * aColumn], b, bOffset + p * bRow, c, ci, columns);
            }
        }
    }

    private static void addScaledRow(float factor, float[] b, int bOffset, float[] c, int cOffset, int columns) {
        for (int j = 0; j < columns; j++) {
            c[cOffset + j] = Math.fma(factor, b[bOffset + j], c[cOffset + j]);
        }
    }

    @Override
    public void transpose(
            float[] source,
            int sourceOffset,
            int sourceRow,
            float[] target,
            int targetOffset,
            int targetRow,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                target[targetOffset + j * targetRow + i] = source[sourceOffset + i * sourceRow + j];
            }
        }
    }
}

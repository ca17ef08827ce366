package dev.lanewise.core.internal.scalar;

import dev.lanewise.core.internal.ProductKernels;
import org.jspecify.annotations.Nullable;

/// The definition of the matrix products in plain loops, and the fallback where the Vector API is missing.
///
/// The innermost loop runs over columns, along which B and C lie contiguously; each element of C still is one ascending
/// chain along the depth, since the sums meet in C and taking one up again from memory loses nothing.
public final class ScalarProducts implements ProductKernels {
    private static final ThreadLocal<float[][]> SPARE = ThreadLocal.withInitial(() -> new float[1][0]);

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
            int depth,
            int chain) {
        float[] spare = spare(depth, chain, columns);
        for (int i = 0; i < rows; i++) {
            int ai = aOffset + i * aRow;
            int ci = cOffset + i * cRow;
            sum(a, ai, aColumn, b, bOffset, bRow, start, startOffset, c, ci, columns, 0, depth, chain, spare, 0);
        }
    }

    /// Computes one row over the depth `from` to `to`: one chain, or two subtrees.
    private static void sum(
            float[] a,
            int aOffset,
            int aColumn,
            float[] b,
            int bOffset,
            int bRow,
            float @Nullable [] start,
            int startOffset,
            float[] c,
            int cOffset,
            int columns,
            int from,
            int to,
            int chain,
            float[] spare,
            int spareOffset) {
        if (to - from <= chain) {
            for (int j = 0; j < columns; j++) {
                c[cOffset + j] = start == null || from > 0 ? 0f : start[startOffset + j];
            }
            for (int p = from; p < to; p++) {
                addScaledRow(a[aOffset + p * aColumn], b, bOffset + p * bRow, c, cOffset, columns);
            }
            return;
        }
        int middle = from + Integer.highestOneBit((to - from - 1) / chain) * chain;
        int next = spareOffset + columns;
        sum(
                a,
                aOffset,
                aColumn,
                b,
                bOffset,
                bRow,
                start,
                startOffset,
                c,
                cOffset,
                columns,
                from,
                middle,
                chain,
                spare,
                spareOffset);
        sum(
                a,
                aOffset,
                aColumn,
                b,
                bOffset,
                bRow,
                start,
                startOffset,
                spare,
                spareOffset,
                columns,
                middle,
                to,
                chain,
                spare,
                next);
        for (int j = 0; j < columns; j++) {
            c[cOffset + j] += spare[spareOffset + j];
        }
    }

    /// Returns room for the sums of right subtrees, a row a level.
    private static float[] spare(int depth, int chain, int columns) {
        int levels = depth <= chain ? 0 : 32 - Integer.numberOfLeadingZeros((depth - 1) / chain);
        var kept = SPARE.get();
        if (kept[0].length < levels * columns) {
            kept[0] = new float[levels * columns];
        }
        return kept[0];
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

package dev.lanewise.core.internal;

import org.jspecify.annotations.Nullable;

/// Matrix products and what belongs to them, on plain arrays and without a single check: the public face
/// [dev.lanewise.core.Products] has checked shapes and aliasing before it calls.
///
/// Letters: C is `rows` × `columns`, `depth` is the length of the sum. A matrix is an array, an offset and the
/// distance between rows; A has a distance between columns as well, so that one kernel reads it plain and transposed.
public interface ProductKernels {
    /// Computes C = S + A·B, every element as one ascending chain of fused multiply-adds along the depth:
    ///
    /// ```
    /// c(i,j) = fma(a(i,depth-1), b(depth-1,j), … fma(a(i,1), b(1,j), fma(a(i,0), b(0,j), s(j))))
    ///
    /// a(i,p) = a[aOffset + i * aRow + p * aColumn]      read plain (aColumn 1) or transposed (aRow 1)
    /// b(p,j) = b[bOffset + p * bRow + j]                rows contiguous
    /// s(j)   = start[startOffset + j]                   one row, the bias; null for zeros
    /// c(i,j) = c[cOffset + i * cRow + j]                old contents are ignored; overlaps none of the others
    /// ```
    ///
    /// A depth greater than `chain` is cut into chains of that length, the last one shorter, which are joined as a
    /// balanced binary tree: neighbours first, then neighbouring pairs, and so on. The first one begins with S, the
    /// others with +0.
    void multiply(
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
            int chain);

    /// Writes the transpose: target(j,i) = source(i,j) for a source of `rows` × `columns`.
    void transpose(
            float[] source,
            int sourceOffset,
            int sourceRow,
            float[] target,
            int targetOffset,
            int targetRow,
            int rows,
            int columns);
}

package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.vector.ProductTiles.LANES;

import dev.lanewise.core.internal.ProductKernels;
import org.jspecify.annotations.Nullable;

/// Matrix products on the register tiles of [ProductTiles]; what to compute with which tile is decided here.
///
/// Nothing is packed: for the batches and weights that networks are made of, a panel of B (`depth` × one tile's width)
/// stays in the second-level cache while the tiles of all rows use it, and reading it in place costs less than copying
/// it. Odd sizes need no scalar code: the last tile of rows or columns is moved back to end at the edge and computes
/// some elements a second time, with the same bits. Only matrices narrower than one vector use masks.
public final class VectorProducts implements ProductKernels {
    private static final int TILE_ROWS = 4;

    /// Vectors a tile is wide: 4 where there are 32 vector registers (AVX-512, NEON), else 2 to stay within 16.
    private static final int TILE_VECTORS = ProductTiles.SPECIES.vectorBitSize() == 512
                    || System.getProperty("os.arch").equals("aarch64")
            ? 4
            : 2;

    private static final float[] ZEROS = new float[TILE_VECTORS * LANES];

    /// Returns the bits of a vector of the preferred species.
    public static int vectorBits() {
        return ProductTiles.SPECIES.vectorBitSize();
    }

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
        int j = 0;
        while (j < columns) {
            int vectors = Math.min(TILE_VECTORS, (columns - j + LANES - 1) / LANES);
            if (vectors * LANES > columns) {
                vectors = Math.max(1, columns / LANES);
            }
            int from = Math.max(0, Math.min(j, columns - vectors * LANES));
            panel(
                    a,
                    aOffset,
                    aRow,
                    aColumn,
                    b,
                    bOffset + from,
                    bRow,
                    start == null ? ZEROS : start,
                    start == null ? 0 : startOffset + from,
                    c,
                    cOffset + from,
                    cRow,
                    rows,
                    columns - from,
                    depth,
                    vectors);
            j = from + vectors * LANES;
        }
    }

    /// Computes one panel of C: all rows, the first `vectors` vectors of the columns (or all `columns` of less than
    /// one).
    private static void panel(
            float[] a,
            int aOffset,
            int aRow,
            int aColumn,
            float[] b,
            int bOffset,
            int bRow,
            float[] start,
            int startOffset,
            float[] c,
            int cOffset,
            int cRow,
            int rows,
            int columns,
            int depth,
            int vectors) {
        if (rows < TILE_ROWS) {
            for (int i = 0; i < rows; i++) {
                row(
                        a,
                        aOffset + i * aRow,
                        aColumn,
                        b,
                        bOffset,
                        bRow,
                        start,
                        startOffset,
                        c,
                        cOffset + i * cRow,
                        columns,
                        depth,
                        vectors);
            }
            return;
        }
        for (int i = 0; i < rows; i += TILE_ROWS) {
            int from = Math.min(i, rows - TILE_ROWS);
            int ai = aOffset + from * aRow;
            int ci = cOffset + from * cRow;
            if (columns < LANES) {
                ProductTiles.tile4x1Masked(
                        a, ai, aRow, aColumn, b, bOffset, bRow, start, startOffset, c, ci, cRow, depth, columns);
                continue;
            }
            switch (vectors) {
                case 4 ->
                    ProductTiles.tile4x4(
                            a, ai, aRow, aColumn, b, bOffset, bRow, start, startOffset, c, ci, cRow, depth);
                case 3 ->
                    ProductTiles.tile4x3(
                            a, ai, aRow, aColumn, b, bOffset, bRow, start, startOffset, c, ci, cRow, depth);
                case 2 ->
                    ProductTiles.tile4x2(
                            a, ai, aRow, aColumn, b, bOffset, bRow, start, startOffset, c, ci, cRow, depth);
                default ->
                    ProductTiles.tile4x1(
                            a, ai, aRow, aColumn, b, bOffset, bRow, start, startOffset, c, ci, cRow, depth);
            }
        }
    }

    private static void row(
            float[] a,
            int aOffset,
            int aColumn,
            float[] b,
            int bOffset,
            int bRow,
            float[] start,
            int startOffset,
            float[] c,
            int cOffset,
            int columns,
            int depth,
            int vectors) {
        if (columns < LANES) {
            ProductTiles.tile1x1Masked(
                    a, aOffset, 0, aColumn, b, bOffset, bRow, start, startOffset, c, cOffset, 0, depth, columns);
        } else if (vectors == 4) {
            ProductTiles.tile1x4(a, aOffset, 0, aColumn, b, bOffset, bRow, start, startOffset, c, cOffset, 0, depth);
        } else {
            for (int v = 0; v < vectors; v++) {
                int at = v * LANES;
                ProductTiles.tile1x1(
                        a,
                        aOffset,
                        0,
                        aColumn,
                        b,
                        bOffset + at,
                        bRow,
                        start,
                        startOffset + at,
                        c,
                        cOffset + at,
                        0,
                        depth);
            }
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
        // Square blocks keep the lines of both matrices in the first-level cache.
        int block = 16;
        for (int i = 0; i < rows; i += block) {
            for (int j = 0; j < columns; j += block) {
                transposeBlock(
                        source,
                        sourceOffset + i * sourceRow + j,
                        sourceRow,
                        target,
                        targetOffset + j * targetRow + i,
                        targetRow,
                        Math.min(block, rows - i),
                        Math.min(block, columns - j));
            }
        }
    }

    private static void transposeBlock(
            float[] source,
            int sourceOffset,
            int sourceRow,
            float[] target,
            int targetOffset,
            int targetRow,
            int rows,
            int columns) {
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                target[targetOffset + j * targetRow + i] = source[sourceOffset + i * sourceRow + j];
            }
        }
    }
}

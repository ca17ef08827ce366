package dev.lanewise.core.internal.vector;

import dev.lanewise.core.internal.ProductKernels;
import org.jspecify.annotations.Nullable;

/// Matrix products on register tiles: [ProductBlocks] decides what is computed with which tile of [ProductTiles8] and
/// [ProductTiles4] or which row kernel of [ProductRows].
public final class VectorProducts implements ProductKernels {
    /// What a thread needs for a product, kept so that a product allocates nothing.
    private static final ThreadLocal<ProductBlocks> BLOCKS = ThreadLocal.withInitial(ProductBlocks::new);

    /// Returns the bits of a vector of the preferred species.
    public static int vectorBits() {
        return ProductTiles8.SPECIES.vectorBitSize();
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
            int depth,
            int chain) {
        var blocks = BLOCKS.get();
        blocks.left(a, aOffset, aRow, aColumn);
        blocks.right(b, bOffset, bRow);
        blocks.start(start, startOffset);
        blocks.result(c, cOffset, cRow);
        blocks.run(rows, columns, depth, chain);
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
        Transposition.transpose(source, sourceOffset, sourceRow, target, targetOffset, targetRow, rows, columns);
    }
}

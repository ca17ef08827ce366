package dev.lanewise.core;

import dev.lanewise.core.internal.Workers;
import org.jspecify.annotations.Nullable;

/// One matrix product, split by rows or columns of its result; its fields are set anew for each product, so that
/// spreading one over threads allocates nothing. Letters as in [dev.lanewise.core.internal.ProductKernels].
final class ProductTask implements Workers.Task {
    /// Floating-point operations below which a second thread costs more than it brings.
    private static final long WORTH_A_THREAD = 400_000;

    /// Parts begin at multiples of this many columns or rows, so that no tile is cut.
    private static final int GRAIN = 16;

    private static final float[] NONE = {};

    private float[] a = NONE;
    private int aOffset;
    private int aRow;
    private int aColumn;
    private float[] b = NONE;
    private int bOffset;
    private int bRow;
    private float @Nullable [] start;
    private int startOffset;
    private float[] c = NONE;
    private int cOffset;
    private int cRow;
    private int rows;
    private int columns;
    private int depth;
    private int chain;

    void left(float[] a, int aOffset, int aRow, int aColumn) {
        this.a = a;
        this.aOffset = aOffset;
        this.aRow = aRow;
        this.aColumn = aColumn;
    }

    void right(float[] b, int bOffset, int bRow, float @Nullable [] start, int startOffset) {
        this.b = b;
        this.bOffset = bOffset;
        this.bRow = bRow;
        this.start = start;
        this.startOffset = startOffset;
    }

    void result(float[] c, int cOffset, int cRow) {
        this.c = c;
        this.cOffset = cOffset;
        this.cRow = cRow;
    }

    void run(Engine engine, int rows, int columns, int depth, int chain) {
        this.rows = rows;
        this.columns = columns;
        this.depth = depth;
        this.chain = chain;
        long operations = 2L * rows * columns * depth;
        int worth = (int) Math.min(operations / WORTH_A_THREAD, Math.max(rows, columns) / GRAIN);
        engine.spread(this, Math.max(1, worth));
    }

    @Override
    public void run(int part, int parts) {
        boolean byRows = rows > columns;
        int length = byRows ? rows : columns;
        int from = border(part, parts, length);
        int to = border(part + 1, parts, length);
        if (from == to) {
            return;
        }
        int row = byRows ? from : 0;
        int column = byRows ? 0 : from;
        Backend.PRODUCTS.multiply(
                a,
                aOffset + row * aRow,
                aRow,
                aColumn,
                b,
                bOffset + column,
                bRow,
                start,
                startOffset + column,
                c,
                cOffset + row * cRow + column,
                cRow,
                byRows ? to - from : rows,
                byRows ? columns : to - from,
                depth,
                chain);
    }

    private static int border(int part, int parts, int length) {
        return part == parts ? length : (int) ((long) length * part / parts) / GRAIN * GRAIN;
    }
}

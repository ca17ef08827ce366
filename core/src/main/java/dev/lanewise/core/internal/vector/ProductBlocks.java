package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.vector.ProductTiles8.LANES;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One matrix product in progress, in ordinary code: which part of C is computed by which tile, and from where.
///
/// ```
///          panels of 3 vectors, the last ones narrower
///         ┌───────┬───────┬───────┬───┬┐
///         │       │       │       │   ││  tiles of 8 rows (4 with 16 registers)
///         ├───────┼───────┼───────┼───┤│
///         │       │       │       │   ││  the last panel is moved back so that it ends with C, over columns
///         ├───────┴───────┴───────┴───┴┤  that are already there
///         └────────────────────────────┘  the last rows: a tile moved back over rows that are already there
/// ```
///
/// What is computed twice has the same bits both times, so moved tiles need neither masks nor scalar tails. Where C is
/// narrower than a vector, B is padded with zeros and tiles are computed beside C and copied from there; where it has
/// fewer rows than a tile, so is A. One kind of tile for all is soon compiled: tiles of four rows for what was left
/// over were met so seldom that they took seconds. A single row takes the kernels of [ProductRows],
/// unless it is narrow.
///
/// The rows are walked in blocks whose part of A stays in the second-level cache while all panels pass. B is read in
/// place; large products ([#PACKED]) copy it panel by panel, so that a panel is one stream. The depth is never cut:
/// taking sums up again from C cost as much as the better caching brought.
///
/// Where the depth is to be summed in chains that are joined as a tree, every tile walks the tree by itself, with the
/// sums of right subtrees in a scratch that fits the first-level cache.
///
/// An object serves one thread.
final class ProductBlocks {
    private static final int TILE_ROWS = registers() == 32 ? 8 : 4;
    private static final int TILE_VECTORS = 3;
    private static final int TILE = TILE_ROWS * TILE_VECTORS * LANES;

    /// From this many multiply-adds on, copying B costs less than what a stream of its own brings.
    private static final long PACKED = 1L << 27;

    /// From this many rows on where rows of B are whole KiB apart: read in place they meet in few sets of the
    /// first-level cache.
    private static final int PACKED_ROWS_OF_CLASHING = 96;

    /// Elements of a KiB.
    private static final int CLASHING_STRIDE = 256;

    /// Elements of B that stay in the first-level cache, so that there is nothing to gain.
    private static final int FIRST_LEVEL = 12 << 10;

    /// Elements of A that a block of rows may have.
    private static final int BLOCK = 1 << 17;

    private float[] a = {};
    private int aOffset;
    private int aRow;
    private int aColumn;
    private float[] b = {};
    private int bOffset;
    private int bRow;
    private float[] start = {};
    private int startOffset;
    private float[] c = {};
    private int cOffset;
    private int cRow;
    private int rows;
    private int columns;
    private int depth;
    private int chain;

    /// Where the rows of B for the current panel are: in B itself or packed.
    private float[] panel = {};

    private int panelOffset;
    private int panelRow;

    private float[] zeros = {};
    private float[] packed = {};
    private float[] padded = {};
    private float[] lifted = {};
    private float[] beside = {};
    private float[] spare = {};

    private static int registers() {
        return ProductTiles8.SPECIES.vectorBitSize() == 512
                        || System.getProperty("os.arch").equals("aarch64")
                ? 32
                : 16;
    }

    void left(float[] array, int offset, int row, int column) {
        a = array;
        aOffset = offset;
        aRow = row;
        aColumn = column;
    }

    void right(float[] array, int offset, int row) {
        b = array;
        bOffset = offset;
        bRow = row;
    }

    void start(float @Nullable [] array, int offset) {
        start = array == null ? zeros : array;
        startOffset = array == null ? 0 : offset;
    }

    void result(float[] array, int offset, int row) {
        c = array;
        cOffset = offset;
        cRow = row;
    }

    /// Computes C; the parameters are those of [dev.lanewise.core.internal.ProductKernels#multiply].
    void run(int allRows, int allColumns, int allDepth, int longestChain) {
        rows = allRows;
        columns = allColumns;
        depth = allDepth;
        chain = longestChain;
        int width = Math.max(columns, TILE_VECTORS * LANES);
        if (zeros.length < width) {
            var longer = new float[width];
            start = start == zeros ? longer : start;
            zeros = longer;
        }
        int levels = 1 + 32 - Integer.numberOfLeadingZeros((depth - 1) / chain);
        spare = grown(spare, levels * Math.max(width, TILE));
        if (rows == 1 && columns >= LANES) {
            rowTree(0, depth, c, cOffset, 0);
        } else if (rows < TILE_ROWS) {
            lowProduct();
        } else {
            tiledProduct();
        }
        a = b = c = start = panel = zeros;
    }

    private static float[] grown(float[] array, int length) {
        return array.length < length ? new float[length] : array;
    }

    private void tiledProduct() {
        if (columns < LANES) {
            narrowProduct();
        } else {
            product();
        }
    }

    private boolean paysToPack() {
        long elements = (long) depth * columns;
        if (elements <= FIRST_LEVEL) {
            return false;
        }
        boolean clashes = bRow % CLASHING_STRIDE == 0;
        return clashes ? rows >= PACKED_ROWS_OF_CLASHING : rows * elements >= PACKED;
    }

    /// Computes fewer rows than a tile has, with rows of zeros below A, beside C.
    private void lowProduct() {
        int given = rows;
        lifted = grown(lifted, TILE_ROWS * depth);
        for (int i = 0; i < given; i++) {
            for (int p = 0; p < depth; p++) {
                lifted[i * depth + p] = a[aOffset + i * aRow + p * aColumn];
            }
        }
        Arrays.fill(lifted, given * depth, TILE_ROWS * depth, 0f);
        left(lifted, 0, depth, 1);
        float[] target = c;
        int targetOffset = cOffset;
        int targetRow = cRow;
        beside = grown(beside, TILE_ROWS * columns);
        result(beside, 0, columns);
        rows = TILE_ROWS;
        tiledProduct();
        for (int i = 0; i < given; i++) {
            System.arraycopy(beside, i * columns, target, targetOffset + i * targetRow, columns);
        }
    }

    private void product() {
        boolean packs = paysToPack();
        if (packs) {
            packPanels();
        }
        panel = packs ? packed : b;
        int blockRows = Math.max(1, BLOCK / depth / TILE_ROWS) * TILE_ROWS;
        int i = 0;
        while (i < rows) {
            // What is left of the last block must be enough for a tile: it goes with the block before.
            int to = rows - i - blockRows < TILE_ROWS ? rows : i + blockRows;
            for (int j = 0; j < columns; j += panelVectors(j) * LANES) {
                panelOffset = packs ? j * depth : bOffset + panelColumn(j);
                panelRow = packs ? panelVectors(j) * LANES : bRow;
                tiles(i, to, j);
            }
            i = to;
        }
    }

    private void narrowProduct() {
        packed = grown(packed, depth * LANES);
        padded = grown(padded, LANES);
        ProductRows.pad(b, bOffset, bRow, packed, 0, depth, columns);
        ProductRows.pad(start, startOffset, 0, padded, 0, 1, columns);
        start = padded;
        startOffset = 0;
        panel = packed;
        panelOffset = 0;
        panelRow = LANES;
        tiles(0, rows, 0);
    }

    /// Copies B panel by panel, each one after the other.
    private void packPanels() {
        packed = grown(packed, depth * (columns + LANES));
        for (int j = 0; j < columns; j += panelVectors(j) * LANES) {
            ProductRows.pack(b, bOffset + panelColumn(j), bRow, packed, j * depth, panelVectors(j), depth);
        }
    }

    /// Returns how many vectors the panel at column j is wide: three, or what is left, which is not split as 3 + 1,
    /// since a tile of one vector is slow; never more than C has.
    private int panelVectors(int j) {
        int left = (columns - j + LANES - 1) / LANES;
        int vectors = left == TILE_VECTORS + 1 ? 2 : Math.min(TILE_VECTORS, left);
        return Math.min(vectors, Math.max(1, columns / LANES));
    }

    /// Returns where the panel at column j really begins: the last one is moved back so that it ends with C.
    private int panelColumn(int j) {
        return Math.max(0, Math.min(j, columns - panelVectors(j) * LANES));
    }

    /// Computes the rows `from` to `to` of the panel at column j.
    private void tiles(int from, int to, int j) {
        int column = panelColumn(j);
        int vectors = panelVectors(j);
        for (int i = from; i < to; i += TILE_ROWS) {
            tile(Math.min(i, to - TILE_ROWS), column, vectors);
        }
    }

    private void tile(int i, int j, int vectors) {
        int at = cOffset + i * cRow + j;
        int aAt = aOffset + i * aRow;
        if (columns < LANES) {
            sum(vectors, aAt, j, 0, depth, spare, 0, LANES, 1);
            ProductRows.copyNarrow(spare, c, at, cRow, TILE_ROWS, columns);
        } else {
            sum(vectors, aAt, j, 0, depth, c, at, cRow, 0);
        }
    }

    /// Sums the depth `from` to `to` into `target`: one chain, or two subtrees with the right one in the
    /// scratch, where every level has room for a tile.
    private void sum(int vectors, int aAt, int j, int from, int to, float[] target, int at, int row, int level) {
        if (to - from <= chain) {
            boolean first = from == 0;
            kernel(
                    vectors,
                    aAt + from * aColumn,
                    panelOffset + from * panelRow,
                    first ? start : zeros,
                    first ? startOffset + j : 0,
                    target,
                    at,
                    row,
                    to - from);
            return;
        }
        int middle = from + Integer.highestOneBit((to - from - 1) / chain) * chain;
        int width = vectors * LANES;
        int right = level * TILE;
        sum(vectors, aAt, j, from, middle, target, at, row, level);
        sum(vectors, aAt, j, middle, to, spare, right, width, level + 1);
        ProductRows.addTile(spare, right, target, at, row, TILE_ROWS, width);
    }

    private void kernel(int vectors, int aAt, int bAt, float[] s, int sAt, float[] target, int at, int row, int n) {
        if (TILE_ROWS == 4) {
            switch (vectors) {
                case 3 ->
                    ProductTiles4.tile4x3(a, aAt, aRow, aColumn, panel, bAt, panelRow, s, sAt, target, at, row, n);
                case 2 ->
                    ProductTiles4.tile4x2(a, aAt, aRow, aColumn, panel, bAt, panelRow, s, sAt, target, at, row, n);
                default ->
                    ProductTiles4.tile4x1(a, aAt, aRow, aColumn, panel, bAt, panelRow, s, sAt, target, at, row, n);
            }
        } else {
            switch (vectors) {
                case 3 ->
                    ProductTiles8.tile8x3(a, aAt, aRow, aColumn, panel, bAt, panelRow, s, sAt, target, at, row, n);
                case 2 ->
                    ProductTiles8.tile8x2(a, aAt, aRow, aColumn, panel, bAt, panelRow, s, sAt, target, at, row, n);
                default ->
                    ProductTiles8.tile8x1(a, aAt, aRow, aColumn, panel, bAt, panelRow, s, sAt, target, at, row, n);
            }
        }
    }

    /// The same tree for a single row, in rows of the scratch.
    private void rowTree(int from, int to, float[] target, int at, int level) {
        if (to - from <= chain) {
            boolean first = from == 0;
            ProductRows.multiply(
                    a,
                    aOffset + from * aColumn,
                    aColumn,
                    b,
                    bOffset + from * bRow,
                    bRow,
                    first ? start : zeros,
                    first ? startOffset : 0,
                    target,
                    at,
                    columns,
                    to - from);
            return;
        }
        int middle = from + Integer.highestOneBit((to - from - 1) / chain) * chain;
        rowTree(from, middle, target, at, level);
        rowTree(middle, to, spare, level * columns, level + 1);
        ProductRows.add(spare, level * columns, target, at, columns);
    }
}

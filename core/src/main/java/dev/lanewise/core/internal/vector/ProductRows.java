package dev.lanewise.core.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Kernels on whole rows: the product of one row, where B is read once and its rows are streams that the
/// processor fetches ahead, and the copies and sums that blocks need.
final class ProductRows {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int STEP = 8;

    private ProductRows() {}

    /// Computes c(j) = start(j) + Σ_p a(p)·b(p,j) for one row, eight p at a time over all columns: the row of C
    /// stays in the first-level cache meanwhile. The last vector is moved back over columns already there: it is
    /// computed first and stored last, since C is what the next eight begin with. (With masks the method had so
    /// many vector calls that C2 boxed in a JVM where other kernels had run before; plain code took half as long
    /// again.)
    static void multiply(
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
            int depth) {
        float[] from = start;
        int fromOffset = startOffset;
        int p = 0;
        for (; p <= depth - STEP; p += STEP) {
            addEight(
                    a,
                    aOffset + p * aColumn,
                    aColumn,
                    b,
                    bOffset + p * bRow,
                    bRow,
                    from,
                    fromOffset,
                    c,
                    cOffset,
                    columns);
            from = c;
            fromOffset = cOffset;
        }
        for (; p < depth; p++) {
            addOne(a[aOffset + p * aColumn], b, bOffset + p * bRow, from, fromOffset, c, cOffset, columns);
            from = c;
            fromOffset = cOffset;
        }
    }

    private static void addEight(
            float[] a,
            int aOffset,
            int aColumn,
            float[] b,
            int bOffset,
            int bRow,
            float[] from,
            int fromOffset,
            float[] c,
            int cOffset,
            int columns) {
        var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
        aOffset += aColumn;
        var a1 = FloatVector.broadcast(SPECIES, a[aOffset]);
        aOffset += aColumn;
        var a2 = FloatVector.broadcast(SPECIES, a[aOffset]);
        aOffset += aColumn;
        var a3 = FloatVector.broadcast(SPECIES, a[aOffset]);
        aOffset += aColumn;
        var a4 = FloatVector.broadcast(SPECIES, a[aOffset]);
        aOffset += aColumn;
        var a5 = FloatVector.broadcast(SPECIES, a[aOffset]);
        aOffset += aColumn;
        var a6 = FloatVector.broadcast(SPECIES, a[aOffset]);
        aOffset += aColumn;
        var a7 = FloatVector.broadcast(SPECIES, a[aOffset]);
        int last = columns - LANES;
        int at = bOffset + last;
        var tail = FloatVector.fromArray(SPECIES, from, fromOffset + last);
        tail = a0.fma(FloatVector.fromArray(SPECIES, b, at), tail);
        at += bRow;
        tail = a1.fma(FloatVector.fromArray(SPECIES, b, at), tail);
        at += bRow;
        tail = a2.fma(FloatVector.fromArray(SPECIES, b, at), tail);
        at += bRow;
        tail = a3.fma(FloatVector.fromArray(SPECIES, b, at), tail);
        at += bRow;
        tail = a4.fma(FloatVector.fromArray(SPECIES, b, at), tail);
        at += bRow;
        tail = a5.fma(FloatVector.fromArray(SPECIES, b, at), tail);
        at += bRow;
        tail = a6.fma(FloatVector.fromArray(SPECIES, b, at), tail);
        at += bRow;
        tail = a7.fma(FloatVector.fromArray(SPECIES, b, at), tail);
        for (int j = 0; j < last; j += LANES) {
            at = bOffset + j;
            var sum = FloatVector.fromArray(SPECIES, from, fromOffset + j);
            sum = a0.fma(FloatVector.fromArray(SPECIES, b, at), sum);
            at += bRow;
            sum = a1.fma(FloatVector.fromArray(SPECIES, b, at), sum);
            at += bRow;
            sum = a2.fma(FloatVector.fromArray(SPECIES, b, at), sum);
            at += bRow;
            sum = a3.fma(FloatVector.fromArray(SPECIES, b, at), sum);
            at += bRow;
            sum = a4.fma(FloatVector.fromArray(SPECIES, b, at), sum);
            at += bRow;
            sum = a5.fma(FloatVector.fromArray(SPECIES, b, at), sum);
            at += bRow;
            sum = a6.fma(FloatVector.fromArray(SPECIES, b, at), sum);
            at += bRow;
            sum = a7.fma(FloatVector.fromArray(SPECIES, b, at), sum);
            sum.intoArray(c, cOffset + j);
        }
        tail.intoArray(c, cOffset + last);
    }

    private static void addOne(
            float a, float[] b, int bOffset, float[] from, int fromOffset, float[] c, int cOffset, int columns) {
        var factor = FloatVector.broadcast(SPECIES, a);
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            factor.fma(
                            FloatVector.fromArray(SPECIES, b, bOffset + j),
                            FloatVector.fromArray(SPECIES, from, fromOffset + j))
                    .intoArray(c, cOffset + j);
        }
        for (; j < columns; j++) {
            c[cOffset + j] = Math.fma(a, b[bOffset + j], from[fromOffset + j]);
        }
    }

    /// Computes c(j) = c(j) + s(j).
    static void add(float[] s, int sOffset, float[] c, int cOffset, int columns) {
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            FloatVector.fromArray(SPECIES, c, cOffset + j)
                    .add(FloatVector.fromArray(SPECIES, s, sOffset + j))
                    .intoArray(c, cOffset + j);
        }
        for (; j < columns; j++) {
            c[cOffset + j] += s[sOffset + j];
        }
    }

    /// Computes c(i,j) = c(i,j) + s(i,j) for a tile of whole vectors whose rows lie one after the other in S.
    static void addTile(float[] s, int sOffset, float[] c, int cOffset, int cRow, int height, int width) {
        for (int r = 0; r < height; r++) {
            for (int j = 0; j < width; j += LANES) {
                FloatVector.fromArray(SPECIES, c, cOffset + j)
                        .add(FloatVector.fromArray(SPECIES, s, sOffset + j))
                        .intoArray(c, cOffset + j);
            }
            cOffset += cRow;
            sOffset += width;
        }
    }

    /// Copies `depth` rows of `vectors` vectors each, so that they lie one after the other.
    static void pack(float[] b, int bOffset, int bRow, float[] packed, int offset, int vectors, int depth) {
        int width = vectors * LANES;
        for (int p = 0; p < depth; p++) {
            for (int j = 0; j < width; j += LANES) {
                FloatVector.fromArray(SPECIES, b, bOffset + j).intoArray(packed, offset + j);
            }
            bOffset += bRow;
            offset += width;
        }
    }

    /// Copies `depth` rows of `columns` elements, fewer than a vector has, each into a vector of its own that
    /// ends in zeros.
    static void pad(float[] b, int bOffset, int bRow, float[] padded, int offset, int depth, int columns) {
        var mask = SPECIES.indexInRange(0, columns);
        for (int p = 0; p < depth; p++) {
            FloatVector.fromArray(SPECIES, b, bOffset + p * bRow, mask).intoArray(padded, offset + p * LANES);
        }
    }

    /// Copies the first `columns` elements, fewer than a vector has, of `rows` vectors into rows of C.
    static void copyNarrow(float[] tile, float[] c, int cOffset, int cRow, int rows, int columns) {
        var mask = SPECIES.indexInRange(0, columns);
        for (int r = 0; r < rows; r++) {
            FloatVector.fromArray(SPECIES, tile, r * LANES).intoArray(c, cOffset + r * cRow, mask);
        }
    }
}

package dev.lanewise.core.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The micro-kernels of the matrix product: one tile of C held in registers while the depth runs.
///
/// ```
///                    b(p, 0 … V·LANES)          one row of B, V vectors
///                    ┌────┬────┬────┬────┐
///                    └────┴────┴────┴────┘
///   a(0,p) ┌──┐      ┌────┬────┬────┬────┐
///   a(1,p) │  │  ×   │c00 │c01 │c02 │c03 │     R × V accumulators, all local variables
///   a(2,p) │  │      │c10 │ …  │    │    │
///   a(3,p) └──┘      └────┴────┴────┴────┘
/// ```
///
/// Contract of `tileRxV`: the operands are as in [dev.lanewise.core.internal.ProductKernels#multiply] with all offsets
/// already at the tile. Every row of the tile begins as the vectors at `start`; then for each p of the depth one row of
/// B is loaded, each a(r,p) is broadcast, and the accumulators take one fused multiply-add. C is written once at the
/// end and never read. Tiles may overlap: what is computed twice has the same bits both times. `Masked` tiles touch
/// only the first `columns` lanes and serve matrices narrower than one vector; they make the mask themselves, since one
/// that crosses a call is an object.
///
/// Four rows by four vectors need 16 accumulators, 4 vectors of B and one broadcast: 21 of 32 registers. C2 stops
/// inlining vector calls in methods with many more of them and then boxes every accumulator, so the tiles are small
/// methods without branches, and repeat their lines rather than share them.
final class ProductTiles {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private ProductTiles() {}

    static void tile4x4(
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
            int depth) {
        var c00 = FloatVector.fromArray(SPECIES, start, startOffset);
        var c01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        var c02 = FloatVector.fromArray(SPECIES, start, startOffset + 2 * LANES);
        var c03 = FloatVector.fromArray(SPECIES, start, startOffset + 3 * LANES);
        var c10 = c00;
        var c11 = c01;
        var c12 = c02;
        var c13 = c03;
        var c20 = c00;
        var c21 = c01;
        var c22 = c02;
        var c23 = c03;
        var c30 = c00;
        var c31 = c01;
        var c32 = c02;
        var c33 = c03;
        for (int p = 0; p < depth; p++) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            var b1 = FloatVector.fromArray(SPECIES, b, bOffset + LANES);
            var b2 = FloatVector.fromArray(SPECIES, b, bOffset + 2 * LANES);
            var b3 = FloatVector.fromArray(SPECIES, b, bOffset + 3 * LANES);
            var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            var a1 = FloatVector.broadcast(SPECIES, a[aOffset + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            var a2 = FloatVector.broadcast(SPECIES, a[aOffset + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            var a3 = FloatVector.broadcast(SPECIES, a[aOffset + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c02.intoArray(c, cOffset + 2 * LANES);
        c03.intoArray(c, cOffset + 3 * LANES);
        c10.intoArray(c, cOffset + cRow);
        c11.intoArray(c, cOffset + cRow + LANES);
        c12.intoArray(c, cOffset + cRow + 2 * LANES);
        c13.intoArray(c, cOffset + cRow + 3 * LANES);
        c20.intoArray(c, cOffset + 2 * cRow);
        c21.intoArray(c, cOffset + 2 * cRow + LANES);
        c22.intoArray(c, cOffset + 2 * cRow + 2 * LANES);
        c23.intoArray(c, cOffset + 2 * cRow + 3 * LANES);
        c30.intoArray(c, cOffset + 3 * cRow);
        c31.intoArray(c, cOffset + 3 * cRow + LANES);
        c32.intoArray(c, cOffset + 3 * cRow + 2 * LANES);
        c33.intoArray(c, cOffset + 3 * cRow + 3 * LANES);
    }

    static void tile4x3(
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
            int depth) {
        var c00 = FloatVector.fromArray(SPECIES, start, startOffset);
        var c01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        var c02 = FloatVector.fromArray(SPECIES, start, startOffset + 2 * LANES);
        var c10 = c00;
        var c11 = c01;
        var c12 = c02;
        var c20 = c00;
        var c21 = c01;
        var c22 = c02;
        var c30 = c00;
        var c31 = c01;
        var c32 = c02;
        for (int p = 0; p < depth; p++) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            var b1 = FloatVector.fromArray(SPECIES, b, bOffset + LANES);
            var b2 = FloatVector.fromArray(SPECIES, b, bOffset + 2 * LANES);
            var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            var a1 = FloatVector.broadcast(SPECIES, a[aOffset + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            var a2 = FloatVector.broadcast(SPECIES, a[aOffset + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            var a3 = FloatVector.broadcast(SPECIES, a[aOffset + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c02.intoArray(c, cOffset + 2 * LANES);
        c10.intoArray(c, cOffset + cRow);
        c11.intoArray(c, cOffset + cRow + LANES);
        c12.intoArray(c, cOffset + cRow + 2 * LANES);
        c20.intoArray(c, cOffset + 2 * cRow);
        c21.intoArray(c, cOffset + 2 * cRow + LANES);
        c22.intoArray(c, cOffset + 2 * cRow + 2 * LANES);
        c30.intoArray(c, cOffset + 3 * cRow);
        c31.intoArray(c, cOffset + 3 * cRow + LANES);
        c32.intoArray(c, cOffset + 3 * cRow + 2 * LANES);
    }

    static void tile4x2(
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
            int depth) {
        var c00 = FloatVector.fromArray(SPECIES, start, startOffset);
        var c01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        var c10 = c00;
        var c11 = c01;
        var c20 = c00;
        var c21 = c01;
        var c30 = c00;
        var c31 = c01;
        for (int p = 0; p < depth; p++) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            var b1 = FloatVector.fromArray(SPECIES, b, bOffset + LANES);
            var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            var a1 = FloatVector.broadcast(SPECIES, a[aOffset + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            var a2 = FloatVector.broadcast(SPECIES, a[aOffset + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            var a3 = FloatVector.broadcast(SPECIES, a[aOffset + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c10.intoArray(c, cOffset + cRow);
        c11.intoArray(c, cOffset + cRow + LANES);
        c20.intoArray(c, cOffset + 2 * cRow);
        c21.intoArray(c, cOffset + 2 * cRow + LANES);
        c30.intoArray(c, cOffset + 3 * cRow);
        c31.intoArray(c, cOffset + 3 * cRow + LANES);
    }

    static void tile4x1(
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
            int depth) {
        var c00 = FloatVector.fromArray(SPECIES, start, startOffset);
        var c10 = c00;
        var c20 = c00;
        var c30 = c00;
        for (int p = 0; p < depth; p++) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
            c00 = a0.fma(b0, c00);
            var a1 = FloatVector.broadcast(SPECIES, a[aOffset + aRow]);
            c10 = a1.fma(b0, c10);
            var a2 = FloatVector.broadcast(SPECIES, a[aOffset + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            var a3 = FloatVector.broadcast(SPECIES, a[aOffset + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
        c10.intoArray(c, cOffset + cRow);
        c20.intoArray(c, cOffset + 2 * cRow);
        c30.intoArray(c, cOffset + 3 * cRow);
    }

    static void tile4x1Masked(
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
            int depth,
            int columns) {
        var mask = SPECIES.indexInRange(0, columns);
        var c00 = FloatVector.fromArray(SPECIES, start, startOffset, mask);
        var c10 = c00;
        var c20 = c00;
        var c30 = c00;
        for (int p = 0; p < depth; p++) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset, mask);
            var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
            c00 = a0.fma(b0, c00);
            var a1 = FloatVector.broadcast(SPECIES, a[aOffset + aRow]);
            c10 = a1.fma(b0, c10);
            var a2 = FloatVector.broadcast(SPECIES, a[aOffset + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            var a3 = FloatVector.broadcast(SPECIES, a[aOffset + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset, mask);
        c10.intoArray(c, cOffset + cRow, mask);
        c20.intoArray(c, cOffset + 2 * cRow, mask);
        c30.intoArray(c, cOffset + 3 * cRow, mask);
    }

    static void tile1x4(
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
            int depth) {
        var c00 = FloatVector.fromArray(SPECIES, start, startOffset);
        var c01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        var c02 = FloatVector.fromArray(SPECIES, start, startOffset + 2 * LANES);
        var c03 = FloatVector.fromArray(SPECIES, start, startOffset + 3 * LANES);
        for (int p = 0; p < depth; p++) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            var b1 = FloatVector.fromArray(SPECIES, b, bOffset + LANES);
            var b2 = FloatVector.fromArray(SPECIES, b, bOffset + 2 * LANES);
            var b3 = FloatVector.fromArray(SPECIES, b, bOffset + 3 * LANES);
            var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c02.intoArray(c, cOffset + 2 * LANES);
        c03.intoArray(c, cOffset + 3 * LANES);
    }

    static void tile1x1(
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
            int depth) {
        var c00 = FloatVector.fromArray(SPECIES, start, startOffset);
        for (int p = 0; p < depth; p++) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
            c00 = a0.fma(b0, c00);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
    }

    static void tile1x1Masked(
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
            int depth,
            int columns) {
        var mask = SPECIES.indexInRange(0, columns);
        var c00 = FloatVector.fromArray(SPECIES, start, startOffset, mask);
        for (int p = 0; p < depth; p++) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset, mask);
            var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
            c00 = a0.fma(b0, c00);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset, mask);
    }
}

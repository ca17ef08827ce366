package dev.lanewise.core.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The micro-kernels of the matrix product: one tile of C held in registers while the depth runs.
///
/// ```
///                    b(p, 0 … V·LANES)     one row of B, V vectors
///                    ┌────┬────┬────┐
///                    └────┴────┴────┘
///   a(0,p) ┌──┐      ┌────┬────┬────┐
///   a(1,p) │  │  ×   │c00 │c01 │c02 │     R × V accumulators, all local variables
///     …    │  │      │c10 │ …  │    │
///   a(7,p) └──┘      └────┴────┴────┘
/// ```
///
/// Contract of `tileRxV`: the operands are as in [dev.lanewise.core.internal.ProductKernels#multiply] with all offsets
/// already at the tile. Every row of the tile begins as the vectors at `start`; then for each p of the depth one row of
/// B is loaded, each a(r,p) is broadcast, and the accumulators take one fused multiply-add. C is written once at the
/// end.
///
/// The loop counts by the stride of B, so that it has no constant step and C2 does not strip-mine it under G1: counted
/// by one, these tiles are a tenth slower. The index into A walks down its rows, as that into C does at the end: the
/// offsets of 1 to 7 times the row length would be seven more numbers that live through the loop, more than there are
/// general registers, and C2 keeps what is too much in vector registers and on the stack. Depending on the profile that
/// cost 5 to 15 % of a product (`bench/run ladder`).
///
/// Eight rows by three vectors need 24 accumulators, 3 vectors of B and one broadcast: 28 of 32 registers, and 11 loads
/// for 24 multiply-adds, so that the loads hide behind the arithmetic even where every load crosses a cache line. The
/// tiles are small methods without branches, and repeat their lines rather than share them: C2 stops inlining vector
/// calls in methods with many more of them and then boxes every accumulator.
final class ProductTiles8 {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private ProductTiles8() {}

    static void tile8x3(
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
        var c40 = c00;
        var c41 = c01;
        var c42 = c02;
        var c50 = c00;
        var c51 = c01;
        var c52 = c02;
        var c60 = c00;
        var c61 = c01;
        var c62 = c02;
        var c70 = c00;
        var c71 = c01;
        var c72 = c02;
        int bEnd = bOffset + depth * bRow;
        while (bOffset < bEnd) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            var b1 = FloatVector.fromArray(SPECIES, b, bOffset + LANES);
            var b2 = FloatVector.fromArray(SPECIES, b, bOffset + 2 * LANES);
            int at = aOffset;
            var a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            at += aRow;
            var a1 = FloatVector.broadcast(SPECIES, a[at]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            at += aRow;
            var a2 = FloatVector.broadcast(SPECIES, a[at]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            at += aRow;
            var a3 = FloatVector.broadcast(SPECIES, a[at]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            at += aRow;
            var a4 = FloatVector.broadcast(SPECIES, a[at]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            at += aRow;
            var a5 = FloatVector.broadcast(SPECIES, a[at]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            at += aRow;
            var a6 = FloatVector.broadcast(SPECIES, a[at]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            c62 = a6.fma(b2, c62);
            at += aRow;
            var a7 = FloatVector.broadcast(SPECIES, a[at]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            c72 = a7.fma(b2, c72);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c02.intoArray(c, cOffset + 2 * LANES);
        cOffset += cRow;
        c10.intoArray(c, cOffset);
        c11.intoArray(c, cOffset + LANES);
        c12.intoArray(c, cOffset + 2 * LANES);
        cOffset += cRow;
        c20.intoArray(c, cOffset);
        c21.intoArray(c, cOffset + LANES);
        c22.intoArray(c, cOffset + 2 * LANES);
        cOffset += cRow;
        c30.intoArray(c, cOffset);
        c31.intoArray(c, cOffset + LANES);
        c32.intoArray(c, cOffset + 2 * LANES);
        cOffset += cRow;
        c40.intoArray(c, cOffset);
        c41.intoArray(c, cOffset + LANES);
        c42.intoArray(c, cOffset + 2 * LANES);
        cOffset += cRow;
        c50.intoArray(c, cOffset);
        c51.intoArray(c, cOffset + LANES);
        c52.intoArray(c, cOffset + 2 * LANES);
        cOffset += cRow;
        c60.intoArray(c, cOffset);
        c61.intoArray(c, cOffset + LANES);
        c62.intoArray(c, cOffset + 2 * LANES);
        cOffset += cRow;
        c70.intoArray(c, cOffset);
        c71.intoArray(c, cOffset + LANES);
        c72.intoArray(c, cOffset + 2 * LANES);
    }

    static void tile8x2(
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
        var c40 = c00;
        var c41 = c01;
        var c50 = c00;
        var c51 = c01;
        var c60 = c00;
        var c61 = c01;
        var c70 = c00;
        var c71 = c01;
        int bEnd = bOffset + depth * bRow;
        while (bOffset < bEnd) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            var b1 = FloatVector.fromArray(SPECIES, b, bOffset + LANES);
            int at = aOffset;
            var a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            at += aRow;
            var a1 = FloatVector.broadcast(SPECIES, a[at]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            at += aRow;
            var a2 = FloatVector.broadcast(SPECIES, a[at]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            at += aRow;
            var a3 = FloatVector.broadcast(SPECIES, a[at]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            at += aRow;
            var a4 = FloatVector.broadcast(SPECIES, a[at]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            at += aRow;
            var a5 = FloatVector.broadcast(SPECIES, a[at]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            at += aRow;
            var a6 = FloatVector.broadcast(SPECIES, a[at]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            at += aRow;
            var a7 = FloatVector.broadcast(SPECIES, a[at]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        cOffset += cRow;
        c10.intoArray(c, cOffset);
        c11.intoArray(c, cOffset + LANES);
        cOffset += cRow;
        c20.intoArray(c, cOffset);
        c21.intoArray(c, cOffset + LANES);
        cOffset += cRow;
        c30.intoArray(c, cOffset);
        c31.intoArray(c, cOffset + LANES);
        cOffset += cRow;
        c40.intoArray(c, cOffset);
        c41.intoArray(c, cOffset + LANES);
        cOffset += cRow;
        c50.intoArray(c, cOffset);
        c51.intoArray(c, cOffset + LANES);
        cOffset += cRow;
        c60.intoArray(c, cOffset);
        c61.intoArray(c, cOffset + LANES);
        cOffset += cRow;
        c70.intoArray(c, cOffset);
        c71.intoArray(c, cOffset + LANES);
    }

    static void tile8x1(
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
        var c40 = c00;
        var c50 = c00;
        var c60 = c00;
        var c70 = c00;
        int bEnd = bOffset + depth * bRow;
        while (bOffset < bEnd) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            int at = aOffset;
            var a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            at += aRow;
            var a1 = FloatVector.broadcast(SPECIES, a[at]);
            c10 = a1.fma(b0, c10);
            at += aRow;
            var a2 = FloatVector.broadcast(SPECIES, a[at]);
            c20 = a2.fma(b0, c20);
            at += aRow;
            var a3 = FloatVector.broadcast(SPECIES, a[at]);
            c30 = a3.fma(b0, c30);
            at += aRow;
            var a4 = FloatVector.broadcast(SPECIES, a[at]);
            c40 = a4.fma(b0, c40);
            at += aRow;
            var a5 = FloatVector.broadcast(SPECIES, a[at]);
            c50 = a5.fma(b0, c50);
            at += aRow;
            var a6 = FloatVector.broadcast(SPECIES, a[at]);
            c60 = a6.fma(b0, c60);
            at += aRow;
            var a7 = FloatVector.broadcast(SPECIES, a[at]);
            c70 = a7.fma(b0, c70);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
        cOffset += cRow;
        c10.intoArray(c, cOffset);
        cOffset += cRow;
        c20.intoArray(c, cOffset);
        cOffset += cRow;
        c30.intoArray(c, cOffset);
        cOffset += cRow;
        c40.intoArray(c, cOffset);
        cOffset += cRow;
        c50.intoArray(c, cOffset);
        cOffset += cRow;
        c60.intoArray(c, cOffset);
        cOffset += cRow;
        c70.intoArray(c, cOffset);
    }
}

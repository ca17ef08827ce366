package dev.lanewise.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of the attempts in [LadderStep], with the parameters of the library's tiles. Whole attempts are kept apart
/// from the library on purpose: it goes on, they stay what they were.
final class LadderTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private LadderTiles() {}

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

    static void tile8x3Counted(
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
            var a4 = FloatVector.broadcast(SPECIES, a[aOffset + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            var a5 = FloatVector.broadcast(SPECIES, a[aOffset + 5 * aRow]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            var a6 = FloatVector.broadcast(SPECIES, a[aOffset + 6 * aRow]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            c62 = a6.fma(b2, c62);
            var a7 = FloatVector.broadcast(SPECIES, a[aOffset + 7 * aRow]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            c72 = a7.fma(b2, c72);
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
        c40.intoArray(c, cOffset + 4 * cRow);
        c41.intoArray(c, cOffset + 4 * cRow + LANES);
        c42.intoArray(c, cOffset + 4 * cRow + 2 * LANES);
        c50.intoArray(c, cOffset + 5 * cRow);
        c51.intoArray(c, cOffset + 5 * cRow + LANES);
        c52.intoArray(c, cOffset + 5 * cRow + 2 * LANES);
        c60.intoArray(c, cOffset + 6 * cRow);
        c61.intoArray(c, cOffset + 6 * cRow + LANES);
        c62.intoArray(c, cOffset + 6 * cRow + 2 * LANES);
        c70.intoArray(c, cOffset + 7 * cRow);
        c71.intoArray(c, cOffset + 7 * cRow + LANES);
        c72.intoArray(c, cOffset + 7 * cRow + 2 * LANES);
    }

    static void tile8x3ByStride(
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
            var a4 = FloatVector.broadcast(SPECIES, a[aOffset + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            var a5 = FloatVector.broadcast(SPECIES, a[aOffset + 5 * aRow]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            var a6 = FloatVector.broadcast(SPECIES, a[aOffset + 6 * aRow]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            c62 = a6.fma(b2, c62);
            var a7 = FloatVector.broadcast(SPECIES, a[aOffset + 7 * aRow]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            c72 = a7.fma(b2, c72);
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
        c40.intoArray(c, cOffset + 4 * cRow);
        c41.intoArray(c, cOffset + 4 * cRow + LANES);
        c42.intoArray(c, cOffset + 4 * cRow + 2 * LANES);
        c50.intoArray(c, cOffset + 5 * cRow);
        c51.intoArray(c, cOffset + 5 * cRow + LANES);
        c52.intoArray(c, cOffset + 5 * cRow + 2 * LANES);
        c60.intoArray(c, cOffset + 6 * cRow);
        c61.intoArray(c, cOffset + 6 * cRow + LANES);
        c62.intoArray(c, cOffset + 6 * cRow + 2 * LANES);
        c70.intoArray(c, cOffset + 7 * cRow);
        c71.intoArray(c, cOffset + 7 * cRow + LANES);
        c72.intoArray(c, cOffset + 7 * cRow + 2 * LANES);
    }

    static void tile8x3Walking(
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
}

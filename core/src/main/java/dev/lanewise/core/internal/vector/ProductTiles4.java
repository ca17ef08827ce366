package dev.lanewise.core.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of four rows, with the contract of [ProductTiles8], for machines with 16 vector registers: 4 × 3 needs
/// exactly 12 + 3 + 1.
final class ProductTiles4 {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private ProductTiles4() {}

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
    }
}

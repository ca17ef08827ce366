package dev.lanewise.core.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Transposition in squares of 8 × 8 held in registers, as three rounds of exchanges between rows that are 1, 2 and 4
/// apart: each round swaps the off-diagonal halves of 2 × 2 blocks. Where vectors have fewer than 256 bits, in strips
/// of eight rows of plain code.
final class Transposition {
    private static final int SIZE = 8;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final boolean SQUARES = FloatVector.SPECIES_PREFERRED.length() >= SIZE;

    private static final VectorShuffle<Float> SWAP_1 = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);
    private static final VectorShuffle<Float> SWAP_2 = VectorShuffle.fromOp(SPECIES, i -> i ^ 2);
    private static final VectorShuffle<Float> SWAP_4 = VectorShuffle.fromOp(SPECIES, i -> i ^ 4);
    private static final VectorMask<Float> ODD_1 = VectorMask.fromLong(SPECIES, 0b10101010);
    private static final VectorMask<Float> ODD_2 = VectorMask.fromLong(SPECIES, 0b11001100);
    private static final VectorMask<Float> ODD_4 = VectorMask.fromLong(SPECIES, 0b11110000);

    private Transposition() {}

    /// Writes target(j,i) = source(i,j). The last squares are moved back over elements that are already there.
    static void transpose(
            float[] source,
            int sourceOffset,
            int sourceRow,
            float[] target,
            int targetOffset,
            int targetRow,
            int rows,
            int columns) {
        if (rows < SIZE || columns < SIZE) {
            small(source, sourceOffset, sourceRow, target, targetOffset, targetRow, rows, columns);
            return;
        }
        for (int i = 0; i < rows; i += SIZE) {
            int row = Math.min(i, rows - SIZE);
            int from = sourceOffset + row * sourceRow;
            int to = targetOffset + row;
            if (SQUARES) {
                for (int j = 0; j < columns; j += SIZE) {
                    int column = Math.min(j, columns - SIZE);
                    square(source, from + column, sourceRow, target, to + column * targetRow, targetRow);
                }
            } else {
                strip(source, from, sourceRow, target, to, targetRow, columns);
            }
        }
    }

    private static void small(
            float[] source,
            int sourceOffset,
            int sourceRow,
            float[] target,
            int targetOffset,
            int targetRow,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                target[targetOffset + j * targetRow + i] = source[sourceOffset + i * sourceRow + j];
            }
        }
    }

    private static void strip(float[] source, int from, int sourceRow, float[] target, int to, int targetRow, int n) {
        int row1 = from + sourceRow;
        int row2 = row1 + sourceRow;
        int row3 = row2 + sourceRow;
        int row4 = row3 + sourceRow;
        int row5 = row4 + sourceRow;
        int row6 = row5 + sourceRow;
        int row7 = row6 + sourceRow;
        for (int j = 0; j < n; j++) {
            target[to] = source[from + j];
            target[to + 1] = source[row1 + j];
            target[to + 2] = source[row2 + j];
            target[to + 3] = source[row3 + j];
            target[to + 4] = source[row4 + j];
            target[to + 5] = source[row5 + j];
            target[to + 6] = source[row6 + j];
            target[to + 7] = source[row7 + j];
            to += targetRow;
        }
    }

    /// Walks down the rows with one index, see [ProductTiles8].
    private static void square(float[] source, int from, int sourceRow, float[] target, int to, int targetRow) {
        var r0 = FloatVector.fromArray(SPECIES, source, from);
        from += sourceRow;
        var r1 = FloatVector.fromArray(SPECIES, source, from);
        from += sourceRow;
        var r2 = FloatVector.fromArray(SPECIES, source, from);
        from += sourceRow;
        var r3 = FloatVector.fromArray(SPECIES, source, from);
        from += sourceRow;
        var r4 = FloatVector.fromArray(SPECIES, source, from);
        from += sourceRow;
        var r5 = FloatVector.fromArray(SPECIES, source, from);
        from += sourceRow;
        var r6 = FloatVector.fromArray(SPECIES, source, from);
        from += sourceRow;
        var r7 = FloatVector.fromArray(SPECIES, source, from);
        var s0 = r0.blend(r1.rearrange(SWAP_1), ODD_1);
        var s1 = r0.rearrange(SWAP_1).blend(r1, ODD_1);
        var s2 = r2.blend(r3.rearrange(SWAP_1), ODD_1);
        var s3 = r2.rearrange(SWAP_1).blend(r3, ODD_1);
        var s4 = r4.blend(r5.rearrange(SWAP_1), ODD_1);
        var s5 = r4.rearrange(SWAP_1).blend(r5, ODD_1);
        var s6 = r6.blend(r7.rearrange(SWAP_1), ODD_1);
        var s7 = r6.rearrange(SWAP_1).blend(r7, ODD_1);
        var t0 = s0.blend(s2.rearrange(SWAP_2), ODD_2);
        var t1 = s1.blend(s3.rearrange(SWAP_2), ODD_2);
        var t2 = s0.rearrange(SWAP_2).blend(s2, ODD_2);
        var t3 = s1.rearrange(SWAP_2).blend(s3, ODD_2);
        var t4 = s4.blend(s6.rearrange(SWAP_2), ODD_2);
        var t5 = s5.blend(s7.rearrange(SWAP_2), ODD_2);
        var t6 = s4.rearrange(SWAP_2).blend(s6, ODD_2);
        var t7 = s5.rearrange(SWAP_2).blend(s7, ODD_2);
        t0.blend(t4.rearrange(SWAP_4), ODD_4).intoArray(target, to);
        to += targetRow;
        t1.blend(t5.rearrange(SWAP_4), ODD_4).intoArray(target, to);
        to += targetRow;
        t2.blend(t6.rearrange(SWAP_4), ODD_4).intoArray(target, to);
        to += targetRow;
        t3.blend(t7.rearrange(SWAP_4), ODD_4).intoArray(target, to);
        to += targetRow;
        t0.rearrange(SWAP_4).blend(t4, ODD_4).intoArray(target, to);
        to += targetRow;
        t1.rearrange(SWAP_4).blend(t5, ODD_4).intoArray(target, to);
        to += targetRow;
        t2.rearrange(SWAP_4).blend(t6, ODD_4).intoArray(target, to);
        to += targetRow;
        t3.rearrange(SWAP_4).blend(t7, ODD_4).intoArray(target, to);
    }
}

package dev.lanewise.core.internal.vector;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.lanewise.core.internal.NoiseKernels;
import dev.lanewise.core.internal.Threefry;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Random masks and normal numbers with one Threefry block a lane; the layout is that of [NoiseKernels].
public final class VectorNoise implements NoiseKernels {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = INTS.length();

    @Override
    public void draw(int columns, int[] key, int c1, int c2, int c3, int[] words, int wordsOffset) {
        for (int column = 0; column < columns; column += GROUP) {
            int at = wordsOffset + column / GROUP * WORDS;
            for (int block = 0; block < BLOCKS; block += LANES) {
                words(key, column / GROUP * BLOCKS + block, c1, c2, c3, words, at + block);
            }
        }
    }

    @Override
    public void mask(
            int[] words,
            int wordsOffset,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            int columns,
            int threshold,
            float scale,
            float shift,
            float dropped) {
        int at = wordsOffset;
        int column = 0;
        for (; column <= columns - GROUP; column += GROUP, at += WORDS) {
            maskGroup(words, at, x, xOffset + column, y, yOffset + column, threshold, scale, shift, dropped);
        }
        if (column < columns) {
            int left = columns - column;
            maskRest(words, at, x, xOffset + column, y, yOffset + column, left, threshold, scale, shift, dropped);
        }
    }

    @Override
    public void normal(float[] y, int yOffset, int rows, int columns, int[] key, int c1, int c2, int c3, int[] words) {
        for (int r = 0; r < rows; r++) {
            for (int column = 0; column < columns; column += WORDS) {
                for (int block = 0; block < BLOCKS; block += LANES) {
                    words(key, column / WORDS * BLOCKS + block, c1 + r, c2, c3, words, block);
                }
                VectorNormal.of(words, y, yOffset + r * columns + column, Math.min(WORDS, columns - column));
            }
        }
    }

    /// Masks 128 columns with the four words of 16 blocks: each word serves two columns, 16 apart.
    private static void maskGroup(
            int[] words,
            int wordsOffset,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            int threshold,
            float scale,
            float shift,
            float dropped) {
        var other = FloatVector.broadcast(FLOATS, dropped);
        for (int word = 0; word < 4 * BLOCKS; word += LANES) {
            var bits = IntVector.fromArray(INTS, words, wordsOffset + word);
            int j = word / BLOCKS * BLOCKS + word;
            var low = bits.and(0xFFFF).compare(VectorOperators.GE, threshold).cast(FLOATS);
            var kept = FloatVector.fromArray(FLOATS, x, xOffset + j).fma(scale, shift);
            other.blend(kept, low).intoArray(y, yOffset + j);
            j += BLOCKS;
            var high = bits.lanewise(LSHR, 16)
                    .compare(VectorOperators.GE, threshold)
                    .cast(FLOATS);
            kept = FloatVector.fromArray(FLOATS, x, xOffset + j).fma(scale, shift);
            other.blend(kept, high).intoArray(y, yOffset + j);
        }
    }

    /// Masks fewer columns with the four words of 16 blocks.
    private static void maskRest(
            int[] words,
            int wordsOffset,
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            int columns,
            int threshold,
            float scale,
            float shift,
            float dropped) {
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            var keep = bits(words, wordsOffset, j)
                    .compare(VectorOperators.GE, threshold)
                    .cast(FLOATS);
            var kept = FloatVector.fromArray(FLOATS, x, xOffset + j).fma(scale, shift);
            FloatVector.broadcast(FLOATS, dropped).blend(kept, keep).intoArray(y, yOffset + j);
        }
        if (j < columns) {
            var inside = FLOATS.indexInRange(j, columns);
            var keep = bits(words, wordsOffset, j)
                    .compare(VectorOperators.GE, threshold)
                    .cast(FLOATS);
            var kept = FloatVector.fromArray(FLOATS, x, xOffset + j, inside).fma(scale, shift);
            FloatVector.broadcast(FLOATS, dropped).blend(kept, keep).intoArray(y, yOffset + j, inside);
        }
    }

    /// The 16 bits of the columns from `column` on: half `column / 16 % 2` of word `column / 32`.
    private static IntVector bits(int[] words, int wordsOffset, int column) {
        return IntVector.fromArray(INTS, words, wordsOffset + column / 32 * BLOCKS + column % BLOCKS)
                .lanewise(LSHR, column & 16)
                .and(0xFFFF);
    }

    /// Writes word w of the blocks `block` to `block + LANES − 1` to words[16·w + at …].
    ///
    /// A method of its own: with the masking in the same body C2 runs into its limit of nodes and boxes every
    /// vector.
    private static void words(int[] key, int block, int c1, int c2, int c3, int[] words, int at) {
        int k0 = key[0];
        int k1 = key[1];
        int k2 = key[2];
        int k3 = key[3];
        int k4 = Threefry.PARITY ^ k0 ^ k1 ^ k2 ^ k3;
        var x0 = IntVector.broadcast(INTS, block + k0).addIndex(1);
        var x1 = IntVector.broadcast(INTS, c1 + k1);
        var x2 = IntVector.broadcast(INTS, c2 + k2);
        var x3 = IntVector.broadcast(INTS, c3 + k3);
        x0 = x0.add(x1);
        x1 = x1.lanewise(ROL, 10).lanewise(XOR, x0);
        x2 = x2.add(x3);
        x3 = x3.lanewise(ROL, 26).lanewise(XOR, x2);
        x0 = x0.add(x3);
        x3 = x3.lanewise(ROL, 11).lanewise(XOR, x0);
        x2 = x2.add(x1);
        x1 = x1.lanewise(ROL, 21).lanewise(XOR, x2);
        x0 = x0.add(x1);
        x1 = x1.lanewise(ROL, 13).lanewise(XOR, x0);
        x2 = x2.add(x3);
        x3 = x3.lanewise(ROL, 27).lanewise(XOR, x2);
        x0 = x0.add(x3);
        x3 = x3.lanewise(ROL, 23).lanewise(XOR, x0);
        x2 = x2.add(x1);
        x1 = x1.lanewise(ROL, 5).lanewise(XOR, x2);
        x0 = x0.add(k1);
        x1 = x1.add(k2);
        x2 = x2.add(k3);
        x3 = x3.add(k4 + 1);
        x0 = x0.add(x1);
        x1 = x1.lanewise(ROL, 6).lanewise(XOR, x0);
        x2 = x2.add(x3);
        x3 = x3.lanewise(ROL, 20).lanewise(XOR, x2);
        x0 = x0.add(x3);
        x3 = x3.lanewise(ROL, 17).lanewise(XOR, x0);
        x2 = x2.add(x1);
        x1 = x1.lanewise(ROL, 11).lanewise(XOR, x2);
        x0 = x0.add(x1);
        x1 = x1.lanewise(ROL, 25).lanewise(XOR, x0);
        x2 = x2.add(x3);
        x3 = x3.lanewise(ROL, 10).lanewise(XOR, x2);
        x0 = x0.add(x3);
        x3 = x3.lanewise(ROL, 18).lanewise(XOR, x0);
        x2 = x2.add(x1);
        x1 = x1.lanewise(ROL, 20).lanewise(XOR, x2);
        x0 = x0.add(k2);
        x1 = x1.add(k3);
        x2 = x2.add(k4);
        x3 = x3.add(k0 + 2);
        x0 = x0.add(x1);
        x1 = x1.lanewise(ROL, 10).lanewise(XOR, x0);
        x2 = x2.add(x3);
        x3 = x3.lanewise(ROL, 26).lanewise(XOR, x2);
        x0 = x0.add(x3);
        x3 = x3.lanewise(ROL, 11).lanewise(XOR, x0);
        x2 = x2.add(x1);
        x1 = x1.lanewise(ROL, 21).lanewise(XOR, x2);
        x0 = x0.add(x1);
        x1 = x1.lanewise(ROL, 13).lanewise(XOR, x0);
        x2 = x2.add(x3);
        x3 = x3.lanewise(ROL, 27).lanewise(XOR, x2);
        x0 = x0.add(x3);
        x3 = x3.lanewise(ROL, 23).lanewise(XOR, x0);
        x2 = x2.add(x1);
        x1 = x1.lanewise(ROL, 5).lanewise(XOR, x2);
        x0 = x0.add(k3);
        x1 = x1.add(k4);
        x2 = x2.add(k0);
        x3 = x3.add(k1 + 3);
        x0 = x0.add(x1);
        x1 = x1.lanewise(ROL, 6).lanewise(XOR, x0);
        x2 = x2.add(x3);
        x3 = x3.lanewise(ROL, 20).lanewise(XOR, x2);
        x0 = x0.add(x3);
        x3 = x3.lanewise(ROL, 17).lanewise(XOR, x0);
        x2 = x2.add(x1);
        x1 = x1.lanewise(ROL, 11).lanewise(XOR, x2);
        x0 = x0.add(x1);
        x1 = x1.lanewise(ROL, 25).lanewise(XOR, x0);
        x2 = x2.add(x3);
        x3 = x3.lanewise(ROL, 10).lanewise(XOR, x2);
        x0 = x0.add(x3);
        x3 = x3.lanewise(ROL, 18).lanewise(XOR, x0);
        x2 = x2.add(x1);
        x1 = x1.lanewise(ROL, 20).lanewise(XOR, x2);
        x0 = x0.add(k4);
        x1 = x1.add(k0);
        x2 = x2.add(k1);
        x3 = x3.add(k2 + 4);
        x0 = x0.add(x1);
        x1 = x1.lanewise(ROL, 10).lanewise(XOR, x0);
        x2 = x2.add(x3);
        x3 = x3.lanewise(ROL, 26).lanewise(XOR, x2);
        x0 = x0.add(x3);
        x3 = x3.lanewise(ROL, 11).lanewise(XOR, x0);
        x2 = x2.add(x1);
        x1 = x1.lanewise(ROL, 21).lanewise(XOR, x2);
        x0 = x0.add(x1);
        x1 = x1.lanewise(ROL, 13).lanewise(XOR, x0);
        x2 = x2.add(x3);
        x3 = x3.lanewise(ROL, 27).lanewise(XOR, x2);
        x0 = x0.add(x3);
        x3 = x3.lanewise(ROL, 23).lanewise(XOR, x0);
        x2 = x2.add(x1);
        x1 = x1.lanewise(ROL, 5).lanewise(XOR, x2);
        x0 = x0.add(k0);
        x1 = x1.add(k1);
        x2 = x2.add(k2);
        x3 = x3.add(k3 + 5);
        x0.intoArray(words, at);
        x1.intoArray(words, at + BLOCKS);
        x2.intoArray(words, at + 2 * BLOCKS);
        x3.intoArray(words, at + 3 * BLOCKS);
    }
}

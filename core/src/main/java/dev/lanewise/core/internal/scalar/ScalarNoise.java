package dev.lanewise.core.internal.scalar;

import dev.lanewise.core.internal.NoiseKernels;
import dev.lanewise.core.internal.Threefry;

/// The definition of the random masks and normal numbers: one block after the other, one column after the other.
public final class ScalarNoise implements NoiseKernels {
    @Override
    public void draw(int columns, int[] key, int c1, int c2, int c3, int[] words, int wordsOffset) {
        for (int block = 0; block / BLOCKS * GROUP < columns; block++) {
            int at = wordsOffset + block / BLOCKS * WORDS + block % BLOCKS;
            Threefry.block(key, block, c1, c2, c3, words, at, BLOCKS);
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
        for (int column = 0; column < columns; column++) {
            int part = column % GROUP / BLOCKS;
            int word = words[wordsOffset + column / GROUP * WORDS + part / 2 * BLOCKS + column % BLOCKS];
            int bits = word >>> 16 * (part % 2) & 0xFFFF;
            y[yOffset + column] = bits >= threshold ? Math.fma(x[xOffset + column], scale, shift) : dropped;
        }
    }

    @Override
    public void normal(float[] y, int yOffset, int rows, int columns, int[] key, int c1, int c2, int c3, int[] words) {
        for (int r = 0; r < rows; r++) {
            for (int block = 0; block / BLOCKS * WORDS + block % BLOCKS < columns; block++) {
                Threefry.block(key, block, c1 + r, c2, c3, words, 0, 1);
                for (int part = 0; part < 4; part++) {
                    int column = block / BLOCKS * WORDS + BLOCKS * part + block % BLOCKS;
                    if (column < columns) {
                        y[yOffset + r * columns + column] = ScalarNormal.of(words[part]);
                    }
                }
            }
        }
    }
}

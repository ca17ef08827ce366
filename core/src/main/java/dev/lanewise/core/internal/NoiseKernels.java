package dev.lanewise.core.internal;

/// Random words, the masks that they decide, and normal numbers; unchecked.
///
/// The bits are those of [Threefry] under a 128-bit key. A row uses the counters (block, c1, c2, c3). A block yields
/// four words, that is eight numbers of 16 bits; for a mask sixteen blocks serve 128 columns:
///
/// ```
/// column 128·g + 16·(2·w + h) + i   ←   half h (0 low, 1 high) of word w of block 16·g + i,   0 ≤ i < 16
/// ```
///
/// so that neighbouring columns are neighbouring lanes for every vector width.
public interface NoiseKernels {
    /// Blocks that serve [#GROUP] columns of a mask.
    int BLOCKS = 16;

    /// The words of [#BLOCKS] blocks.
    int WORDS = 4 * BLOCKS;

    /// Columns whose mask [#WORDS] words decide.
    int GROUP = 2 * WORDS;

    /// Returns how many words decide the mask of a row.
    static int words(int columns) {
        return (columns + GROUP - 1) / GROUP * WORDS;
    }

    /// Writes the words that decide the mask of a row: word w of block 16·g + i to `words` at offset + 64·g + 16·w
    /// + i.
    void draw(int columns, int[] key, int c1, int c2, int c3, int[] words, int wordsOffset);

    /// Computes y = scale·x + shift where the 16 bits of a column are at least `threshold`, and y = dropped
    /// elsewhere, for one row.
    ///
    /// Dropout: scale 1/(1 − rate), shift 0, dropped 0. The multiplication and the addition round once (fma).
    /// y may be x.
    void mask(
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
            float dropped);

    /// Computes y = independent standard normal numbers, one of every word of 32 bits:
    ///
    /// ```
    /// column 64·g + 16·w + i   ←   word w of block 16·g + i,   0 ≤ i < 16
    /// ```
    ///
    /// Row r of a call uses the counter c1 + r, the sum modulo 2³² (a caller never lets one call cross that
    /// border). `words` is scratch of at least [#WORDS] elements.
    void normal(float[] y, int yOffset, int rows, int columns, int[] key, int c1, int c2, int c3, int[] words);
}

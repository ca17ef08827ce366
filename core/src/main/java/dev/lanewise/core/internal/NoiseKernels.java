package dev.lanewise.core.internal;

/// Random masks made and applied in one pass, and normal numbers; unchecked.
///
/// The bits are those of [Threefry] under a 128-bit key. Row r of a call uses the counters (block, c1 + r, c2, c3), the
/// sum modulo 2³² (a caller never lets one call cross that border). A block yields four words, that is eight numbers of
/// 16 bits; for a mask sixteen blocks serve 128 columns:
///
/// ```
/// column 128·g + 16·(2·w + h) + i   ←   half h (0 low, 1 high) of word w of block 16·g + i,   0 ≤ i < 16
/// ```
///
/// so that neighbouring columns are neighbouring lanes for every vector width.
public interface NoiseKernels {
    /// Computes y = scale·x + shift where the 16 bits are at least `threshold`, and y = dropped elsewhere.
    ///
    /// Dropout: scale 1/(1 − rate), shift 0, dropped 0. The multiplication and the addition round once (fma).
    /// y may be x; `words` is scratch of at least [#SCRATCH] elements.
    void mask(
            float[] x,
            int xOffset,
            float[] y,
            int yOffset,
            int rows,
            int columns,
            int[] key,
            int c1,
            int c2,
            int c3,
            int threshold,
            float scale,
            float shift,
            float dropped,
            int[] words);

    /// Computes y = independent standard normal numbers, one of every word of 32 bits:
    ///
    /// ```
    /// column 64·g + 16·w + i   ←   word w of block 16·g + i,   0 ≤ i < 16
    /// ```
    ///
    /// `words` is scratch of at least [#SCRATCH] elements.
    void normal(float[] y, int yOffset, int rows, int columns, int[] key, int c1, int c2, int c3, int[] words);

    /// The least length of the array `words`, which a call uses as scratch.
    int SCRATCH = 64;
}

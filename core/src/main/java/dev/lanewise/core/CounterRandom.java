package dev.lanewise.core;

import dev.lanewise.core.internal.NoiseKernels;
import dev.lanewise.core.internal.Threefry;
import java.util.random.RandomGenerator;

/// Random numbers that are counted, not drawn: each is a function of a seed, a stream and its place, so it can be had
/// again at any time, in any order and on any number of threads.
///
/// The function is Threefry-4×32 with 20 rounds (Salmon, Moraes, Dror and Shaw, SC 2011) under the key (seed, stream).
/// As a [RandomGenerator] it counts through its own part of the counters from 0. Not thread-safe: it holds scratch
/// memory, the decisions of a mask that are kept and, as a generator, a position.
public final class CounterRandom implements RandomGenerator {
    /// As the first row of [#mask] and [#normal]: every row has the numbers of row 0.
    public static final long SAME_FOR_ALL_ROWS = -1;

    /// The streams of one seed have numbers below 2⁶⁴: a purpose in the high half, a position in the low one.
    private final int[] key;

    private final MaskTask mask;
    private final int[] words = new int[NoiseKernels.WORDS];
    private long position;

    private CounterRandom(long seed, int purpose, int place) {
        key = new int[] {(int) seed, (int) (seed >>> 32), place, purpose};
        mask = new MaskTask(key);
    }

    /// Returns the random numbers of one stream.
    ///
    /// @param seed the user's seed
    /// @param purpose what the numbers are for, so that two uses of one seed are independent
    /// @param place which of the things with that purpose, such as the index of a layer
    public static CounterRandom of(long seed, int purpose, int place) {
        return new CounterRandom(seed, purpose, place);
    }

    /// Computes y = scale·x + shift for an element that is kept and y = dropped for one that is not.
    ///
    /// An element is dropped with probability round(rate · 2¹⁶) / 2¹⁶, decided by 16 bits that follow from the
    /// stream, the step, its global row `firstRow + i` and its column alone.
    ///
    /// @param x rows × columns
    /// @param y of the same shape, overwritten; may be x
    /// @param firstRow the global index of the first row, or [#SAME_FOR_ALL_ROWS]
    /// @param rate the fraction dropped, in [0, 1]
    /// @throws IllegalArgumentException if the shapes differ, or rate, step or firstRow is out of range
    public void mask(
            Tensor x, Tensor y, long step, long firstRow, double rate, float scale, float shift, float dropped) {
        prepareMask(x, y, step, firstRow, rate, scale, shift, dropped, false);
        mask.run(0, x.rows());
        mask.release();
    }

    /// Does the same on the threads of an engine.
    ///
    /// @param keep whether the decisions are kept for [#maskAgain], which takes 256 bytes for every 128 columns
    ///     begun of a row
    /// @throws IllegalArgumentException if the shapes differ, or rate, step or firstRow is out of range
    public void mask(
            Engine engine,
            Tensor x,
            Tensor y,
            long step,
            long firstRow,
            double rate,
            float scale,
            float shift,
            float dropped,
            boolean keep) {
        prepareMask(x, y, step, firstRow, rate, scale, shift, dropped, keep);
        engine.onRows(x.rows(), x.columns(), mask);
        mask.release();
    }

    private void prepareMask(
            Tensor x,
            Tensor y,
            long step,
            long firstRow,
            double rate,
            float scale,
            float shift,
            float dropped,
            boolean keep) {
        checkShapes(x, y);
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a rate must be in [0, 1], but is " + rate);
        }
        checkPlace(step, firstRow, x.rows());
        mask.prepare(x, y, step, firstRow, (int) Math.rint(rate * 0x1p16), keep);
        mask.values(scale, shift, dropped);
    }

    /// Masks another tensor by the decisions of the last [#mask], whose rate, step and rows they are, without
    /// drawing them anew; scale, shift and dropped are those given here.
    ///
    /// @param x of the shape of that mask
    /// @param y of the same shape, overwritten; may be x
    /// @throws IllegalArgumentException if the shapes differ
    /// @throws IllegalStateException if the last mask was not kept, or of another shape
    public void maskAgain(Engine engine, Tensor x, Tensor y, float scale, float shift, float dropped) {
        checkShapes(x, y);
        if (!mask.hasKept(x.rows(), x.columns())) {
            throw new IllegalStateException(
                    "no mask of " + x.rows() + " rows and " + x.columns() + " columns was kept; the last was " + mask);
        }
        mask.prepareAgain(x, y);
        mask.values(scale, shift, dropped);
        engine.onRows(x.rows(), x.columns(), mask);
        mask.release();
    }

    private static void checkShapes(Tensor x, Tensor y) {
        if (x.rows() != y.rows() || x.columns() != y.columns()) {
            throw new IllegalArgumentException(
                    "a mask needs two tensors of one shape: " + x.shape() + ", " + y.shape());
        }
    }

    /// Fills a tensor with standard normal numbers, by inverting the distribution function in float32.
    ///
    /// A number follows from the stream, the step, its global row `firstRow + i` and its column alone; it is made
    /// of 32 bits and lies within ±6.4.
    ///
    /// @param firstRow the global index of the first row, or [#SAME_FOR_ALL_ROWS]
    /// @throws IllegalArgumentException if step or firstRow is out of range
    public void normal(Tensor target, long step, long firstRow) {
        checkPlace(step, firstRow, target.rows());
        boolean same = firstRow == SAME_FOR_ALL_ROWS;
        int rows = same ? 1 : target.rows();
        for (int row = 0; row < target.rows(); row += rows) {
            Backend.NOISE.normal(
                    target.array(),
                    target.offset() + row * target.columns(),
                    rows,
                    target.columns(),
                    key,
                    same ? 0 : (int) firstRow,
                    (int) step,
                    (int) (step >>> 32),
                    words);
        }
    }

    private static void checkPlace(long step, long firstRow, int rows) {
        if (step < 0 || step >= 1L << 48) {
            throw new IllegalArgumentException("a step must be in [0, 2^48), but is " + step);
        }
        if (firstRow != SAME_FOR_ALL_ROWS && (firstRow < 0 || firstRow + rows > 1L << 32)) {
            throw new IllegalArgumentException(
                    "rows must be in [0, 2^32), but " + rows + " of them begin at " + firstRow);
        }
    }

    /// Fills a tensor with the standard normal distribution truncated to ±2 standard deviations, by inverting the
    /// distribution function; the result has deviation 0.87962566103423978 times `deviation`.
    public void truncatedNormal(Tensor target, double deviation) {
        // The distribution function at −2 and the probability between −2 and 2.
        double low = 0.022750131948179207;
        for (int i = 0; i < target.size(); i++) {
            double probability = low + (1 - 2 * low) * uniform(i);
            target.set(i, (float) (deviation * NormalQuantile.of(probability)));
        }
    }

    /// Fills a tensor with the normal distribution of mean 0, by inverting the distribution function.
    public void normal(Tensor target, double deviation) {
        for (int i = 0; i < target.size(); i++) {
            target.set(i, (float) (deviation * NormalQuantile.of(uniform(i))));
        }
    }

    /// Fills a tensor with the uniform distribution on [low, high).
    public void uniform(Tensor target, double low, double high) {
        for (int i = 0; i < target.size(); i++) {
            target.set(i, (float) (low + (high - low) * uniform(i)));
        }
    }

    /// Returns the number in (0, 1) with this index: 53 random bits and a half, over 2⁵³.
    public double uniform(long index) {
        return ((bits(index) >>> 11) + 0.5) * 0x1p-53;
    }

    private long bits(long index) {
        Threefry.block(key, (int) index, (int) (index >>> 32), 0, -1, words, 0, 1);
        return words[0] & 0xFFFF_FFFFL | (long) words[1] << 32;
    }

    /// Returns the next 64 random bits and counts one on.
    @Override
    public long nextLong() {
        return bits(position++);
    }
}

package dev.lanewise.core;

import dev.lanewise.core.internal.NoiseKernels;

/// The mask of a batch, row by row; its fields are set anew for each batch, so that nothing is allocated.
final class MaskTask implements RangeTask {
    private static final float[] NONE = {};

    /// The words of one row, for each thread.
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final int[] key;
    private float[] x = NONE;
    private int xOffset;
    private float[] y = NONE;
    private int yOffset;
    private int rows;
    private int columns;
    private long step;
    private long firstRow;
    private int threshold;
    private float scale;
    private float shift;
    private float dropped;

    /// The words of all rows, if they are kept.
    private int[] kept = {};

    private boolean keeps;
    private boolean draws;

    MaskTask(int[] key) {
        this.key = key;
    }

    /// Prepares a mask whose words are drawn.
    ///
    /// @param ofFirstRow may be [CounterRandom#SAME_FOR_ALL_ROWS]
    /// @param least an element is dropped where its number is below
    /// @param keep whether [#prepareAgain] may follow
    void prepare(Tensor from, Tensor to, long ofStep, long ofFirstRow, int least, boolean keep) {
        keeps = false;
        int length = keep ? Math.multiplyExact(from.rows(), NoiseKernels.words(from.columns())) : 0;
        kept = kept.length < length ? new int[length] : kept;
        tensors(from, to);
        step = ofStep;
        firstRow = ofFirstRow;
        threshold = least;
        draws = true;
        keeps = keep;
    }

    /// Prepares a mask by the words that were kept.
    void prepareAgain(Tensor from, Tensor to) {
        tensors(from, to);
        draws = false;
    }

    private void tensors(Tensor from, Tensor to) {
        x = from.array();
        xOffset = from.offset();
        y = to.array();
        yOffset = to.offset();
        rows = from.rows();
        columns = from.columns();
    }

    /// Sets the values of kept and dropped elements.
    void values(float factor, float term, float otherwise) {
        scale = factor;
        shift = term;
        dropped = otherwise;
    }

    /// Forgets the tensors.
    void release() {
        x = NONE;
        y = NONE;
    }

    /// Returns whether there are kept words for a batch of this size.
    boolean hasKept(int ofRows, int ofColumns) {
        return keeps && ofRows == rows && ofColumns == columns;
    }

    @Override
    public void run(int from, int to) {
        int length = NoiseKernels.words(columns);
        int[] words = keeps ? kept : SCRATCH.get().ofLength(length);
        boolean same = firstRow == CounterRandom.SAME_FOR_ALL_ROWS;
        for (int row = from; row < to; row++) {
            int at = keeps ? row * length : 0;
            if (draws && (keeps || !same || row == from)) {
                int counter = same ? 0 : (int) (firstRow + row);
                Backend.NOISE.draw(columns, key, counter, (int) step, (int) (step >>> 32), words, at);
            }
            int begin = row * columns;
            Backend.NOISE.mask(
                    words, at, x, xOffset + begin, y, yOffset + begin, columns, threshold, scale, shift, dropped);
        }
    }

    @Override
    public String toString() {
        return rows + " × " + columns + (keeps ? ", kept" : ", not kept");
    }

    private static final class Scratch {
        private int[] words = {};

        private int[] ofLength(int length) {
            words = words.length < length ? new int[length] : words;
            return words;
        }
    }
}

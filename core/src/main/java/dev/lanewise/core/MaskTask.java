package dev.lanewise.core;

import dev.lanewise.core.internal.NoiseKernels;

/// The mask of a batch, row by row; its fields are set anew for each batch, so that nothing is allocated.
final class MaskTask implements RangeTask {
    private static final ThreadLocal<int[]> WORDS = ThreadLocal.withInitial(() -> new int[NoiseKernels.SCRATCH]);
    private static final float[] NONE = {};

    private final int[] key;
    private float[] x = NONE;
    private int xOffset;
    private float[] y = NONE;
    private int yOffset;
    private int columns;
    private int firstRow;
    private long step;
    private int threshold;
    private float scale;
    private float shift;
    private float dropped;

    MaskTask(int[] key) {
        this.key = key;
    }

    void tensors(Tensor from, Tensor to) {
        x = from.array();
        xOffset = from.offset();
        y = to.array();
        yOffset = to.offset();
        columns = from.columns();
    }

    /// Sets the counters: a step below 2⁴⁸ and the low half of a row below 2³².
    void place(long ofStep, int ofFirstRow) {
        step = ofStep;
        firstRow = ofFirstRow;
    }

    void values(int atLeast, float factor, float term, float otherwise) {
        threshold = atLeast;
        scale = factor;
        shift = term;
        dropped = otherwise;
    }

    @Override
    public void run(int from, int to) {
        rows(from, to - from, firstRow + from);
    }

    /// Masks rows with the numbers of the rows from `counter` on.
    void rows(int from, int rows, int counter) {
        Backend.NOISE.mask(
                x,
                xOffset + from * columns,
                y,
                yOffset + from * columns,
                rows,
                columns,
                key,
                counter,
                (int) step,
                (int) (step >>> 32),
                threshold,
                scale,
                shift,
                dropped,
                WORDS.get());
    }
}

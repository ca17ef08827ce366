package dev.lanewise.train;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Some blocks of a [RowFile] in memory, given out example by example.
final class RowWindow {
    private final RowFile source;
    private final RandomAccessFile input;
    private final byte[] bytes;
    private final FloatBuffer floats;
    private final int[] blocks;
    private float[] values = {};
    private int[] order = {};
    private int index;
    private int count;
    private int filled;
    private int filledRows;
    private int rows;
    private int at;

    RowWindow(RowFile source, RandomAccessFile input, int blocks) {
        this.source = source;
        this.input = input;
        bytes = new byte[4 * source.rowSize() * source.blockRows()];
        floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        this.blocks = new int[blocks];
    }

    /// Takes up other blocks, without reading them yet.
    ///
    /// @param random where the order of the examples comes from; null for that of the blocks
    void begin(int index, int[] blockOrder, int first, int last, @Nullable RandomGenerator random) {
        this.index = index;
        count = last - first;
        System.arraycopy(blockOrder, first, blocks, 0, count);
        rows = 0;
        for (int i = 0; i < count; i++) {
            rows += rowsOf(blocks[i]);
        }
        filled = 0;
        filledRows = 0;
        at = 0;
        order = order.length == rows ? order : new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        if (random != null) {
            IntArrays.shuffle(order, Random.from(random));
        }
    }

    private int rowsOf(int block) {
        return (int) Math.min(source.blockRows(), source.examples() - (long) block * source.blockRows());
    }

    /// Reads until this share of the blocks is there.
    void fillTo(double share) throws IOException {
        if (values.length < rows * source.rowSize()) {
            values = new float[rows * source.rowSize()];
        }
        int wanted = (int) Math.ceil(share * count);
        for (; filled < wanted; filled++) {
            int blockRows = rowsOf(blocks[filled]);
            int size = blockRows * source.rowSize();
            input.seek(4L * blocks[filled] * source.blockRows() * source.rowSize());
            input.readFully(bytes, 0, 4 * size);
            floats.rewind().get(values, filledRows * source.rowSize(), size);
            filledRows += blockRows;
        }
    }

    /// Copies the next example into a row of a batch.
    void take(Dataset batch, int row) throws IOException {
        fillTo(1);
        int from = order[at++] * source.rowSize();
        copy(from, batch.features().array(), row, source.features().size());
        copy(
                from + source.features().size(),
                batch.targets().array(),
                row,
                source.targets().size());
    }

    private void copy(int from, float[] target, int row, int size) {
        System.arraycopy(values, from, target, row * size, size);
    }

    void skip(int count) {
        at = count;
    }

    int index() {
        return index;
    }

    int rows() {
        return rows;
    }

    int left() {
        return rows - at;
    }

    /// Returns which share of the examples has been given out.
    double share() {
        return (double) at / rows;
    }
}

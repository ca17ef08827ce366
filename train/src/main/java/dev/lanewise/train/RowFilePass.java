package dev.lanewise.train;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Tensor;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One pass over a [RowFile]: serves the examples of one window while it fills the next.
final class RowFilePass implements DataSource.Pass {
    private static final int BLOCKS_OF_WINDOW = 32;

    private final RowFile source;
    private final RandomAccessFile input;
    private final int[] blockOrder;
    private final boolean shuffled;
    private final long seed;
    private final Dataset batch;
    private RowWindow serving;
    private RowWindow filling;
    private long left;

    RowFilePass(RowFile source, Reading reading) {
        this.source = source;
        left = Math.max(0, source.examples() - reading.from());
        int rows = (int) Math.min(reading.batchSize(), source.examples());
        batch = new Dataset(
                Tensor.zeros(source.features().batch(rows)),
                Tensor.zeros(source.targets().batch(rows)));
        var order = reading.order();
        shuffled = order != null;
        blockOrder = new int[Math.toIntExact((source.examples() - 1) / source.blockRows() + 1)];
        for (int i = 0; i < blockOrder.length; i++) {
            blockOrder[i] = i;
        }
        if (order != null) {
            IntArrays.shuffle(blockOrder, Random.from(order));
        }
        seed = order == null ? 0 : order.nextLong();
        try {
            input = new RandomAccessFile(source.file().toFile(), "r");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        serving = new RowWindow(source, input, BLOCKS_OF_WINDOW);
        filling = new RowWindow(source, input, BLOCKS_OF_WINDOW);
        seek(reading.from());
    }

    /// Leaves examples out: whole windows unread, then those at the beginning of a window.
    private void seek(long from) {
        long rest = from;
        int window = 0;
        begin(serving, window);
        while (left > 0 && rest >= serving.rows()) {
            rest -= serving.rows();
            begin(serving, ++window);
        }
        serving.skip((int) rest);
        begin(filling, window + 1);
    }

    private void begin(RowWindow window, int index) {
        int first = Math.min(blockOrder.length, index * BLOCKS_OF_WINDOW);
        int last = Math.min(blockOrder.length, first + BLOCKS_OF_WINDOW);
        var random = shuffled ? CounterRandom.of(seed, 0, index) : null;
        window.begin(index, blockOrder, first, last, random);
    }

    @Override
    public @Nullable Dataset next() {
        int rows = (int) Math.min(batch.size(), left);
        if (rows == 0) {
            return null;
        }
        try {
            for (int row = 0; row < rows; row++) {
                if (serving.left() == 0) {
                    var emptied = serving;
                    serving = filling;
                    filling = emptied;
                    begin(filling, serving.index() + 1);
                }
                serving.take(batch, row);
            }
            filling.fillTo(serving.share());
        } catch (EOFException cut) {
            throw new UncheckedIOException(new IOException(source.file() + " has become shorter", cut));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        left -= rows;
        return rows == batch.size() ? batch : batch.rows(0, rows);
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }
}

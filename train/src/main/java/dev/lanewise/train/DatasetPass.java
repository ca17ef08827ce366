package dev.lanewise.train;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Gives the batches of a data set in memory: views where they are read in order, copies where not.
final class DatasetPass implements DataSource.Pass {
    private final Dataset data;
    private final int batchSize;
    private final int @Nullable [] order;
    private final @Nullable Dataset batch;
    private int at;

    DatasetPass(Dataset data, Reading reading) {
        this.data = data;
        batchSize = Math.min(reading.batchSize(), data.size());
        at = (int) Math.min(reading.from(), data.size());
        var random = reading.order();
        order = random == null ? null : IntArrays.shuffle(identity(data.size()), Random.from(random));
        batch = random == null ? null : data.empty(batchSize);
    }

    private static int[] identity(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        return order;
    }

    @Override
    public @Nullable Dataset next() {
        int rows = Math.min(batchSize, data.size() - at);
        if (rows == 0) {
            return null;
        }
        int from = at;
        at += rows;
        if (order == null || batch == null) {
            return data.rows(from, at);
        }
        var part = rows == batchSize ? batch : batch.rows(0, rows);
        data.gather(order, from, part);
        return part;
    }

    @Override
    public void close() {}
}

package dev.lanewise.train;

import dev.lanewise.core.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Examples in a file that may be larger than the memory: for every example its features, then its targets, as
/// little-endian float32 without anything between, as `numpy.hstack([x, y]).astype('<f4').tofile(...)` writes them.
///
/// A shuffled pass takes blocks of about a mebibyte in random order, 32 at a time, and mixes the examples of these 32;
/// it keeps twice as many in memory, so that reading is spread evenly over the batches. Use [#prefetched()] to read on
/// a second thread.
public final class RowFile implements DataSource {
    private static final int BLOCK_BYTES = 1 << 20;

    private final Path file;
    private final Shape features;
    private final Shape targets;
    private final long examples;
    private final int blockRows;

    private RowFile(Path file, Shape features, Shape targets, long examples, int blockRows) {
        this.file = file;
        this.features = features;
        this.targets = targets;
        this.examples = examples;
        this.blockRows = blockRows;
    }

    /// Returns the examples of a file.
    ///
    /// @param features the shape of one example
    /// @param targets the shape of its targets
    /// @throws IOException if the file cannot be read, is empty or does not end with a whole example; the message
    ///     names it
    public static RowFile of(Path file, Shape features, Shape targets) throws IOException {
        long rowBytes = 4L * Math.addExact(features.size(), targets.size());
        return ofBlocks(file, features, targets, (int) Math.max(1, BLOCK_BYTES / rowBytes));
    }

    static RowFile ofBlocks(Path file, Shape features, Shape targets, int blockRows) throws IOException {
        long bytes = Files.size(file);
        long row = 4L * (features.size() + targets.size());
        if (bytes == 0 || bytes % row != 0) {
            throw new IOException(file + " has " + bytes + " bytes, which is no whole number of examples of " + row);
        }
        return new RowFile(file, features, targets, bytes / row, blockRows);
    }

    @Override
    public long examples() {
        return examples;
    }

    /// Begins a pass.
    ///
    /// @throws java.io.UncheckedIOException if the file cannot be read, now or with a later batch
    @Override
    public Pass open(Reading reading) {
        return new RowFilePass(this, reading);
    }

    Path file() {
        return file;
    }

    Shape features() {
        return features;
    }

    Shape targets() {
        return targets;
    }

    /// Returns the number of floats of an example.
    int rowSize() {
        return features.size() + targets.size();
    }

    /// Returns how many examples are read at once.
    int blockRows() {
        return blockRows;
    }
}

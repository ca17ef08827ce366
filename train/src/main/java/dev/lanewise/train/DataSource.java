package dev.lanewise.train;

import org.jspecify.annotations.Nullable;

/// Examples that are read batch by batch, and may be more than the memory holds: a [Dataset], a [RowFile], or a
/// program's own.
///
/// What a pass gives follows from its [Reading] alone, so that a training can be repeated and resumed.
public interface DataSource {
    /// Returns the number of examples of one pass, at least 1.
    long examples();

    /// Begins a pass over all examples.
    Pass open(Reading reading);

    /// Returns a source of the same batches that are read ahead on a second thread, while the caller computes.
    default DataSource prefetched() {
        return new Prefetched(this);
    }

    /// One pass over a source; for one thread at a time.
    interface Pass extends AutoCloseable {
        /// Returns the next batch, or null after the last. It holds [Reading#batchSize()] examples, the last
        /// one what is left, and is valid until the next call.
        @Nullable
        Dataset next();

        @Override
        void close();
    }
}

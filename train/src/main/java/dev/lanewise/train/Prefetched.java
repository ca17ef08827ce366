package dev.lanewise.train;

/// A source whose batches are read ahead; see [DataSource#prefetched()].
///
/// @param source where they come from
record Prefetched(DataSource source) implements DataSource {
    @Override
    public long examples() {
        return source.examples();
    }

    @Override
    public Pass open(Reading reading) {
        return new PrefetchingPass(source, reading);
    }

    @Override
    public DataSource prefetched() {
        return this;
    }
}

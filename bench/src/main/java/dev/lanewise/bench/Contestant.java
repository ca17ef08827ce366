package dev.lanewise.bench;

/// Something that is timed.
public interface Contestant extends AutoCloseable {
    /// Does the work that is timed, [#operations()] times.
    void run();

    /// Returns how many operations one run is; more than one where starting a run has a cost of its own.
    default int operations() {
        return 1;
    }

    /// Returns what ran, with its version and the settings that matter for its speed.
    default String version() {
        return "";
    }

    /// Frees what the collector cannot.
    @Override
    default void close() {}
}

package dev.lanewise.core;

/// Work on a range of elements that may be done piece by piece; see [Engine#onPieces].
@FunctionalInterface
public interface RangeTask {
    /// Does the elements `from` (inclusive) to `to` (exclusive).
    void run(int from, int to);
}

package dev.lanewise.core;

/// Work on a range of elements or rows that may be done piece by piece; see [Engine#onPieces] and [Engine#onRows].
@FunctionalInterface
public interface RangeTask {
    /// Does those from `from` (inclusive) to `to` (exclusive).
    void run(int from, int to);
}

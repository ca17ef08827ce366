package dev.lanewise.train;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How a pass over a [DataSource] is to read.
///
/// @param batchSize how many examples a batch has, at least 1
/// @param from how many examples of the pass to leave out at its beginning, as when it is taken up again
/// @param order where the order of the examples comes from; null for the order in which they are stored. The same
///     random numbers give the same order
public record Reading(int batchSize, long from, @Nullable RandomGenerator order) {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Reading {
        if (batchSize < 1 || from < 0) {
            throw new IllegalArgumentException("a pass needs a batch size of at least 1 and a beginning of at least 0,"
                    + " but they are " + batchSize + " and " + from);
        }
    }

    /// Returns a reading of everything in the order in which it is stored.
    public static Reading inOrder(int batchSize) {
        return new Reading(batchSize, 0, null);
    }
}

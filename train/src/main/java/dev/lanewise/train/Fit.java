package dev.lanewise.train;

import java.util.List;

/// How long and in what portions to train.
///
/// @param epochs how often to go through the data, at least 1
/// @param batchSize examples a step, at least 1; 32 by default. The last batch of an epoch may be smaller
/// @param callbacks told of what happens, in this order
public record Fit(int epochs, int batchSize, List<Callback> callbacks) {
    /// Checks the numbers and copies the list.
    ///
    /// @throws IllegalArgumentException if a number is below 1
    public Fit {
        if (epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "epochs and batch size must be at least 1, but are " + epochs + " and " + batchSize);
        }
        callbacks = List.copyOf(callbacks);
    }

    /// Returns a training of this many epochs with batches of 32.
    public static Fit epochs(int epochs) {
        return new Fit(epochs, 32, List.of());
    }

    /// Returns a copy with another batch size.
    public Fit batchSize(int other) {
        return new Fit(epochs, other, callbacks);
    }

    /// Returns a copy with these callbacks.
    public Fit callbacks(Callback... others) {
        return new Fit(epochs, batchSize, List.of(others));
    }
}

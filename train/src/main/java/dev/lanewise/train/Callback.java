package dev.lanewise.train;

/// Told of what happens during [Trainer#fit], and able to stop it.
@FunctionalInterface
public interface Callback {
    /// Whether the training is to go on.
    enum Answer {
        /// Go on.
        CONTINUE,
        /// Stop after this event.
        STOP
    }

    /// Receives one event.
    Answer on(Event event);
}

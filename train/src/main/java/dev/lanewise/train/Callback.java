package dev.lanewise.train;

/// Told of what happens during [Trainer#fit], and able to stop it.
@FunctionalInterface
public interface Callback {
    /// Whether the training is to go on.
    enum Answer {
        /// Go on.
        CONTINUE,
        /// Stop after this event, for good: a checkpoint that is written from then on keeps it, and a training
        /// that is resumed from that ends at once.
        STOP,
        /// Stop after this event for now, as an interrupt does: a training that is resumed from a checkpoint
        /// goes on.
        PAUSE
    }

    /// Receives one event.
    Answer on(Event event);

    /// Puts what has to survive into a checkpoint; nothing unless overridden.
    default void save(State state) {}

    /// Takes up again what was put. Called after [Event.FitStarted] and before the first step of a training that is
    /// resumed; nothing unless overridden.
    ///
    /// @throws IllegalArgumentException if something is missing or does not fit
    default void load(State state) {}
}

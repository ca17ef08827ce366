package dev.lanewise.bench;

/// A contestant that makes training steps; a run need not fetch the loss.
public interface StepContestant extends Contestant {
    /// Makes one step.
    ///
    /// @return the mean loss of the batch before the update
    double step();

    /// Returns whether the momentum is Nesterov's, for libraries that have no other.
    default boolean nesterov() {
        return false;
    }

    @Override
    default void run() {
        step();
    }
}

package dev.lanewise.train;

import java.nio.file.Path;

/// Writes checkpoints of the running training to one file, from which [Fit#resumeFrom(Path)] goes on: after every epoch
/// unless told otherwise.
///
/// Each replaces the one before, safely: the file is whole at any time, also if the machine stops. It is written once
/// all callbacks were told of the event. If the first cannot be written, the training ends with that failure; a later
/// failure is logged as a warning, and the next checkpoint tries again.
public final class Checkpoints implements Callback {
    private final Path file;
    private final int steps;
    private final int epochs;

    private Checkpoints(Path file, int steps, int epochs) {
        this.file = file;
        this.steps = steps;
        this.epochs = epochs;
    }

    /// Returns a callback that writes after every epoch.
    public static Checkpoints to(Path file) {
        return new Checkpoints(file, 0, 1);
    }

    /// Returns a callback that writes after every so many steps of the trainer, and at no epoch's end.
    ///
    /// @throws IllegalArgumentException if the number is below 1
    public Checkpoints everySteps(int count) {
        return new Checkpoints(file, atLeastOne(count), 0);
    }

    /// Returns a callback that writes after every so many epochs.
    ///
    /// @throws IllegalArgumentException if the number is below 1
    public Checkpoints everyEpochs(int count) {
        return new Checkpoints(file, 0, atLeastOne(count));
    }

    private static int atLeastOne(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "there must be at least 1 step or epoch between two checkpoints, but there are " + count);
        }
        return count;
    }

    @Override
    public Answer on(Event event) {
        boolean due = switch (event) {
            case Event.StepEnded step -> steps > 0 && step.training().trainer().steps() % steps == 0;
            case Event.EpochEnded ended -> epochs > 0 && (ended.epoch() + 1) % epochs == 0;
            case Event.FitStarted _, Event.StepFailed _, Event.FitEnded _ -> false;
        };
        if (due) {
            event.training().save(file);
        }
        return Answer.CONTINUE;
    }
}

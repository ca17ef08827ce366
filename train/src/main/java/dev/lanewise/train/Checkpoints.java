package dev.lanewise.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Writes checkpoints of the running training to one file, from which [Fit#resumeFrom(Path)] goes on: after every epoch
/// unless told otherwise.
///
/// Each replaces the one before, safely: the file is whole at any time, also if the machine stops. It is written once
/// all callbacks were told of the event. If the first cannot be written, the training ends with that failure; a later
/// failure is logged as a warning, and the next checkpoint tries again. One that writes only the best epochs holds
/// state: one object for one training at a time.
public final class Checkpoints implements Callback {
    private final Path file;
    private final int steps;
    private final int epochs;
    private final @Nullable Monitor best;

    private Checkpoints(Path file, int steps, int epochs, @Nullable Monitor best) {
        this.file = file;
        this.steps = steps;
        this.epochs = epochs;
        this.best = best;
    }

    /// Returns a callback that writes after every epoch.
    public static Checkpoints to(Path file) {
        return new Checkpoints(file, 0, 1, null);
    }

    /// Returns a callback that writes after every so many steps of the trainer, and at no epoch's end.
    ///
    /// @throws IllegalArgumentException if the number is below 1, or only the best epochs are to be written
    public Checkpoints everySteps(int count) {
        if (best != null) {
            throw new IllegalArgumentException("checkpoints of the best epochs cannot be written after steps");
        }
        return new Checkpoints(file, atLeastOne(count), 0, null);
    }

    /// Returns a callback that writes after every so many epochs.
    ///
    /// @throws IllegalArgumentException if the number is below 1
    public Checkpoints everyEpochs(int count) {
        return new Checkpoints(file, 0, atLeastOne(count), best);
    }

    /// Returns a callback that writes after an epoch only if a column of the history is better than after every
    /// epoch before, as Keras' `ModelCheckpoint` with `save_best_only`: the file then holds the best epoch so far.
    /// Lower is better, except for metrics whose direction is up; NaN is never better. Epochs without validation
    /// are passed over where the column begins with `val_`, and so are those that [#everyEpochs] leaves
    /// out.
    ///
    /// @throws IllegalArgumentException if it is to write after steps
    public Checkpoints onlyBest(String column) {
        return only(new Monitor(column, 0));
    }

    /// Returns the same with the direction given, for columns that are no metric of the trainer.
    ///
    /// @throws IllegalArgumentException if it is to write after steps
    public Checkpoints onlyBest(String column, Metric.Direction direction) {
        return only(new Monitor(column, 0, direction));
    }

    private Checkpoints only(Monitor monitor) {
        if (steps > 0) {
            throw new IllegalArgumentException("checkpoints after steps cannot be those of the best epochs");
        }
        return new Checkpoints(file, 0, epochs, monitor);
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
        if (best != null && event instanceof Event.FitStarted) {
            best.begin();
        }
        boolean due = switch (event) {
            case Event.StepEnded step -> {
                var trainer = step.training().trainer();
                yield steps > 0 && trainer.stepper().isUpdated() && trainer.steps() % steps == 0;
            }
            case Event.EpochEnded ended -> epochs > 0 && (ended.epoch() + 1) % epochs == 0 && isBest(ended);
            case Event.FitStarted _, Event.StepFailed _, Event.FitEnded _ -> false;
        };
        if (due) {
            event.training().save(file);
        }
        return Answer.CONTINUE;
    }

    private boolean isBest(Event.EpochEnded ended) {
        return best == null || best.sees(ended) && best.improves(ended);
    }

    @Override
    public void save(State state) {
        if (best != null) {
            best.save(state);
        }
    }

    @Override
    public void load(State state) {
        if (best != null) {
            best.load(state);
        }
    }
}

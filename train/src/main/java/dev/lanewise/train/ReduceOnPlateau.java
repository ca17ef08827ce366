package dev.lanewise.train;

/// Multiplies the learning rate by a factor when a column of the history has not improved for a number of epochs, as
/// Keras' `ReduceLROnPlateau`.
///
/// Lower is better, except for columns whose name ends in `accuracy`; an epoch improves on the best so far if it is
/// better by more than the least change. After a reduction, the wait begins anew once some epochs have passed. The
/// optimizer's schedule goes on beneath: it is multiplied by all reductions together. Holds state: one object for one
/// training at a time.
public final class ReduceOnPlateau implements Callback {
    /// @param factor what the rate is multiplied by
    /// @param pause how many epochs after a reduction are not counted
    /// @param leastRate where reducing ends
    private record Options(
            String column, double factor, int patience, double leastChange, int pause, double leastRate) {
        private Options {
            if (!(factor > 0 && factor < 1)) {
                throw new IllegalArgumentException("the factor must be above 0 and below 1, but is " + factor);
            }
            if (patience < 1 || pause < 0) {
                throw new IllegalArgumentException("the patience must be at least 1 epoch and the pause at least 0, but"
                        + " they are " + patience + " and " + pause);
            }
            if (!(leastRate >= 0 && Double.isFinite(leastRate))) {
                throw new IllegalArgumentException("the least rate must be finite and at least 0, but is " + leastRate);
            }
        }
    }

    private final Options options;
    private final Monitor monitor;
    private int waited;
    private int paused;

    private ReduceOnPlateau(Options options) {
        this.options = options;
        monitor = new Monitor(options.column, options.leastChange);
    }

    /// Returns a callback with Keras' defaults: it watches `val_loss`, asks for a change of 1e-4, and waits 10
    /// epochs.
    ///
    /// @param factor what the rate is multiplied by, in (0, 1); 0.1 in Keras
    public static ReduceOnPlateau factor(double factor) {
        return new ReduceOnPlateau(new Options("val_loss", factor, 10, 1e-4, 0, 0));
    }

    /// Returns a callback that waits for another number of epochs, at least 1.
    public ReduceOnPlateau withPatience(int epochs) {
        var o = options;
        return new ReduceOnPlateau(new Options(o.column, o.factor, epochs, o.leastChange, o.pause, o.leastRate));
    }

    /// Returns a callback that watches another column.
    public ReduceOnPlateau monitoring(String other) {
        var o = options;
        return new ReduceOnPlateau(new Options(other, o.factor, o.patience, o.leastChange, o.pause, o.leastRate));
    }

    /// Returns a callback that asks for another least change.
    public ReduceOnPlateau withLeastChange(double other) {
        var o = options;
        return new ReduceOnPlateau(new Options(o.column, o.factor, o.patience, other, o.pause, o.leastRate));
    }

    /// Returns a callback that does not count this many epochs after a reduction; Keras' `cooldown`.
    public ReduceOnPlateau withPause(int epochs) {
        var o = options;
        return new ReduceOnPlateau(new Options(o.column, o.factor, o.patience, o.leastChange, epochs, o.leastRate));
    }

    /// Returns a callback that reduces to no less than this rate; Keras' `min_lr`.
    public ReduceOnPlateau withLeastRate(double other) {
        var o = options;
        return new ReduceOnPlateau(new Options(o.column, o.factor, o.patience, o.leastChange, o.pause, other));
    }

    @Override
    public Answer on(Event event) {
        switch (event) {
            case Event.FitStarted _ -> {
                monitor.begin();
                waited = 0;
                paused = 0;
            }
            case Event.EpochEnded ended when monitor.sees(ended) -> judge(ended);
            case Event.EpochEnded _, Event.StepEnded _, Event.StepFailed _, Event.FitEnded _ -> {}
        }
        return Answer.CONTINUE;
    }

    private void judge(Event.EpochEnded ended) {
        if (paused > 0) {
            paused--;
            waited = 0;
        }
        if (monitor.improves(ended)) {
            waited = 0;
        } else if (paused == 0 && ++waited >= options.patience) {
            reduce(ended.training().trainer());
        }
    }

    private void reduce(Trainer trainer) {
        double rate = trainer.learningRate();
        if (rate > options.leastRate) {
            trainer.scaleLearningRate(Math.max(options.factor, options.leastRate / rate));
            paused = options.pause;
            waited = 0;
        }
    }

    @Override
    public void save(State state) {
        monitor.save(state);
        state.put("waited", waited);
        state.put("paused", paused);
    }

    @Override
    public void load(State state) {
        monitor.load(state);
        waited = (int) state.number("waited");
        paused = (int) state.number("paused");
    }
}

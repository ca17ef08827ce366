package dev.lanewise.train;

/// Sets the learning rate before every epoch, as Keras' `LearningRateScheduler`. For a rate that changes with every
/// step give the optimizer a [dev.lanewise.layers.Schedule] instead.
///
/// The optimizer's own schedule goes on beneath, scaled so that the epoch begins with the wanted rate, up to rounding.
///
/// @param schedule gives the rates
public record EpochLearningRate(Schedule schedule) implements Callback {
    /// Gives the learning rate of an epoch.
    @FunctionalInterface
    public interface Schedule {
        /// Returns the rate for an epoch.
        ///
        /// @param epoch from 0
        /// @param rate what it would be without a change
        double at(int epoch, double rate);
    }

    /// Returns a callback that sets the rates that a function gives.
    public static EpochLearningRate of(Schedule schedule) {
        return new EpochLearningRate(schedule);
    }

    /// Scales the rate before the first epoch and after each.
    ///
    /// @throws IllegalArgumentException if the function gives no finite number above 0
    @Override
    public Answer on(Event event) {
        switch (event) {
            case Event.FitStarted started -> set(started.training().trainer(), started.firstEpoch());
            case Event.EpochEnded ended -> set(ended.training().trainer(), ended.epoch() + 1);
            case Event.StepEnded _, Event.StepFailed _, Event.FitEnded _ -> {}
        }
        return Answer.CONTINUE;
    }

    private void set(Trainer trainer, int epoch) {
        double rate = trainer.learningRate();
        double wanted = schedule.at(epoch, rate);
        if (wanted != rate) {
            trainer.scaleLearningRate(wanted / rate);
        }
    }
}

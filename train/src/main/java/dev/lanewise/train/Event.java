package dev.lanewise.train;

import dev.lanewise.layers.Model;

/// What a callback is told of a running training.
public sealed interface Event {
    /// Returns the training that this happens in.
    Training training();

    /// Returns the trained model.
    default Model model() {
        return training().model();
    }

    /// Before the first step.
    ///
    /// @param training what begins
    /// @param firstEpoch where counting the epochs begins
    /// @param epochs where counting the epochs ends
    /// @param stepsPerEpoch how many steps each has
    record FitStarted(Training training, int firstEpoch, int epochs, long stepsPerEpoch) implements Event {}

    /// After every step.
    ///
    /// @param training what goes on
    /// @param epoch the epoch, from 0
    /// @param step the step within the epoch, from 0
    /// @param loss the running mean of the data loss over the epoch
    record StepEnded(Training training, int epoch, long step, double loss) implements Event {}

    /// After a step that met a gradient that is not finite and left the weights alone. The training ends with that
    /// exception unless a callback answers STOP or PAUSE; then it ends as if asked to.
    ///
    /// @param training what goes on
    /// @param epoch the epoch, from 0
    /// @param step the step within the epoch, from 0
    /// @param failure names the first parameter with such a gradient
    record StepFailed(Training training, int epoch, long step, NonFiniteGradientException failure) implements Event {}

    /// After every epoch and its validation.
    ///
    /// @param training what goes on
    /// @param epoch the epoch, from 0
    /// @param history everything reported so far, this epoch's row last
    /// @param validated whether this epoch was validated; if not, NaN stands in its columns
    record EpochEnded(Training training, int epoch, History history, boolean validated) implements Event {}

    /// After the last epoch, whatever ended the training.
    ///
    /// @param training what has ended
    record FitEnded(Training training) implements Event {}
}

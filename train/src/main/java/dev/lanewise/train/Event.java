package dev.lanewise.train;

import dev.lanewise.layers.Model;

/// What a callback is told of a running training.
public sealed interface Event {
    /// Returns the trained model.
    Model model();

    /// Before the first step.
    ///
    /// @param model the trained model
    /// @param epochs how many epochs are to come
    /// @param stepsPerEpoch how many steps each has
    record FitStarted(Model model, int epochs, int stepsPerEpoch) implements Event {}

    /// After every step.
    ///
    /// @param model the trained model
    /// @param epoch the epoch, from 0
    /// @param step the step within the epoch, from 0
    /// @param loss the running mean of the data loss over the epoch
    record StepEnded(Model model, int epoch, int step, double loss) implements Event {}

    /// After every epoch and its validation.
    ///
    /// @param model the trained model
    /// @param epoch the epoch, from 0
    /// @param history everything reported so far, this epoch's row last
    record EpochEnded(Model model, int epoch, History history) implements Event {}

    /// After the last epoch, whatever ended the training.
    ///
    /// @param model the trained model
    record FitEnded(Model model) implements Event {}
}

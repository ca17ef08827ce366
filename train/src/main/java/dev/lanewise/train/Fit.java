package dev.lanewise.train;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// How long and in what portions to train.
///
/// @param epochs where counting them ends, at least 1: with an initial epoch of 0 the number of epochs to make
/// @param batchSize examples a step, at least 1; 32 by default. The last batch of an epoch may be smaller
/// @param initialEpoch how many of the epochs count as made already; 0 by default, and then the trainer goes on
///     counting for itself. The orders of the examples follow it
/// @param validation what part of the data to validate with, and how often
/// @param shuffled whether every epoch has an order of its own, as by default, or that of the data
/// @param classWeights how much the examples of each class count in training, by the number of the class; empty, as by
///     default, for weights of the data
/// @param callbacks told of what happens, in this order
/// @param resume the checkpoint to go on from, or null to begin
public record Fit(
        int epochs,
        int batchSize,
        int initialEpoch,
        Validation validation,
        boolean shuffled,
        List<Double> classWeights,
        List<Callback> callbacks,
        @Nullable Path resume) {

    /// What to validate with, and how often.
    ///
    /// @param split the fraction of the training data that is kept from training and validated with, in [0, 1): its
    ///     last examples before any shuffling, as in Keras. 0 for none
    /// @param everyEpochs after how many epochs to validate, at least 1
    public record Validation(double split, int everyEpochs) {
        /// Checks the numbers.
        ///
        /// @throws IllegalArgumentException if one is out of its range
        public Validation {
            if (!(split >= 0 && split < 1)) {
                throw new IllegalArgumentException("a validation split must be in [0, 1), but is " + split);
            }
            if (everyEpochs < 1) {
                throw new IllegalArgumentException(
                        "there must be at least 1 epoch between validations, but are " + everyEpochs);
            }
        }
    }

    /// Checks the numbers and copies the list.
    ///
    /// @throws IllegalArgumentException if a number is out of its range
    public Fit {
        if (epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "epochs and batch size must be at least 1, but are " + epochs + " and " + batchSize);
        }
        if (initialEpoch < 0 || initialEpoch >= epochs) {
            throw new IllegalArgumentException(
                    "the initial epoch must be in [0, epochs), but is " + initialEpoch + " of " + epochs);
        }
        classWeights.forEach(weight -> Ranges.notNegative("the weight of a class", weight));
        classWeights = List.copyOf(classWeights);
        callbacks = List.copyOf(callbacks);
    }

    /// Returns a training of this many epochs with batches of 32.
    public static Fit epochs(int epochs) {
        return new Fit(epochs, 32, 0, new Validation(0, 1), true, List.of(), List.of(), null);
    }

    /// Returns a copy with another batch size.
    public Fit batchSize(int other) {
        return new Fit(epochs, other, initialEpoch, validation, shuffled, classWeights, callbacks, resume);
    }

    /// Returns a copy that counts this many epochs as made already.
    public Fit initialEpoch(int other) {
        return new Fit(epochs, batchSize, other, validation, shuffled, classWeights, callbacks, resume);
    }

    /// Returns a copy that validates with the last examples of the training data.
    ///
    /// @param fraction s in [0, 1): of n examples the first ⌊n·(1 − s)⌋ train
    public Fit validationSplit(double fraction) {
        var other = new Validation(fraction, validation.everyEpochs());
        return new Fit(epochs, batchSize, initialEpoch, other, shuffled, classWeights, callbacks, resume);
    }

    /// Returns a copy that validates only after every so many epochs.
    public Fit validateEvery(int epochsBetween) {
        var other = new Validation(validation.split(), epochsBetween);
        return new Fit(epochs, batchSize, initialEpoch, other, shuffled, classWeights, callbacks, resume);
    }

    /// Returns a copy that takes the examples in the order in which they are stored.
    public Fit unshuffled() {
        return new Fit(epochs, batchSize, initialEpoch, validation, false, classWeights, callbacks, resume);
    }

    /// Returns a copy in which examples count as their class does, as Keras' `class_weight`: in the loss of
    /// training and in weighted metrics of training, not in validation. Every class needs a weight;
    /// [ClassWeights#balanced] gives those that make up for rare classes. Data with weights of its own is refused
    /// then, as in Keras. What weighted losses are divided by is the trainer's [Divisor].
    ///
    /// @param others the weight of each class, finite and at least 0; none for weights of the data
    /// @throws IllegalArgumentException if one is out of its range
    public Fit classWeights(double... others) {
        var list = DoubleStream.of(others).boxed().toList();
        return new Fit(epochs, batchSize, initialEpoch, validation, shuffled, list, callbacks, resume);
    }

    /// Returns a copy with these callbacks.
    public Fit callbacks(Callback... others) {
        return new Fit(epochs, batchSize, initialEpoch, validation, shuffled, classWeights, List.of(others), resume);
    }

    /// Returns a copy that goes on from a checkpoint that [Checkpoints] has written, as if the training had never
    /// ended.
    ///
    /// Model, loss, divisor, optimizer, clipping, accumulation, average, data, batch size, order, weights of
    /// classes and callbacks must be made as they were for the training that wrote it; all but the content of the
    /// data are compared. The number of threads may differ, and so may the number of epochs.
    public Fit resumeFrom(Path checkpoint) {
        return new Fit(epochs, batchSize, initialEpoch, validation, shuffled, classWeights, callbacks, checkpoint);
    }
}

package dev.lanewise.train;

import java.util.ArrayList;
import java.util.List;

/// What a checkpoint holds of a training: where it stands, what it has summed up and reported, the trainer, and what
/// the callbacks remember.
final class TrainingState {
    private TrainingState() {}

    /// Returns everything that has to survive.
    static State of(Training training, Fit fit, DataSource train) {
        var state = new State();
        var data = state.part("data");
        data.put("examples", train.examples());
        data.put("batch_size", fit.batchSize());
        data.put("class_weights", fit.classWeights().toString());
        data.put("shuffled", fit.shuffled() ? 1 : 0);
        training.cursor().save(state.part("cursor"));
        training.sums().save(state.part("sums"));
        training.history().save(state.part("history"));
        training.trainer().save(state.part("trainer"));
        for (int i = 0; i < fit.callbacks().size(); i++) {
            fit.callbacks().get(i).save(state.part("callbacks").part(Integer.toString(i)));
        }
        return state;
    }

    /// Takes everything up again; the model and the trainer change only once all of it fits.
    ///
    /// @throws IllegalArgumentException if something is missing, unknown or does not fit
    static void restore(State state, Training training, Fit fit, DataSource train) {
        var data = state.part("data");
        require("examples", data.number("examples"), train.examples());
        require("a batch size", data.number("batch_size"), fit.batchSize());
        require("shuffled as 1 or 0,", data.number("shuffled"), fit.shuffled() ? 1 : 0);
        var classWeights = data.text("class_weights");
        if (!classWeights.equals(fit.classWeights().toString())) {
            throw new IllegalArgumentException(
                    "it needs the weights of classes " + classWeights + ", but the training has " + fit.classWeights());
        }
        List<Runnable> changes = new ArrayList<>();
        changes.add(training.trainer().restored(state.part("trainer")));
        changes.add(training.cursor().restored(state.part("cursor")));
        changes.add(training.sums().restored(state.part("sums")));
        changes.add(training.history().restored(state.part("history")));
        for (int i = 0; i < fit.callbacks().size(); i++) {
            fit.callbacks().get(i).load(state.part("callbacks").part(Integer.toString(i)));
        }
        if (!state.unread().isEmpty()) {
            throw new IllegalArgumentException("it holds what this training does not know: " + state.unread());
        }
        changes.forEach(Runnable::run);
    }

    private static void require(String what, double saved, double given) {
        if (saved != given) {
            throw new IllegalArgumentException(
                    "it needs " + what + " " + (long) saved + ", but the training has " + (long) given);
        }
    }
}

package dev.lanewise.train;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Storage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A running [Trainer#fit]: the loop over epochs and batches, and what its callbacks may see of it.
///
/// It ends after its last epoch, or after the step or epoch at which a callback answers STOP or PAUSE or its thread is
/// interrupted; the thread is then still marked as interrupted.
public final class Training {
    private static final int SHUFFLE = 3;

    private final Trainer trainer;
    private final Fit fit;
    private final DataSource train;
    private final @Nullable DataSource validation;
    private final History history = new History();
    private final Cursor cursor;
    private final EpochSums sums;
    private final Saver saver;
    private final ExampleWeights exampleWeights;
    private final StepEvent stepEvent = new StepEvent();
    private boolean interrupted;
    /// Whether the epoch that ended last did so before its last step or its validation.
    private boolean cut;

    Training(Trainer trainer, Fit fit, DataSource train, @Nullable DataSource validation, Storage storage) {
        this.trainer = trainer;
        this.fit = fit;
        this.train = train;
        this.validation = validation;
        cursor = new Cursor(fit.initialEpoch());
        sums = trainer.stepper().evaluator().newSums();
        exampleWeights = new ExampleWeights(fit.classWeights());
        saver = new Saver(storage);
    }

    /// Returns who makes the steps.
    public Trainer trainer() {
        return trainer;
    }

    /// Returns the model that is trained.
    public Model model() {
        return trainer.model();
    }

    /// Returns everything reported so far, a row an epoch.
    public History history() {
        return history;
    }

    /// Writes a checkpoint of this training, from which [Fit#resumeFrom(Path)] goes on, once all callbacks were
    /// told of the event that is being told of. The file is replaced safely: it is whole at any time. At the end of
    /// an epoch that was cut short, and of a training that ended so, nothing is written: the rest of the epoch
    /// could not be made any more.
    ///
    /// If the first one cannot be written, the training ends with that failure; a later failure is logged as a
    /// warning.
    public void save(Path file) {
        saver.request(file);
    }

    /// Goes through all epochs, or those that a checkpoint has left.
    History run() {
        var saved = fit.resume() == null ? null : saver.read(fit.resume());
        if (saved == null) {
            trainer.beginEpochs(fit.initialEpoch());
            trainer.stepper().clearAccumulation();
        }
        tell(new Event.FitStarted(this, fit.initialEpoch(), fit.epochs(), stepsPerEpoch()));
        if (saved != null) {
            TrainingState.restore(saved, this, fit, train);
        }
        while (cursor.epoch() < fit.epochs() && !cursor.stopped()) {
            trainEpoch();
            endEpoch();
        }
        trainer.endWithAveragedWeights(() -> tell(new Event.FitEnded(this)));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return history;
    }

    private long stepsPerEpoch() {
        return (train.examples() - 1) / fit.batchSize() + 1;
    }

    /// Goes through the rest of an epoch.
    private void trainEpoch() {
        var order = fit.shuffled() ? CounterRandom.of(model().seed(), SHUFFLE, trainer.epochs()) : null;
        try (var pass = train.open(new Reading(fit.batchSize(), cursor.step() * fit.batchSize(), order))) {
            for (var batch = pass.next(); batch != null; batch = cursor.stopped() ? null : pass.next()) {
                step(batch);
            }
        }
    }

    private void step(Dataset batch) {
        long step = cursor.step();
        var weights = exampleWeights.of(batch);
        try {
            stepEvent.begin();
            double dataLoss =
                    trainer.stepper().make(batch.features(), batch.targets(), weights, step + 1 == stepsPerEpoch());
            stepEvent.record(trainer.steps() - 1, batch.size(), dataLoss);
            trainer.stepper().addTo(sums, dataLoss, batch, weights);
        } catch (NonFiniteGradientException failure) {
            if (tell(new Event.StepFailed(this, cursor.epoch(), step, failure))) {
                throw failure;
            }
            return;
        }
        cursor.endStep();
        tell(new Event.StepEnded(this, cursor.epoch(), step, sums.meanDataLoss()));
        if (Thread.interrupted()) {
            interrupted = true;
            cursor.pause();
        }
    }

    /// Writes the epoch's row of the history; it is validated, and told of, with the averages of weights if there
    /// are any.
    private void endEpoch() {
        cut = interrupted || cursor.stopped() && cursor.step() < stepsPerEpoch();
        report("", sums.means());
        reportClippings();
        trainer.withAveragedWeights(() -> {
            int epoch = cursor.epoch();
            boolean validates = !interrupted && (epoch + 1) % fit.validation().everyEpochs() == 0;
            boolean validated = validation != null && validates;
            if (validation != null && validates) {
                report("val_", trainer.evaluate(validation));
            }
            history.endRow();
            sums.clear();
            cursor.endEpoch();
            trainer.countEpoch();
            tell(new Event.EpochEnded(this, epoch, history, validated));
        });
    }

    private void report(String prefix, Evaluation means) {
        history.add(prefix + "loss", means.loss());
        history.add(prefix + "data_loss", means.dataLoss());
        history.add(prefix + "penalty", means.penalty());
        means.penalties().forEach((kind, value) -> history.add(prefix + kind, value));
        means.metrics().forEach((name, value) -> history.add(prefix + name, value));
    }

    private void reportClippings() {
        trainer.watchedConstraints().forEach((name, clipping) -> {
            history.add(name + "/clipped", (double) clipping.clipped() / Math.max(1, cursor.step()));
            history.add(name + "/largest_norm", clipping.largestNorm());
            clipping.clear();
        });
    }

    /// Tells all callbacks in their order; returns whether all want to go on, and remembers if not.
    private boolean tell(Event event) {
        boolean go = true;
        for (var callback : fit.callbacks()) {
            var answer = callback.on(event);
            go &= answer == Callback.Answer.CONTINUE;
            switch (answer) {
                case CONTINUE -> {}
                case STOP -> cursor.stop();
                case PAUSE -> cursor.pause();
            }
        }
        if (cut && (event instanceof Event.EpochEnded || event instanceof Event.FitEnded)) {
            saver.forgetRequested();
        } else {
            saver.writeRequested(() -> TrainingState.of(this, fit, train));
        }
        return go;
    }

    Cursor cursor() {
        return cursor;
    }

    EpochSums sums() {
        return sums;
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// Writes the history, and the learning rate, as event files that TensorBoard shows while the training runs: a point an
/// epoch, those of training in the folder `train` and those of validation in `validation`, under the same names, so
/// that their curves lie in one picture.
///
/// A training that is resumed writes new files; TensorBoard then drops what the old ones hold of the epochs from there
/// on.
public final class TensorBoard implements Callback {
    private static final String VALIDATION = "val_";

    private final Path folder;
    private final boolean histograms;
    private final Map<String, Path> files = new HashMap<>();
    private int nextEpoch;

    private TensorBoard(Path folder, boolean histograms) {
        this.folder = folder;
        this.histograms = histograms;
    }

    /// Returns a callback that writes below this folder, which is made if there is none.
    public static TensorBoard to(Path folder) {
        return new TensorBoard(folder, false);
    }

    /// Returns a callback that writes a histogram of every parameter too.
    public TensorBoard withHistograms() {
        return new TensorBoard(folder, true);
    }

    /// Writes where an epoch has ended.
    ///
    /// @throws UncheckedIOException if that fails
    @Override
    public Answer on(Event event) {
        switch (event) {
            case Event.FitStarted _ -> {
                files.clear();
                nextEpoch = 0;
            }
            case Event.EpochEnded ended -> {
                write(ended);
                nextEpoch = ended.epoch() + 1;
            }
            case Event.StepEnded _, Event.StepFailed _, Event.FitEnded _ -> {}
        }
        return Answer.CONTINUE;
    }

    private void write(Event.EpochEnded ended) {
        var training = new Summary();
        var validation = new Summary();
        for (var column : ended.history().columns()) {
            float value = (float) ended.history().last(column);
            if (!column.startsWith(VALIDATION)) {
                training.scalar(column, value);
            } else if (ended.validated()) {
                validation.scalar(column.substring(VALIDATION.length()), value);
            }
        }
        training.scalar("learning_rate", (float) ended.training().trainer().learningRate());
        if (histograms) {
            addHistograms(training, ended.model());
        }
        append("train", ended.epoch(), training);
        if (ended.validated()) {
            append("validation", ended.epoch(), validation);
        }
    }

    private static void addHistograms(Summary summary, Model model) {
        for (var parameter : model.parameters()) {
            summary.histogram(parameter.name(), parameter.value());
        }
    }

    private void append(String run, int epoch, Summary summary) {
        try {
            var file = files.get(run);
            if (file == null) {
                file = begin(folder.resolve(run));
                files.put(run, file);
            }
            Files.write(file, EventRecords.summary(epoch, summary), StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /// Creates a file whose name sorts behind those of earlier trainings.
    private Path begin(Path run) throws IOException {
        Files.createDirectories(run);
        long seconds = System.currentTimeMillis() / 1000;
        for (int number = 0; ; number++) {
            var file = run.resolve("events.out.tfevents." + seconds + ".lanewise." + number);
            if (!Files.exists(file)) {
                return Files.write(file, EventRecords.begin(nextEpoch), StandardOpenOption.CREATE_NEW);
            }
        }
    }

    @Override
    public void save(State state) {
        state.put("next_epoch", nextEpoch);
    }

    @Override
    public void load(State state) {
        nextEpoch = (int) state.number("next_epoch");
    }
}

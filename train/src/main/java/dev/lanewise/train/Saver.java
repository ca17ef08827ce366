package dev.lanewise.train;

import dev.lanewise.layers.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/// Writes the checkpoints that were asked for while an event was told of, and reads the one to resume from.
final class Saver {
    private static final System.Logger LOGGER = System.getLogger(Saver.class.getName());

    private final Storage storage;
    private final Set<Path> requested = new LinkedHashSet<>();
    private boolean written;

    Saver(Storage storage) {
        this.storage = storage;
    }

    void request(Path file) {
        requested.add(file);
    }

    /// Writes nothing of what was requested.
    void forgetRequested() {
        requested.clear();
    }

    /// Writes what was requested.
    ///
    /// @param state gives what to write, once the callbacks know of the event
    /// @throws UncheckedIOException if that fails and nothing was written before
    void writeRequested(Supplier<State> state) {
        if (requested.isEmpty()) {
            return;
        }
        for (var file : requested) {
            var event = new CheckpointEvent();
            event.begin();
            event.file = file.toString();
            try {
                CheckpointFile.write(storage, file, state.get());
                written = true;
                event.written = true;
            } catch (IOException failure) {
                if (!written) {
                    throw new UncheckedIOException(failure);
                }
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "no checkpoint could be written to " + file + ": " + failure.getMessage());
            } finally {
                event.commit();
            }
        }
        requested.clear();
    }

    /// Reads a checkpoint.
    ///
    /// @throws UncheckedIOException if it cannot be read or is not whole
    State read(Path file) {
        try {
            return CheckpointFile.read(storage, file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }
}

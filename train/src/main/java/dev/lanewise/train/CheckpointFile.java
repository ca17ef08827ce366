package dev.lanewise.train;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;

/// Writes and reads the file of a checkpoint so that there is a whole one at any time: written under a temporary name,
/// forced to the disk, renamed, and the folder forced.
final class CheckpointFile {
    private CheckpointFile() {}

    /// Replaces a file.
    ///
    /// @throws IOException if that fails; the file then is as before or as wanted, and whole
    static void write(FileLayer files, Path file, State state) throws IOException {
        var whole = file.toAbsolutePath();
        var temporary = whole.resolveSibling(whole.getFileName() + ".tmp");
        try {
            try (var sink = files.create(temporary)) {
                StateFile.write(state, sink);
                sink.force();
            }
            files.rename(temporary, whole);
            files.forceFolder(whole.getParent());
        } catch (IOException failure) {
            try {
                files.delete(temporary);
            } catch (IOException another) {
                failure.addSuppressed(another);
            }
            throw failure;
        }
    }

    /// Reads a file.
    ///
    /// @throws IOException if it cannot be read or is no whole checkpoint; the message names it
    static State read(FileLayer files, Path file) throws IOException {
        var whole = file.toAbsolutePath();
        long length = files.size(whole);
        try (var input = new BufferedInputStream(files.open(whole))) {
            return StateFile.read(input, length);
        } catch (FileNotFoundException unreadable) {
            throw unreadable;
        } catch (IOException damaged) {
            throw new IOException(file + " is no whole checkpoint: " + damaged.getMessage(), damaged);
        }
    }
}

package dev.lanewise.layers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Replaces a file so that its name always stands for a whole one, also if the program is killed or the machine stops:
/// the content is written under the name with `.tmp` behind it and forced to the disk, the file is renamed, and the
/// folder forced. For one writer of a file at a time.
public final class AtomicFile {
    /// What a file is to hold.
    @FunctionalInterface
    public interface Content {
        /// Writes all bytes, in pieces that are not too small.
        void write(OutputStream output) throws IOException;
    }

    private AtomicFile() {}

    /// Replaces a file of the machine.
    ///
    /// @throws IOException if that fails; the file then is as before or as wanted, and whole
    public static void write(Path file, Content content) throws IOException {
        write(Storage.DISK, file, content);
    }

    /// Replaces a file somewhere.
    ///
    /// @throws IOException if that fails; the file then is as before or as wanted, and whole
    public static void write(Storage storage, Path file, Content content) throws IOException {
        var whole = file.toAbsolutePath();
        var temporary = whole.resolveSibling(whole.getFileName() + ".tmp");
        try {
            try (var sink = storage.create(temporary)) {
                content.write(new Output(sink));
                sink.force();
            }
            storage.rename(temporary, whole);
            storage.forceFolder(whole.getParent());
        } catch (IOException | RuntimeException | Error failure) {
            try {
                storage.delete(temporary);
            } catch (IOException another) {
                failure.addSuppressed(another);
            }
            throw failure;
        }
    }

    private static final class Output extends OutputStream {
        private final Storage.Sink sink;

        Output(Storage.Sink sink) {
            this.sink = sink;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            sink.write(bytes, offset, length);
        }
    }
}

package dev.lanewise.layers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/// Writes a file so that its name always stands for a whole one: under another name beside it, forced to the disk, then
/// renamed.
final class AtomicFile {
    /// Writes the bytes of a file.
    @FunctionalInterface
    interface Content {
        /// Writes all bytes to a channel.
        void write(WritableByteChannel channel) throws IOException;
    }

    private AtomicFile() {}

    static void write(Path path, Content content) throws IOException {
        var folder = path.toAbsolutePath().getParent();
        var suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
        var temporary = folder.resolve(path.getFileName() + "." + suffix + ".part");
        try {
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                content.write(channel);
                channel.force(true);
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        force(folder);
    }

    /// Forces the folder's entries to the disk where the system can do so.
    private static void force(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // Some systems cannot open a folder; the rename is atomic all the same.
        }
    }
}

package dev.lanewise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes files, each whole or not at all.
final class Output {
    private Output() {}

    /// Makes the folder of a file and sees that one can write there, before anything is measured.
    ///
    /// @throws IOException if not
    static void check(Path file) throws IOException {
        try {
            Files.createDirectories(folder(file));
            Files.delete(Files.createTempFile(folder(file), "lanewise", ".part"));
        } catch (IOException failed) {
            throw new IOException(file + " cannot be written", failed);
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + " cannot be written: it is a folder");
        }
    }

    static void write(Path file, byte[] bytes) throws IOException {
        var part = folder(file).resolve(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path folder(Path file) {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}

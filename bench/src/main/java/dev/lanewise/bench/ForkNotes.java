package dev.lanewise.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// What a fork tells the host beside its times: versions, failures, bytes. JMH has no way for it, so it is a file.
final class ForkNotes {
    /// The system property with the path of the file.
    static final String FILE = "lanewise.bench.notes";

    private final Properties notes = new Properties();

    /// Reads what a fork wrote.
    static ForkNotes read(Path file) throws IOException {
        var read = new ForkNotes();
        try (var in = Files.newBufferedReader(file)) {
            read.notes.load(in);
        }
        return read;
    }

    void version(String entry, String version) {
        notes.setProperty(entry + ".version", version);
    }

    void operations(String entry, int operations) {
        notes.setProperty(entry + ".operations", Integer.toString(operations));
    }

    void failure(String entry, Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        notes.setProperty(
                entry + ".failure", cause.toString().lines().findFirst().orElse(""));
    }

    void bytes(String entry, double bytes) {
        notes.setProperty(entry + ".bytes", Double.toString(bytes));
    }

    String version(String entry) {
        return notes.getProperty(entry + ".version", "");
    }

    int operations(String entry) {
        return Integer.parseInt(notes.getProperty(entry + ".operations", "1"));
    }

    /// Returns why an entry took no part, or nothing if it did.
    String failure(String entry) {
        return notes.getProperty(entry + ".failure", "");
    }

    double bytes(String entry) {
        return Double.parseDouble(notes.getProperty(entry + ".bytes", "NaN"));
    }

    void write() {
        try (var out = Files.newBufferedWriter(Path.of(System.getProperty(FILE)))) {
            notes.store(out, null);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

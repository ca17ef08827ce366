package dev.lanewise.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes the history as a CSV file (RFC 4180) whenever an epoch has ended: a line an epoch, with the epoch, counted
/// from 0, and the columns of the history. What is missing or not a number is `NA`.
///
/// The whole file is written every time, so that a training that is resumed from a checkpoint has all of its lines, and
/// none that a crash has left behind.
///
/// @param file what to write, in place of what is there
public record CsvLog(Path file) implements Callback {
    private static final String END_OF_LINE = "\r\n";

    /// Returns a callback that writes this file.
    public static CsvLog to(Path file) {
        return new CsvLog(file);
    }

    /// Writes the file where an epoch has ended.
    ///
    /// @throws UncheckedIOException if it cannot be written
    @Override
    public Answer on(Event event) {
        if (event instanceof Event.EpochEnded(var _, int epoch, var history, boolean _)) {
            var temporary = file.resolveSibling(file.getFileName() + ".tmp");
            try {
                Files.writeString(temporary, text(epoch + 1 - history.epochs(), history));
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
        return Answer.CONTINUE;
    }

    private static String text(int firstEpoch, History history) {
        var text = new StringBuilder("epoch");
        var columns = history.columns().stream().map(history::column).toList();
        history.columns().forEach(name -> text.append(',').append(quoted(name)));
        text.append(END_OF_LINE);
        for (int row = 0; row < history.epochs(); row++) {
            text.append(firstEpoch + row);
            for (double[] column : columns) {
                text.append(',').append(Double.isNaN(column[row]) ? "NA" : Double.toString(column[row]));
            }
            text.append(END_OF_LINE);
        }
        return text.toString();
    }

    private static String quoted(String name) {
        return name.matches("[^\",\r\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}

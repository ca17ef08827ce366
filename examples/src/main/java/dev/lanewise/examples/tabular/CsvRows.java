package dev.lanewise.examples.tabular;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/// Reads the records of a file one after another, in little memory.
final class CsvRows implements AutoCloseable {
    /// From so many bytes on reading takes long enough to be watched.
    static final long LARGE = 200_000_000;

    private static final int BUFFER = 1 << 16;

    private final CsvFile file;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private long line;

    private CsvRows(CsvFile file, CsvReader<CsvRecord> reader) {
        this.file = file;
        this.reader = reader;
        records = reader.iterator();
    }

    static CsvRows open(CsvFile file) throws IOException {
        var decoder = file.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text = new BufferedReader(new InputStreamReader(input(file.path()), decoder), BUFFER);
        skipMark(text, file);
        var rows = new CsvRows(file, dialect(file.separator()).ofCsvRecord(text));
        if (file.header()) {
            rows.next();
        }
        return rows;
    }

    /// Shows on a terminal how much of a large file has been read.
    private static InputStream input(Path path) throws IOException {
        var input = Files.newInputStream(path);
        long bytes = Files.size(path);
        if (bytes < LARGE || System.console() == null || !System.console().isTerminal()) {
            return input;
        }
        return ProgressBar.wrap(
                input,
                new ProgressBarBuilder()
                        .setTaskName("reading")
                        .setUnit(" MB", 1_000_000)
                        .setInitialMax(bytes)
                        .clearDisplayOnFinish()
                        .setConsumer(new ConsoleProgressBarConsumer(System.out)));
    }

    private static void skipMark(BufferedReader text, CsvFile file) throws IOException {
        try {
            text.mark(1);
            if (text.read() != '\uFEFF') {
                text.reset();
            }
        } catch (CharacterCodingException _) {
            text.close();
            throw Texts.malformed(file);
        }
    }

    static CsvReader.CsvReaderBuilder dialect(char separator) {
        // This class counts the fields itself, for its own message.
        return CsvReader.builder()
                .fieldSeparator(separator)
                .trimWhitespacesAroundQuotes(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    /// Returns the next record, or null after the last.
    ///
    /// @throws IOException if it has not as many fields as there are columns, or is no text; the message names file
    ///     and line
    @Nullable
    CsvRecord next() throws IOException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            var found = records.next();
            line = found.getStartingLineNumber();
            int columns = file.names().size();
            if (found.getFieldCount() != columns) {
                throw new IOException("line " + line + " of " + file.path() + " has " + found.getFieldCount()
                        + (found.getFieldCount() == 1 ? " field" : " fields") + ", but the first line has " + columns);
            }
            return found;
        } catch (UncheckedIOException unread) {
            if (unread.getCause() instanceof CharacterCodingException) {
                throw Texts.malformed(file);
            }
            throw unread.getCause();
        } catch (CsvParseException wrong) {
            throw new IOException(
                    file.path() + " cannot be read after line " + line + ": " + reason(wrong)
                            + "; a quote that is never closed?",
                    wrong);
        }
    }

    private static String reason(Throwable wrong) {
        var cause = wrong.getCause();
        var told = cause == null ? wrong : cause;
        return String.valueOf(told.getMessage());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

package dev.lanewise.examples.tabular;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first mebibyte of a file, from which its separator is guessed.
///
/// @param path of the file
/// @param charset how its text is encoded
/// @param text the decoded beginning, cut after a whole line if the file goes on
/// @param goesOn whether the file is longer
record CsvHead(Path path, Charset charset, String text, boolean goesOn) {
    private static final int BYTES = 1 << 20;
    private static final int RECORDS = 200;
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    static CsvHead read(Path path, @Nullable Charset wanted) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + " does not exist");
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + " is no regular file; it must be one, because it is read more than once");
        }
        byte[] bytes;
        try (var input = Files.newInputStream(path)) {
            bytes = input.readNBytes(BYTES);
        }
        if (bytes.length > 1 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B) {
            throw new IOException(path + " is packed with gzip; unpack it first");
        }
        var charset = Texts.charset(bytes, wanted);
        if (wanted == null && charset.equals(StandardCharsets.UTF_8)) {
            refuseZeros(path, bytes);
        }
        var text = new String(bytes, charset);
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int end = text.lastIndexOf('\n');
        boolean goesOn = bytes.length == BYTES && Files.size(path) > BYTES;
        return new CsvHead(path, charset, goesOn && end > 0 ? text.substring(0, end + 1) : text, goesOn);
    }

    private static void refuseZeros(Path path, byte[] bytes) throws IOException {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw new IOException(path + " is no text in UTF-8: byte " + i
                        + " is 0; --encoding names another encoding, such as UTF-16LE");
            }
        }
    }

    /// Returns the separator that gives most records as many fields as the first one has, if that is more than one;
    /// of several the one with most fields, and a comma if there is none.
    char separator() {
        char best = ',';
        double bestScore = 0;
        for (char candidate : SEPARATORS) {
            var records = records(candidate);
            int fields = records.isEmpty() ? 0 : records.getFirst().size();
            long alike = records.stream()
                    .filter(fieldList -> fieldList.size() == fields)
                    .count();
            // At most 1, for all records alike; the number of fields decides between equals.
            double score = fields < 2 ? 0 : (double) alike / records.size() + 1e-6 * Math.min(fields, 1000);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /// Refuses a file whose first record is cut off: its names would be nonsense.
    void checkFirstRecord(char separator) throws IOException {
        // Were it cut off, more text would belong to it.
        if (goesOn && records(separator, text + 'x').size() < 2) {
            throw new IOException("the first line of " + path + " is longer than 1 MiB: is it a table, with the"
                    + " separator '" + separator + "'?");
        }
    }

    /// Returns the first records, up to the first that cannot be read.
    List<List<String>> records(char separator) {
        return records(separator, text);
    }

    private static List<List<String>> records(char separator, String text) {
        var records = new ArrayList<List<String>>();
        try (var reader = CsvRows.dialect(separator).ofCsvRecord(text)) {
            var iterator = reader.iterator();
            while (records.size() < RECORDS && iterator.hasNext()) {
                records.add(iterator.next().getFields());
            }
        } catch (CsvParseException | IOException _) {
            // A text that ends within quotes: what was read before is enough here, and reading all tells the line.
            return records;
        }
        return records;
    }
}

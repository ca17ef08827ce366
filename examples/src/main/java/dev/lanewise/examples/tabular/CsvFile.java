package dev.lanewise.examples.tabular;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file of separated values: how it is written, and what its columns are called.
///
/// @param path where it is
/// @param charset how its text is encoded
/// @param separator what stands between two fields
/// @param decimalComma whether its numbers look like 3,14
/// @param header whether its first record names the columns; else they are `column_1`, `column_2` and so on
/// @param names of the columns, all different
/// @param notes what had to be changed about the names
record CsvFile(
        Path path,
        Charset charset,
        char separator,
        boolean decimalComma,
        boolean header,
        List<String> names,
        List<String> notes) {
    private static final Pattern DECIMAL_COMMA = Pattern.compile("\\s*[-+]?[0-9]*,[0-9]+\\s*");
    private static final Pattern DECIMAL_POINT = Pattern.compile("\\s*[-+]?[0-9]*\\.[0-9]+\\s*");

    /// What a person says about the file; null for what is to be found out.
    ///
    /// @param charset the encoding; UTF-8 if not said, or what a byte order mark tells
    /// @param separator what stands between two fields
    /// @param header whether the first record names the columns
    record Wanted(
            @Nullable Charset charset,
            @Nullable Character separator,
            @Nullable Boolean header) {}

    /// Looks at the beginning of a file.
    ///
    /// @throws IOException if it cannot be read, is empty or is no text
    /// @throws IllegalArgumentException if one cannot tell whether there is a header, with the options that do
    static CsvFile open(Path path, Wanted wanted) throws IOException {
        var head = CsvHead.read(path, wanted.charset);
        char separator = Optional.ofNullable(wanted.separator).orElseGet(head::separator);
        head.checkFirstRecord(separator);
        var records = head.records(separator);
        if (records.isEmpty()) {
            throw new IOException(path + " is empty");
        }
        boolean header = Optional.ofNullable(wanted.header).orElseGet(() -> isHeader(path, records));
        var notes = new ArrayList<String>();
        var names = names(records.getFirst(), header, notes);
        boolean comma = separator != ',' && hasDecimalCommas(records);
        return new CsvFile(path, head.charset(), separator, comma, header, names, List.copyOf(notes));
    }

    /// Names are no numbers; what begins with a number may be data, and guessing wrong would lose a row or invent
    /// one.
    private static boolean isHeader(Path path, List<List<String>> records) {
        var cells = new Cells(List.of(), false);
        for (var field : records.getFirst()) {
            if (!Double.isNaN(cells.number(field))) {
                throw new IllegalArgumentException("the first line of " + path + " should name the columns, but has the"
                        + " number " + field.strip() + ": say --no-header if it is data, --header if it is a name");
            }
        }
        return true;
    }

    private static boolean hasDecimalCommas(List<List<String>> records) {
        int commas = 0;
        int points = 0;
        for (var fields : records) {
            for (var field : fields) {
                commas += DECIMAL_COMMA.matcher(field).matches() ? 1 : 0;
                points += DECIMAL_POINT.matcher(field).matches() ? 1 : 0;
            }
        }
        return commas > points;
    }

    private static List<String> names(List<String> first, boolean header, List<String> notes) {
        var names = new ArrayList<String>();
        for (int i = 0; i < first.size(); i++) {
            var name = header ? first.get(i).strip() : "";
            if (name.isEmpty()) {
                name = "column_" + (i + 1);
            }
            if (names.contains(name)) {
                var other = name;
                for (int k = 2; names.contains(other); k++) {
                    other = name + " (" + k + ')';
                }
                notes.add("column " + (i + 1) + " has the name '" + name + "' of another one and is called '" + other
                        + "' here");
                name = other;
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    /// Returns the index of a column, or −1.
    int indexOf(String name) {
        return names.indexOf(name);
    }

    /// Begins to read the records after the header.
    CsvRows rows() throws IOException {
        return CsvRows.open(this);
    }
}

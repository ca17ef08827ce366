package dev.lanewise.examples.tabular;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// What a person may say about a CSV file; what is not said is found out.
final class FileOptions {
    @Option(
            names = "--separator",
            description = "between two fields: one character, or tab; found out if not given",
            converter = SeparatorConverter.class)
    private @Nullable Character separator;

    @Option(
            names = "--header",
            negatable = true,
            description = "whether the first line names the columns; without it they are column_1, column_2, …",
            fallbackValue = "true")
    private @Nullable Boolean header;

    @Option(
            names = "--encoding",
            description = "of the text: UTF-8 if not given and without a byte order mark",
            converter = CharsetConverter.class)
    private @Nullable Charset encoding;

    @Option(
            names = "--missing",
            description = "a word that stands for a missing value, beside empty cells, NA, N/A, NaN, null and ?;"
                    + " may be repeated",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private List<String> missing = new ArrayList<>();

    @Option(
            names = "--decimal-comma",
            negatable = true,
            description = "3,14 is a number, and 3.14 is not; found out if not given",
            fallbackValue = "true")
    private @Nullable Boolean decimalComma;

    @Option(
            names = "--type",
            paramLabel = "COLUMN=TYPE",
            description = "takes a column for a number, a category, or ignored; may be repeated",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private Map<String, Kind> types = new LinkedHashMap<>();

    FileOptions() {}

    /// Lets picocli read a separator.
    static final class SeparatorConverter implements CommandLine.ITypeConverter<Character> {
        @Override
        public Character convert(String text) {
            if (text.equalsIgnoreCase("tab") || text.equals("\\t")) {
                return '\t';
            }
            if (text.length() != 1 || "\"\n\r".contains(text)) {
                throw new CommandLine.TypeConversionException(
                        "must be one character other than a quote, or tab, but is '" + text + "'");
            }
            return text.charAt(0);
        }
    }

    /// Lets picocli read an encoding.
    static final class CharsetConverter implements CommandLine.ITypeConverter<Charset> {
        @Override
        public Charset convert(String name) {
            try {
                return Charset.forName(name);
            } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
                throw new CommandLine.TypeConversionException(
                        "must be an encoding such as UTF-8 or windows-1252, but is '" + name + "'");
            }
        }
    }

    CsvFile.Wanted wanted() {
        return new CsvFile.Wanted(encoding, separator, header);
    }

    /// Returns what is wanted of a file like the one that a model was trained on.
    CsvFile.Wanted wanted(boolean headerOfTraining) {
        return new CsvFile.Wanted(encoding, separator, header == null ? (Boolean) headerOfTraining : header);
    }

    /// Returns how the cells of a file are read.
    Cells cells(CsvFile file) {
        var words = new ArrayList<>(Cells.MISSING);
        words.addAll(missing);
        return new Cells(words, decimalComma == null ? file.decimalComma() : decimalComma);
    }

    Map<String, Kind> types() {
        return types;
    }
}

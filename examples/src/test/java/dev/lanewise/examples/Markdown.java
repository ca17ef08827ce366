package dev.lanewise.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The code in a Markdown file.
///
/// @param sections the parts below headings of the second level, in order; what comes before the first is left out
record Markdown(List<Section> sections) {
    private static final Pattern HEADING = Pattern.compile("(?m)^## ");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /// A part of the file.
    ///
    /// @param title its heading
    /// @param text what stands below it
    record Section(String title, String text) {
        /// Returns the fenced blocks in a language.
        List<String> blocks(String language) {
            return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
                    .matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
        }

        /// Returns what stands between backticks in the last cells of the tables' rows.
        List<String> codeOfTables() {
            return cells().stream()
                    .flatMap(row -> CODE.matcher(row.getLast()).results())
                    .map(match -> match.group(1))
                    .toList();
        }

        /// Returns the cells of the tables' rows, without headings.
        List<List<String>> cells() {
            List<List<String>> rows = new ArrayList<>();
            boolean below = false;
            for (var line : text.lines().toList()) {
                below = line.startsWith("|") && (below || line.startsWith("|---"));
                if (below && !line.startsWith("|---")) {
                    rows.add(Pattern.compile("\\|")
                            .splitAsStream(line.substring(1))
                            .map(String::strip)
                            .toList());
                }
            }
            return rows;
        }
    }

    static Markdown read(Path file) throws IOException {
        return new Markdown(HEADING.splitAsStream(Files.readString(file))
                .skip(1)
                .map(part -> new Section(part.lines().findFirst().orElse(""), part))
                .toList());
    }

    /// Returns the section with this heading.
    Section section(String title) {
        return sections.stream()
                .filter(section -> section.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no section " + title + " among "
                        + sections.stream().map(Section::title).collect(Collectors.joining(", "))));
    }
}

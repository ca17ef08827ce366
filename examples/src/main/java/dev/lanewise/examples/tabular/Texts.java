package dev.lanewise.examples.tabular;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Encodings of text, and texts of a file where people read them.
final class Texts {
    private static final Pattern UNSHOWN = Pattern.compile("[\\s\\p{Cc}\\p{Zl}\\p{Zp}]+");
    private static final int LINE = 2000;

    private Texts() {}

    /// Returns the beginning of a text, at most so many chars, without half a surrogate pair at its end.
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /// Returns a text of at most so many chars as a terminal may show it: control characters, which would move its
    /// cursor or worse, and white space become one space, and what is too long ends in an ellipsis.
    static String shown(String text, int most) {
        var line = UNSHOWN.matcher(text).replaceAll(" ");
        return line.length() > most ? cut(line, most - 1) + '…' : line;
    }

    /// Returns a whole message as a terminal may show it, at most 2000 chars.
    static String shown(String message) {
        return shown(message, LINE);
    }

    /// Returns what the byte order mark tells, else what is wanted, else UTF-8.
    static Charset charset(byte[] beginning, @Nullable Charset wanted) {
        if (beginsWith(beginning, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        if (beginsWith(beginning, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (beginsWith(beginning, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        return wanted == null ? StandardCharsets.UTF_8 : wanted;
    }

    private static boolean beginsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /// Returns the failure that names the line with the first bytes that are no text in the file's encoding.
    static IOException malformed(CsvFile file) throws IOException {
        var decoder = file.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        long line = 1;
        try (var input = new BufferedInputStream(Files.newInputStream(file.path()))) {
            var bytes = ByteBuffer.allocate(1 << 16).limit(0);
            var characters = CharBuffer.allocate(1 << 16);
            boolean more = true;
            while (more) {
                bytes.compact();
                int read = input.read(bytes.array(), bytes.position(), bytes.remaining());
                more = read >= 0;
                bytes.limit(bytes.position() + Math.max(0, read)).position(0);
                var result = decoder.decode(bytes, characters, !more);
                line += characters.flip().chars().filter(c -> c == '\n').count();
                characters.clear();
                if (result.isError()) {
                    return new IOException(String.format(
                            "line %d of %s has the byte 0x%02X, which is no text in %s;"
                                    + " --encoding names another encoding, such as windows-1252",
                            line, file.path(), bytes.get(bytes.position()) & 0xFF, file.charset()));
                }
            }
        }
        return new IOException(file.path() + " has bytes that are no text in " + file.charset());
    }
}

package dev.lanewise.layers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Damages files, reproducibly.
final class Mutations {
    private static final String[] PIECES = {
        "0",
        "9",
        "-",
        "1e999",
        "[",
        "]",
        "{",
        "}",
        "\"",
        ",",
        ":",
        "null",
        "99999999999",
        "\\u0000",
        "kind",
        "stack",
        "\0"
    };

    private Mutations() {}

    /// Returns a copy with one to four changes; nine of ten fall within the first `header` bytes.
    static byte[] of(byte[] whole, int header, Random random) {
        byte[] bytes = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int bound = random.nextInt(10) > 0 ? Math.min(header, bytes.length) : bytes.length;
            int at = random.nextInt(bound);
            bytes = change(bytes, at, random);
        }
        return bytes;
    }

    private static byte[] change(byte[] bytes, int at, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 1 -> {
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> {
                // A run of bytes again: names twice, nesting, lists that grow.
                int length = Math.min(random.nextInt(64), bytes.length - at);
                yield splice(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            }
            case 4 -> splice(bytes, at, Math.min(random.nextInt(16), bytes.length - at), new byte[0]);
            default -> {
                var piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
                int cut = Math.min(random.nextInt(piece.length + 1), bytes.length - at);
                yield splice(bytes, at, cut, piece);
            }
        };
    }

    private static byte[] splice(byte[] bytes, int at, int cut, byte[] piece) {
        byte[] result = new byte[bytes.length - cut + piece.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(piece, 0, result, at, piece.length);
        System.arraycopy(bytes, at + cut, result, at + piece.length, bytes.length - at - cut);
        return result;
    }
}

package dev.lanewise.train;

import java.util.Arrays;
import java.util.Random;

/// Damages files at random.
final class Mutations {
    private static final String INTERESTING = "0123456789{}[]\",:-.eE \u0000\u007f\u00ff";

    private Mutations() {}

    /// Returns a copy with one to three changes: bits flipped, bytes overwritten, cut off, left out, repeated or
    /// inserted.
    static byte[] of(byte[] original, Random random) {
        var bytes = original.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + 1 + random.nextInt(16));
            bytes = switch (random.nextInt(6)) {
                case 0 -> with(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
                case 1 -> with(bytes, at, INTERESTING.charAt(random.nextInt(INTERESTING.length())));
                case 2 -> Arrays.copyOf(bytes, at);
                case 3 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
                case 4 -> joined(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
                default ->
                    joined(
                            with(Arrays.copyOf(bytes, at + 1), at, random.nextInt(256)),
                            Arrays.copyOfRange(bytes, at, bytes.length));
            };
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

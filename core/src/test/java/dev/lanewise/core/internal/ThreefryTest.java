package dev.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/// Known answers of Random123 (`examples/kat_vectors`, threefry4x32 with 20 rounds).
class ThreefryTest {
    @Test
    void shouldGiveTheKnownAnswerForZeros() {
        assertArrayEquals(new int[] {0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8}, block(new int[4], 0, 0, 0, 0));
    }

    @Test
    void shouldGiveTheKnownAnswerForOnes() {
        assertArrayEquals(
                new int[] {0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732},
                block(new int[] {-1, -1, -1, -1}, -1, -1, -1, -1));
    }

    @Test
    void shouldGiveTheKnownAnswerForTheDigitsOfPi() {
        assertArrayEquals(
                new int[] {0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84},
                block(
                        new int[] {0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89},
                        0x243f6a88,
                        0x85a308d3,
                        0x13198a2e,
                        0x03707344));
    }

    private static int[] block(int[] key, int c0, int c1, int c2, int c3) {
        var words = new int[4];
        Threefry.block(key, c0, c1, c2, c3, words, 0, 1);
        return words;
    }
}

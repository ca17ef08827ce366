package dev.lanewise.core.internal;

/// The counter-based random function Threefry-4×32 with 20 rounds: 128 bits of counter and 128 bits of key give 128
/// random bits, with nothing remembered in between.
///
/// Source: Salmon, Moraes, Dror and Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011; the tests hold the
/// known answers of its authors' Random123 library. It needs only additions, rotations and exclusive ors of 32 bits,
/// which every vector unit has.
public final class Threefry {
    /// Extends the key: its fifth word is the exclusive or of this constant and the other four.
    public static final int PARITY = 0x1BD11BDA;

    private Threefry() {}

    /// Writes the four words for the counter (c0, c1, c2, c3) under the four words of `key` to words(at +
    /// stride·w).
    public static void block(int[] key, int c0, int c1, int c2, int c3, int[] words, int at, int stride) {
        int k0 = key[0];
        int k1 = key[1];
        int k2 = key[2];
        int k3 = key[3];
        int k4 = PARITY ^ k0 ^ k1 ^ k2 ^ k3;
        int x0 = c0 + k0;
        int x1 = c1 + k1;
        int x2 = c2 + k2;
        int x3 = c3 + k3;
        for (int injection = 1; injection <= 5; injection++) {
            boolean odd = (injection & 1) == 1;
            x0 += x1;
            x1 = Integer.rotateLeft(x1, odd ? 10 : 6) ^ x0;
            x2 += x3;
            x3 = Integer.rotateLeft(x3, odd ? 26 : 20) ^ x2;
            x0 += x3;
            x3 = Integer.rotateLeft(x3, odd ? 11 : 17) ^ x0;
            x2 += x1;
            x1 = Integer.rotateLeft(x1, odd ? 21 : 11) ^ x2;
            x0 += x1;
            x1 = Integer.rotateLeft(x1, odd ? 13 : 25) ^ x0;
            x2 += x3;
            x3 = Integer.rotateLeft(x3, odd ? 27 : 10) ^ x2;
            x0 += x3;
            x3 = Integer.rotateLeft(x3, odd ? 23 : 18) ^ x0;
            x2 += x1;
            x1 = Integer.rotateLeft(x1, odd ? 5 : 20) ^ x2;
            int first = k0;
            k0 = k1;
            k1 = k2;
            k2 = k3;
            k3 = k4;
            k4 = first;
            x0 += k0;
            x1 += k1;
            x2 += k2;
            x3 += k3 + injection;
        }
        words[at] = x0;
        words[at + stride] = x1;
        words[at + 2 * stride] = x2;
        words[at + 3 * stride] = x3;
    }
}

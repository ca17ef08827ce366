package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdxFileTest {
    @TempDir
    private Path folder;

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] idx(int... lengths) {
        int size = Arrays.stream(lengths).reduce(1, (a, b) -> a * b);
        var bytes = ByteBuffer.allocate(4 + 4 * lengths.length + size).putInt(0x0800 + lengths.length);
        Arrays.stream(lengths).forEach(bytes::putInt);
        for (int i = 0; i < size; i++) {
            bytes.put((byte) (31 * i));
        }
        return bytes.array();
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void shouldReadElementsInRowMajorOrderAsNumbersFrom0To255() throws IOException {
        var bytes = idx(5, 2, 7);
        for (var file : new Path[] {write("images", bytes), write("images.gz", packed(bytes))}) {
            var tensor = IdxFile.read(file);
            assertEquals(Shape.of(5, 2, 7), tensor.shape());
            for (int i = 0; i < 70; i++) {
                assertEquals(31 * i % 256, tensor.get(i));
            }
        }
    }

    /// Longer than the blocks it is read in, and no multiple of them.
    @Test
    void shouldReadFilesOfManyBlocks() throws IOException {
        var tensor = IdxFile.read(write("long", idx(1001, 331)));
        assertEquals(Shape.of(1001, 331), tensor.shape());
        for (int i = 0; i < tensor.size(); i++) {
            assertEquals(31 * i & 0xFF, tensor.get(i));
        }
    }

    @Test
    void shouldReadOneToFourAxes() throws IOException {
        for (int[] lengths : new int[][] {{3}, {3, 2}, {3, 2, 1}, {3, 2, 1, 4}}) {
            assertEquals(
                    Shape.of(lengths), IdxFile.read(write("axes", idx(lengths))).shape());
        }
        assertRefused("five", idx(3, 2, 1, 4, 1), "1 to 4 axes", "00000805");
    }

    @Test
    void shouldSayWhatIsWrong() throws IOException {
        assertRefused("empty", new byte[0], "is cut short");
        assertRefused("short", Arrays.copyOf(idx(4, 4), 27), "is cut short");
        assertRefused("long", Arrays.copyOf(idx(4, 4), 29), "goes on after its 16 elements of shape (4, 4)");
        assertRefused("floats", ByteBuffer.allocate(12).putInt(0x0D01).array(), "unsigned bytes", "00000d01");
        assertRefused("other", ByteBuffer.allocate(12).putInt(0x504B0304).array(), "no IDX file", "504b0304");
        assertRefused("none", idx(3, 0), "impossible shape", "[3, 0]");
        assertRefused("negative", header(0x0802, 3, -1), "impossible shape", "[3, -1]");
        assertRefused("great", header(0x0803, 50_000, 50_000, 2), "impossible shape", "50000");
        assertRefused("plain.gz", idx(4, 4), "no sound gzip file");
        assertThrows(NoSuchFileException.class, () -> IdxFile.read(folder.resolve("nowhere")));
    }

    /// A header that promises two thousand million elements must not ask for their memory before they are there.
    @Test
    void shouldNotBelieveAHeaderWithoutElements() throws IOException {
        assertRefused("promise", header(0x0801, Integer.MAX_VALUE, 0x01020304), "is cut short");
    }

    private static byte[] header(int... words) {
        var bytes = ByteBuffer.allocate(4 * words.length);
        Arrays.stream(words).forEach(bytes::putInt);
        return bytes.array();
    }

    private void assertRefused(String name, byte[] bytes, String... parts) throws IOException {
        var file = write(name, bytes);
        var message = assertThrows(IOException.class, () -> IdxFile.read(file)).getMessage();
        assertTrue(message.contains(file.toString()), message);
        for (var part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldReadOrRefuseMutatedFiles(long seed) throws IOException {
        assertMutationsReadOrRefused(seed, 1000);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldReadOrRefuseManyMutatedFiles(long seed) throws IOException {
        assertMutationsReadOrRefused(seed, 10_000);
    }

    private void assertMutationsReadOrRefused(long seed, int count) throws IOException {
        var random = new Random(seed);
        int read = 0;
        for (int i = 0; i < count; i++) {
            var plain = idx(1 + random.nextInt(9), 1 + random.nextInt(9), 1 + random.nextInt(9));
            boolean gzip = random.nextInt(3) == 0;
            var mutated = mutated(gzip ? packed(plain) : plain, random);
            var expected = expected(mutated, gzip);
            var file = write(gzip ? "mutated.gz" : "mutated", mutated);
            try {
                var tensor = IdxFile.read(file);
                assertTrue(expected != null, () -> "should be refused: " + Arrays.toString(mutated));
                assertEquals(expected.shape(), tensor.shape());
                assertArrayEquals(expected.toArray(), tensor.toArray());
                read++;
            } catch (IOException refused) {
                assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
                assertTrue(expected == null, () -> refused + " for " + Arrays.toString(mutated));
            }
        }
        assertTrue(read > 0 && read < count, read + " files read");
    }

    /// One to three times: changes a bit, a byte or a word, cuts, lengthens, removes, doubles or moves a part.
    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 4; times--) {
            // Half of all changes fall on the header, where most can go wrong.
            int at = random.nextInt(random.nextBoolean() ? Math.min(16, bytes.length) : bytes.length);
            int other = random.nextInt(bytes.length + 1);
            int from = Math.min(at, other);
            int to = Math.max(at, other);
            switch (random.nextInt(8)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> ByteBuffer.wrap(bytes).putInt(at / 4 * 4 % (bytes.length - 3), random.nextInt());
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                case 4 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(5));
                case 5 -> bytes = joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
                case 6 -> bytes = joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
                default -> bytes = joined(Arrays.copyOfRange(bytes, from, to), bytes);
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /// What the format's definition makes of the bytes all at once; null for what is no IDX file.
    private static @Nullable Tensor expected(byte[] bytes, boolean gzip) {
        byte[] plain = bytes;
        if (gzip) {
            try (var input = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                plain = input.readAllBytes();
            } catch (IOException damaged) {
                return null;
            }
        }
        var whole = ByteBuffer.wrap(plain);
        if (whole.remaining() < 4 || whole.getShort() != 0 || whole.get() != 8) {
            return null;
        }
        int rank = whole.get();
        if (rank < 1 || rank > 4 || whole.remaining() < 4 * rank) {
            return null;
        }
        int[] lengths = new int[rank];
        double size = 1;
        for (int axis = 0; axis < rank; axis++) {
            lengths[axis] = whole.getInt();
            size *= Math.max(0, lengths[axis]);
        }
        if (size == 0 || size != whole.remaining()) {
            return null;
        }
        var tensor = Tensor.zeros(Shape.of(lengths));
        for (int i = 0; i < tensor.size(); i++) {
            tensor.set(i, whole.get() & 0xFF);
        }
        return tensor;
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that NumPy wrote; the formulas of their elements stand in the script beside them too.
final class NpzFileTest {
    private static final Path GOLDEN = Path.of("src/test/golden");

    @TempDir
    private Path folder = Path.of("");

    private record Expected(Shape shape, IntToDoubleFunction element) {}

    private static Map<String, Expected> expected() {
        var flat = Shape.of(24);
        var expected = new HashMap<String, Expected>();
        expected.put("floats", new Expected(Shape.of(4, 3, 2), i -> i / 4.0 - 2));
        expected.put("doubles", new Expected(Shape.of(24, 1), i -> 0.1 * i));
        expected.put("bytes", new Expected(Shape.of(2, 12), i -> 10 * i));
        expected.put("signed", new Expected(flat, i -> i - 12));
        expected.put("short", new Expected(flat, i -> -1000 * i));
        expected.put("unsigned_short", new Expected(flat, i -> 2700 * i));
        expected.put("int", new Expected(flat, i -> -100_000 * i));
        expected.put("unsigned_int", new Expected(flat, i -> 180_000_000.0 * i));
        expected.put("long", new Expected(flat, i -> -(1L << 40) * i));
        expected.put("unsigned_long", new Expected(flat, i -> 0x1p63 + 0x1p40 * i));
        expected.put("flags", new Expected(flat, i -> i % 3 == 0 ? 1 : 0));
        expected.put("scalar", new Expected(Shape.of(), _ -> 7.5));
        return expected;
    }

    private static void assertArray(String name, Tensor actual) {
        var wanted = expected().get(name);
        assertTrue(wanted != null, name);
        assertEquals(wanted.shape, actual.shape(), name);
        for (int i = 0; i < actual.size(); i++) {
            assertEquals((float) wanted.element.applyAsDouble(i), actual.get(i), name + ", element " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"npz-stored.npz", "npz-packed.npz"})
    void shouldReadEveryArrayThatNumpyWrote(String name) throws IOException {
        var arrays = NpzFile.read(GOLDEN.resolve(name));
        assertEquals(expected().keySet(), arrays.keySet());
        assertEquals("floats", arrays.firstEntry().getKey());
        arrays.forEach(NpzFileTest::assertArray);
    }

    @Test
    void shouldReadSingleArraysOfBothVersions() throws IOException {
        assertArray("floats", NpyFile.read(GOLDEN.resolve("npy-floats.npy")));
        assertArray("bytes", NpyFile.read(GOLDEN.resolve("npy-version2.npy")));
    }

    @ParameterizedTest
    @CsvSource({
        "fortran, Fortran's order",
        "big_endian, type '>f4'; known are [<f4",
        "complex, type '<c8'",
        "half, type '<f2'",
        "empty, 'impossible shape (0, 3)'",
        "text, type '<U1'",
        "fields, a header that NumPy does not write for plain arrays"
    })
    void shouldRefuseWhatIsNoPlainArrayWithTheReason(String name, String reason) {
        assertRefused(GOLDEN.resolve("npz-refused-" + name + ".npz"), "'" + name + "'", reason);
    }

    private static void assertRefused(Path file, String... parts) {
        var message = assertThrows(IOException.class, () -> NpzFile.read(file)).getMessage();
        assertTrue(message.contains(file.toString()), message);
        for (var part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private Path zip(String entry, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
        }
        return Files.write(folder.resolve("file.npz"), bytes.toByteArray());
    }

    private static byte[] npy(String header, int elements) {
        var text = "\u0093NUMPY\u0001\u0000" + (char) (header.length() & 0xFF) + (char) (header.length() >> 8) + header;
        return (text + "\u0000".repeat(elements)).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void shouldNotBelieveAHeader() throws IOException {
        var start = "{'descr': '|u1', 'fortran_order': False, 'shape': ";
        assertRefused(zip("x.npy", npy(start + "(2147483647,), }\n", 9)), "'x', is cut short");
        assertRefused(zip("x.npy", npy(start + "(65536, 65536), }\n", 9)), "impossible shape");
        assertRefused(zip("x.npy", npy(start + "(99999999999,), }\n", 9)), "impossible shape");
        assertRefused(zip("x.npy", npy(start + "(9,), }\n", 10)), "goes on after its elements");
        assertRefused(zip("x.npy", npy(start + "(9,), 'more': 1}\n", 9)), "does not write");
        assertRefused(zip("x.npy", new byte[20]), "does not begin as an array");
        assertRefused(zip("x.npy", "\u0093NUMPY\u0003\u0000 ".getBytes(StandardCharsets.ISO_8859_1)), "version 3.0");
        assertRefused(zip("x.txt", npy(start + "(9,), }\n", 9)), "'x.txt', which is no array");
        assertEquals(
                9,
                NpzFile.read(zip("x.npy", npy(start + "(9,), }\n", 9))).get("x").size());
        assertRefused(Files.writeString(folder.resolve("text"), "no zip file"), "no sound zip file");
        var message = assertThrows(
                        IOException.class,
                        () -> NpyFile.read(
                                new ByteArrayInputStream("\u0093NUMPY\u0002\u0000\u00ff\u00ff\u00ff\u00ff"
                                        .getBytes(StandardCharsets.ISO_8859_1)),
                                "x"))
                .getMessage();
        assertTrue(message.contains("a header of 4294967295 bytes"), message);
    }

    /// Of these changed files the zip library only says that they end early, without a message.
    @ParameterizedTest
    @ValueSource(ints = {66_682, 66_927, 84_204, 107_809})
    void shouldNameTheFileWhereTheZipLibraryGivesNoReason(int seed) throws IOException {
        var original = GOLDEN.resolve(seed % 2 == 0 ? "npz-stored.npz" : "npz-packed.npz");
        var changed = Mutations.of(Files.readAllBytes(original), new Random(seed));
        assertRefused(Files.write(folder.resolve("mutated.npz"), changed), "no sound zip file");
    }

    @Test
    void shouldReadOrRefuseMutatedFiles() throws IOException {
        mutate(500, 0);
    }

    @Test
    @Tag("slow")
    void shouldReadOrRefuseAHundredThousandMutatedFiles() throws IOException {
        mutate(100_000, 10_000);
    }

    /// What is read of a changed file must be what NumPy wrote: the checksum of every array is checked.
    private void mutate(int count, int firstSeed) throws IOException {
        var originals = List.of(
                Files.readAllBytes(GOLDEN.resolve("npz-stored.npz")),
                Files.readAllBytes(GOLDEN.resolve("npz-packed.npz")));
        var whole = NpzFile.read(GOLDEN.resolve("npz-stored.npz")).values();
        var file = folder.resolve("mutated.npz");
        int read = 0;
        for (int seed = firstSeed; seed < firstSeed + count; seed++) {
            var changed = Mutations.of(originals.get(seed % 2), new Random(seed));
            Files.write(file, changed);
            try {
                for (var array : NpzFile.read(file).values()) {
                    assertTrue(
                            whole.stream().anyMatch(original -> same(original, array)), "seed " + seed + ": " + array);
                }
                read++;
            } catch (IOException refused) {
                assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()), seed + ": " + refused);
            }
        }
        assertTrue(read > 0 && read < count, read + " of " + count + " were read");
    }

    private static boolean same(Tensor first, Tensor second) {
        return first.shape().equals(second.shape()) && Arrays.equals(first.toArray(), second.toArray());
    }
}

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
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class StateFileTest {
    static byte[] bytes(State state) throws IOException {
        var bytes = new ByteArrayOutputStream();
        StateFile.write(state, new FileLayer.Sink() {
            @Override
            public void write(byte[] written, int length) {
                bytes.write(written, 0, length);
            }

            @Override
            public void force() {}

            @Override
            public void close() {}
        });
        return bytes.toByteArray();
    }

    private static State read(byte[] bytes) throws IOException {
        return StateFile.read(new ByteArrayInputStream(bytes), bytes.length);
    }

    private static State sample() {
        var state = new State();
        state.put("text", "a \"quoted\" line\nand another: żółć \u0000");
        state.put("whole", 1 << 30);
        state.part("callbacks").part("0").put("best", 0.1);
        state.put("nan", Double.NaN);
        state.put("minus zero", -0.0);
        state.put("infinite", Double.NEGATIVE_INFINITY);
        state.put("numbers", new double[] {Math.PI, Double.MIN_VALUE, -0.0, Double.NaN});
        state.put("weights", Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, Float.MIN_VALUE));
        state.put("long", Tensor.zeros(Shape.of(40_000)));
        return state;
    }

    private static void assertSample(State state) {
        assertEquals("a \"quoted\" line\nand another: żółć \u0000", state.text("text"));
        assertEquals(1 << 30, state.number("whole"));
        assertEquals(0.1, state.part("callbacks").part("0").number("best"));
        assertEquals(Double.NaN, state.number("nan"));
        assertEquals(-0.0, state.number("minus zero"));
        assertEquals(Double.NEGATIVE_INFINITY, state.number("infinite"));
        assertArrayEquals(new double[] {Math.PI, Double.MIN_VALUE, -0.0, Double.NaN}, state.numbers("numbers"));
        assertEquals(Shape.of(2, 3), state.tensor("weights").shape());
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 5, Float.MIN_VALUE},
                state.tensor("weights").toArray());
        assertArrayEquals(new float[40_000], state.tensor("long").toArray());
        assertTrue(state.unread().isEmpty(), state.unread().toString());
    }

    @Test
    void shouldReadEveryBitBack() throws IOException {
        assertSample(read(bytes(sample())));
    }

    /// The layout of the safetensors format, byte by byte.
    @Test
    void shouldBeASafetensorsFile() throws IOException {
        var state = new State();
        state.put("step", 7);
        state.put("w", Tensor.of(Shape.of(1, 2), 1, -2));
        var bytes = bytes(state);
        var json = "{\"__metadata__\":{\"format\":\"lanewise-checkpoint\",\"version\":\"1\",\"step\":\"7\"},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                + "\"checksum\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[8,12]}}";
        int length = json.length() + 7 & -8;
        assertEquals(length, bytes[0] & 0xFF);
        assertEquals(0, bytes[2]);
        assertEquals(
                json, new String(bytes, 8, bytes[0] & 0xFF | (bytes[1] & 0xFF) << 8, StandardCharsets.UTF_8).trim());
    }

    @Test
    void shouldSayWhatIsMissingAndWhatWasNotAskedFor() throws IOException {
        var state = read(bytes(sample()));
        var missing = assertThrows(
                IllegalArgumentException.class, () -> state.part("a").text("b"));
        assertTrue(missing.getMessage().contains("a/b"), missing.getMessage());
        assertThrows(IllegalArgumentException.class, () -> state.numbers("weights"));
        assertThrows(IllegalArgumentException.class, () -> state.number("text"));
        assertThrows(IllegalArgumentException.class, () -> state.put("text", "again"));
        state.tensor("weights");
        assertTrue(state.unread().contains("long") && !state.unread().contains("weights"));
    }

    @Test
    void shouldRefuseAnotherVersionOrFormat() throws IOException {
        var text = new String(bytes(sample()), StandardCharsets.ISO_8859_1);
        assertRefused(text.replace("\"version\":\"1\"", "\"version\":\"2\""), "version must be '1', but is '2'");
        assertRefused(text.replace("lanewise-checkpoint", "lanewise-something!"), "format must be");
        assertRefused(text.replace("\"F64\"", "\"F16\""), "unknown type F16");
        assertRefused(text.substring(0, text.length() - 1), "");
        assertRefused(text + "x", "");
        assertRefused("", "cut short");
    }

    private static void assertRefused(String file, String reason) {
        var bytes = file.getBytes(StandardCharsets.ISO_8859_1);
        var thrown = assertThrows(IOException.class, () -> read(bytes));
        assertTrue(thrown.getMessage().contains(reason), thrown.getMessage());
    }

    @Test
    void shouldRefuseEveryFileThatWasChanged() throws IOException {
        mutate(3000);
    }

    @Test
    @Tag("slow")
    void shouldRefuseAHundredThousandChangedFiles() throws IOException {
        mutate(100_000);
    }

    /// Changes, cuts, repeats and inserts bytes, mostly in the header, where it does the most harm.
    private static void mutate(int count) throws IOException {
        var state = new State();
        state.put("step", 123);
        state.put("numbers", new double[] {1, 2, 3});
        state.put("weights", Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
        var original = bytes(state);
        for (int seed = 0; seed < count; seed++) {
            var changed = Mutations.of(original, new Random(seed));
            try {
                read(changed);
                assertArrayEquals(original, changed, "seed " + seed);
            } catch (IOException refused) {
                assertTrue(!refused.getMessage().isBlank());
            }
        }
    }
}

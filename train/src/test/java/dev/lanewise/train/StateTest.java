package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Safetensors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class StateTest {
    private static byte[] bytes(State state) throws IOException {
        var bytes = new ByteArrayOutputStream();
        CheckpointFile.content(state).write(bytes);
        return bytes.toByteArray();
    }

    private static State read(byte[] bytes) throws IOException {
        return CheckpointFile.state(Safetensors.read(new ByteArrayInputStream(bytes), bytes.length));
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

    @Test
    void shouldBeASafetensorsFileWhoseNumbersStandBeforeItsTensors() throws IOException {
        var state = new State();
        state.put("step", 7);
        state.put("w", Tensor.of(Shape.of(1, 2), 1, -2));
        state.put("empty", new double[0]);
        state.put("sums", new double[] {0.5});
        var bytes = bytes(state);
        // CRC-32C of "step\0" "7\0" "empty [0]\0" "sums [1]\0" 3fe0000000000000 "w (1, 2)\0" 3f800000 c0000000,
        // computed bit by bit in Python from the polynomial 0x1edc6f41.
        var json = "{\"__metadata__\":{\"format\":\"lanewise-checkpoint\",\"version\":\"2\",\"checksum\":\"f8107dc2\","
                + "\"step\":\"7\"},\"empty\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[0,0]},"
                + "\"sums\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]}}";
        int length = json.length() + 7 & -8;
        assertEquals(length, bytes[0] & 0xFF | (bytes[1] & 0xFF) << 8);
        assertEquals(0, bytes[2]);
        assertEquals(json, new String(bytes, 8, length, StandardCharsets.UTF_8).trim());
        var back = read(bytes);
        assertEquals(0, back.numbers("empty").length);
        assertEquals(0.5, back.numbers("sums")[0]);
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
        assertRefused(text.replace("\"version\":\"2\"", "\"version\":\"9\""), "version must be '2', but is '9'");
        assertRefused(text.replace("lanewise-checkpoint", "lanewise-something!"), "format must be");
        assertRefused(text.replace("\"F64\"", "\"F16\""), "F32 or F64");
        assertRefused(text.substring(0, text.length() - 1), "");
        assertRefused(text + "x", "");
        assertRefused("", "at least 8 bytes");
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
                // A change of the white space in the header changes nothing.
                assertArrayEquals(original, bytes(read(changed)), "seed " + seed);
            } catch (IOException refused) {
                assertTrue(!refused.getMessage().isBlank());
            }
        }
    }
}

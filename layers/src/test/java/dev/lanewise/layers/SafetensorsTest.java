package dev.lanewise.layers;

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
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private static final Path GOLDEN = Path.of("src/test/golden");

    @Test
    void shouldReadWhatPythonWrote() throws IOException {
        check(Safetensors.read(GOLDEN.resolve("safetensors.safetensors")));
    }

    /// The script beside the file printed the same names, shapes and numbers for it.
    @Test
    void shouldWriteWhatPythonRead() throws IOException {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("dense_1/weight", Tensor.of(Shape.of(2, 3), 1, -2.5f, 3e38f, 1e-45f, -0f, 0.1f));
        tensors.put("dense_1/bias", Tensor.of(Shape.of(3), 0.5f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
        tensors.put("ä \"quoted\"", Tensor.of(Shape.of(), 42));
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("format", "test");
        metadata.put("ü", "\\ \n");
        var bytes = bytes(new Safetensors(metadata, tensors));
        assertArrayEquals(Files.readAllBytes(GOLDEN.resolve("safetensors-ours.safetensors")), bytes);
        check(read(bytes));
    }

    private static void check(Safetensors file) {
        assertEquals(Map.of("format", "test", "ü", "\\ \n"), file.metadata());
        assertEquals(3, file.tensors().size());
        var weight = file.tensors().get("dense_1/weight");
        assertEquals(Shape.of(2, 3), weight.shape());
        assertArrayEquals(new float[] {1, -2.5f, 3e38f, 1e-45f, -0f, 0.1f}, weight.toArray());
        assertArrayEquals(
                new float[] {0.5f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY},
                file.tensors().get("dense_1/bias").toArray());
        assertEquals(Shape.of(), file.tensors().get("ä \"quoted\"").shape());
        assertEquals(42, file.tensors().get("ä \"quoted\"").get(0));
    }

    @Test
    void shouldKeepTheBitsOfTensorsLargerThanItsBuffer() throws IOException {
        var x = Gradients.normal(1, 201, 333);
        // A view in the middle of an array, and a NaN with a payload.
        var view = x.rows(1, 200);
        view.set(0, Float.intBitsToFloat(0x7fc0_1234));
        var read = read(bytes(new Safetensors(Map.of(), Map.of("x", view))))
                .tensors()
                .get("x");
        assertEquals(view.shape(), read.shape());
        for (int i = 0; i < view.size(); i++) {
            assertEquals(Float.floatToRawIntBits(view.get(i)), Float.floatToRawIntBits(read.get(i)), "element " + i);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}| should take 4 bytes a number",
                "{'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}| from byte 0 on, but takes 4",
                "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}| but 8 bytes follow",
                "{'x':{'dtype':'F16','shape':[4],'data_offsets':[0,8]}}| needs dtype F32 or F64",
                "{'x':{'dtype':'F64','shape':[1,1],'data_offsets':[0,8]}}| known for vectors",
                "{'x':{'dtype':'F64','shape':[-1],'data_offsets':[0,8]}}| known for vectors",
                "{'x':{'dtype':'F64','shape':[2],'data_offsets':[0,8]}}| should take 8 bytes a number",
                "{'x':{'dtype':'F64','shape':[2147483647],'data_offsets':[0,8]}}| known for vectors",
                "{'x':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}}| lengths above 0",
                "{'x':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,8]}}| at most 2147483647 elements",
                "{'x':{'dtype':'F32','shape':[2147483647],'data_offsets':[0,8]}}| should take 4 bytes a number",
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'x':1}| Duplicate",
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'more':1}}| needs dtype F32",
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,99999999999999999999]}}| does not fit 64 bits",
                "{'x':7}| no JSON object",
                "{'__metadata__':{'a':1}}| must be strings",
                "[]| no JSON object",
                "{'x':| not the JSON",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[| depth",
            })
    void shouldRefuseWhatDoesNotFitWithTheReason(String header, String reason) {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var file = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        var message = assertThrows(IOException.class, () -> read(file.array())).getMessage();
        assertTrue(message.contains(reason.strip()), message);
    }

    @Test
    void shouldRefuseAHeaderThatCannotBeThere() {
        for (long length : List.of(-1L, 0L, 1L, 9L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32)) {
            var file = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            assertThrows(IOException.class, () -> read(file.array()), "length " + length);
        }
        assertThrows(IOException.class, () -> read(new byte[7]));
        // A file that shrinks while it is read.
        var bytes = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(2)
                .array();
        assertThrows(IOException.class, () -> Safetensors.read(new ByteArrayInputStream(bytes, 0, 9), 10));
    }

    static Safetensors read(byte[] bytes) throws IOException {
        return Safetensors.read(new ByteArrayInputStream(bytes), bytes.length);
    }

    static byte[] bytes(Safetensors file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        file.write(bytes);
        return bytes.toByteArray();
    }
}

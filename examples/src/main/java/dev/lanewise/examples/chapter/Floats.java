package dev.lanewise.examples.chapter;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Tensors as bytes: little-endian float32.
final class Floats {
    private Floats() {}

    static byte[] bytes(Tensor tensor) {
        var bytes = ByteBuffer.allocate(4 * tensor.size()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.array(), tensor.offset(), tensor.size());
        return bytes.array();
    }

    /// Returns the tensor of rows with this many columns.
    static Tensor tensor(byte[] bytes, int columns) {
        float[] numbers = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return Tensor.of(Shape.of(numbers.length / columns, columns), numbers);
    }

    static double[] row(Tensor tensor, int row) {
        double[] numbers = new double[tensor.columns()];
        for (int j = 0; j < numbers.length; j++) {
            numbers[j] = tensor.get(row * numbers.length + j);
        }
        return numbers;
    }
}

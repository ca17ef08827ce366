package dev.lanewise.train;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The weights of the examples of each batch of a training: those of the data, or those of their classes.
final class ExampleWeights {
    private final double[] ofClass;
    private Tensor memory = Tensor.zeros(Shape.of(1, 1));

    /// @param ofClass the weight of each class; empty for those of the data
    ExampleWeights(List<Double> ofClass) {
        this.ofClass = ofClass.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// Returns the weights of a batch, valid until the next call, or null where all are 1.
    ///
    /// @throws IllegalArgumentException if data and classes both have weights, or a target is no class with a
    ///     weight
    @Nullable
    Tensor of(Dataset batch) {
        if (ofClass.length == 0) {
            return batch.weights();
        }
        if (batch.weights() != null) {
            throw new IllegalArgumentException(
                    "weights of examples and weights of classes exclude each other, but the data has weights and the"
                            + " training " + ofClass.length + " weights of classes");
        }
        if (memory.rows() != batch.size()) {
            memory = Tensor.zeros(Shape.of(batch.size(), 1));
        }
        ClassWeights.fill(batch.targets(), ofClass, memory);
        return memory;
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Layers with a connection that skips them: y = p(x) + f(x), where f is the layers one after another and p is the
/// identity or a projection (He et al., 2016). Backward, with dy: dx is the sum of what comes back from both.
///
/// @param layers f, at least one layer
/// @param projection p, such as a dense layer where f changes the number of units; null for the identity
public record Residual(List<Layer> layers, @Nullable Layer projection) implements Layer {
    /// Copies the layers.
    ///
    /// @throws IllegalArgumentException if there is none
    public Residual {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a residual connection needs at least 1 layer to skip, but has none");
        }
    }

    /// Returns these layers with an identity that skips them.
    public static Residual of(Layer... layers) {
        return new Residual(List.of(layers), null);
    }

    /// Returns a copy with a projection in place of the identity.
    public Residual withProjection(Layer other) {
        return new Residual(layers, other);
    }

    /// Returns the common shape of both ways.
    ///
    /// @throws IllegalArgumentException if the shapes differ
    @Override
    public Shape outputShape(Shape input) {
        var around = projection == null ? input : projection.outputShape(input);
        var through = Stack.outputShape(layers, input);
        if (!around.equals(through)) {
            throw new IllegalArgumentException("both ways of a residual connection need the same shape, but the layers"
                    + " give " + through + " and the way around them " + around + ": " + this);
        }
        return through;
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        layers.forEach(declarations::chain);
        if (projection != null) {
            declarations.branch(projection);
        }
    }

    @Override
    public boolean random(Mode mode) {
        return Stack.random(layers, mode) || projection != null && projection.random(mode);
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        var through = Stack.forward(slot, layers.size(), input);
        var around = projection == null ? input : slot.forward(layers.size(), input);
        return add(around, through, slot.output());
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        var through = Stack.backward(slot, layers.size(), outputGradient);
        var around = projection == null ? outputGradient : slot.backward(layers.size(), outputGradient);
        return slot.needsInputGradient() ? add(around, through, slot.inputGradient()) : outputGradient;
    }

    private static Tensor add(Tensor a, Tensor b, Tensor sum) {
        float[] left = a.array();
        float[] right = b.array();
        float[] target = sum.array();
        int leftOffset = a.offset();
        int rightOffset = b.offset();
        int offset = sum.offset();
        for (int i = 0; i < sum.size(); i++) {
            target[offset + i] = left[leftOffset + i] + right[rightOffset + i];
        }
        return sum;
    }

    @Override
    public Layer forInference() {
        return new Residual(Stack.forInference(layers), projection == null ? null : projection.forInference());
    }
}

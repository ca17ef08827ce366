package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Sums;
import dev.lanewise.core.Tensor;
import java.util.List;

/// Branches that read the same input, their outputs side by side along the last axis: y = (f₁(x), …, fₙ(x)), as Keras'
/// `Concatenate`. A branch of several layers is a [Stack]; [Identity] passes the input on, as in wide-and-deep
/// networks.
///
/// @param branches at least one
public record Concatenate(List<Layer> branches) implements Layer {
    /// Copies the branches.
    ///
    /// @throws IllegalArgumentException if there is none
    public Concatenate {
        branches = List.copyOf(branches);
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("a concatenation needs at least 1 branch, but has none");
        }
    }

    /// Returns these branches side by side.
    public static Concatenate of(Layer... branches) {
        return new Concatenate(List.of(branches));
    }

    /// Returns the branches' shape with the sum of their last lengths.
    ///
    /// @throws IllegalArgumentException if the branches differ in another length, or one gives single numbers
    @Override
    public Shape outputShape(Shape input) {
        // Each once, since branches may hold branches.
        var shapes = branches.stream().map(branch -> branch.outputShape(input)).toList();
        var first = shapes.getFirst();
        long last = 0;
        for (var shape : shapes) {
            boolean fits = shape.rank() == first.rank() && shape.rank() > 0;
            for (int axis = 0; fits && axis < shape.rank() - 1; axis++) {
                fits = shape.length(axis) == first.length(axis);
            }
            if (!fits) {
                throw new IllegalArgumentException("branches side by side need shapes that differ in the last length"
                        + " only, but they give " + first + " and " + shape);
            }
            last += lastLength(shape);
        }
        int[] lengths = new int[first.rank()];
        for (int axis = 0; axis < lengths.length; axis++) {
            lengths[axis] = first.length(axis);
        }
        if (last > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("branches side by side may have " + Integer.MAX_VALUE
                    + " numbers along the last axis, but they have " + last);
        }
        lengths[lengths.length - 1] = (int) last;
        return Shape.of(lengths);
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        branches.forEach(declarations::branch);
    }

    @Override
    public boolean random(Mode mode) {
        return Stack.random(branches, mode);
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        var output = slot.output();
        int line = lastLength(output.shape());
        int column = 0;
        for (int i = 0; i < branches.size(); i++) {
            var part = slot.forward(i, input);
            int length = lastLength(slot.innerShape(i));
            for (int at = 0, to = column; at < part.size(); at += length, to += line) {
                System.arraycopy(part.array(), part.offset() + at, output.array(), output.offset() + to, length);
            }
            column += length;
        }
        return output;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        int line = lastLength(slot.output().shape());
        int column = 0;
        for (int i = 0; i < branches.size(); i++) {
            var part = slot.innerGradient(i);
            int length = lastLength(slot.innerShape(i));
            for (int to = 0, at = column; to < part.size(); to += length, at += line) {
                System.arraycopy(
                        outputGradient.array(), outputGradient.offset() + at, part.array(), part.offset() + to, length);
            }
            column += length;
            var gradient = slot.backward(i, part);
            if (slot.needsInputGradient()) {
                sum(gradient, i == 0, slot.inputGradient());
            }
        }
        return slot.inputGradient();
    }

    private static int lastLength(Shape shape) {
        return shape.length(shape.rank() - 1);
    }

    private static void sum(Tensor gradient, boolean first, Tensor sum) {
        if (first) {
            System.arraycopy(gradient.array(), gradient.offset(), sum.array(), sum.offset(), sum.size());
        } else {
            Sums.addScaled(1, gradient, sum);
        }
    }

    @Override
    public Layer forInference() {
        return new Concatenate(branches.stream().map(Layer::forInference).toList());
    }
}

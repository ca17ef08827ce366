package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Slot;
import java.util.List;

/// What the layers share that keep or drop elements: y = scale·x + shift for a kept element and y = dropped for
/// another.
///
/// Along shared axes one decision serves all elements: an element takes the decision of the one whose index is 0 on
/// every shared axis. A set of axes is a number whose bit a stands for axis a of an example.
final class Masks {
    private static final int LEAST_COLUMNS_KEPT = 64;

    private Masks() {}

    /// Computes [Slot#output()].
    static Tensor forward(
            Slot slot, Tensor x, int sharedAxes, double rate, double scale, double shift, double dropped) {
        var y = slot.output();
        if (sharedAxes == 0) {
            mask(slot, x, y, rate, (float) scale, (float) shift, (float) dropped, keeps(slot));
        } else {
            var keep = slot.buffer(0);
            mask(slot, keep, keep, rate, 0, 1, 0, false);
            representatives(y.shape(), sharedAxes, slot.vector(0, y.columns()));
            select(slot, x, y, (float) scale, (float) shift, (float) dropped);
        }
        return y;
    }

    /// Computes [Slot#inputGradient()] with the mask of forward.
    static Tensor backward(Slot slot, Tensor dy, int sharedAxes, double rate, double scale) {
        var dx = slot.inputGradient();
        if (sharedAxes == 0 && keeps(slot)) {
            slot.random().maskAgain(slot.engine(), dy, dx, (float) scale, 0, 0);
        } else if (sharedAxes == 0) {
            mask(slot, dy, dx, rate, (float) scale, 0, 0, false);
        } else {
            select(slot, dy, dx, (float) scale, 0, 0);
        }
        return dx;
    }

    /// Returns whether forward keeps its decisions for backward, which is cheaper than to draw them again. Narrow
    /// rows would keep more than they are large themselves.
    private static boolean keeps(Slot slot) {
        return slot.mode() == Mode.TRAINING
                && slot.needsInputGradient()
                && slot.output().columns() >= LEAST_COLUMNS_KEPT;
    }

    private static void mask(
            Slot slot, Tensor x, Tensor y, double rate, float scale, float shift, float dropped, boolean keep) {
        slot.random().mask(slot.engine(), x, y, slot.step(), slot.firstRow(), rate, scale, shift, dropped, keep);
    }

    /// Writes for every element of an example the index of the element whose decision it takes.
    private static void representatives(Shape batch, int sharedAxes, Tensor indices) {
        for (int i = 0; i < indices.size(); i++) {
            int rest = i;
            int stride = 1;
            int representative = 0;
            for (int axis = batch.rank() - 1; axis > 0; axis--) {
                int length = batch.length(axis);
                representative += (sharedAxes >> axis - 1 & 1) == 0 ? rest % length * stride : 0;
                rest /= length;
                stride *= length;
            }
            indices.set(i, representative);
        }
    }

    private static void select(Slot slot, Tensor x, Tensor y, float scale, float shift, float dropped) {
        float[] keep = slot.buffer(0).array();
        float[] from = x.array();
        float[] to = y.array();
        int columns = y.columns();
        float[] indices = slot.vector(0, columns).array();
        for (int row = 0; row < x.rows(); row++) {
            int decisions = slot.buffer(0).offset() + row * columns;
            int source = x.offset() + row * columns;
            int target = y.offset() + row * columns;
            for (int j = 0; j < columns; j++) {
                boolean kept = keep[decisions + (int) indices[j]] != 0;
                to[target + j] = kept ? Math.fma(from[source + j], scale, shift) : dropped;
            }
        }
    }

    /// Returns the set of these axes.
    static int axes(List<Integer> axes) {
        int bits = 0;
        for (int i = 0; i < axes.size(); i++) {
            bits |= 1 << axes.get(i);
        }
        return bits;
    }

    /// Returns the set of all axes of an example but the last, which are those of one feature.
    static int allButLast(Slot slot) {
        return (1 << slot.output().shape().rank() - 2) - 1;
    }

    /// Checks that no axis is listed twice or absurd.
    static void checkAxes(List<Integer> axes) {
        for (int axis : axes) {
            if (axis < 0 || axis > 30 || axes.indexOf(axis) != axes.lastIndexOf(axis)) {
                throw new IllegalArgumentException(
                        "shared axes must be different and in [0, 30], counted without the rows, but are " + axes);
            }
        }
    }

    /// Checks that an example has all these axes, and not more elements than a float can count.
    static void checkShape(List<Integer> axes, Shape example) {
        for (int axis : axes) {
            if (axis >= example.rank()) {
                throw new IllegalArgumentException(
                        "axis " + axis + " is to share its mask, but examples have the shape " + example
                                + ", with axes from 0 to " + (example.rank() - 1));
            }
        }
        checkSize(example);
    }

    /// Checks that an example has features with several elements each.
    static void checkFeatures(String name, Shape example) {
        if (example.rank() < 2) {
            throw new IllegalArgumentException(name + " drops whole features, the last axis, and needs examples of at"
                    + " least 2 axes, but they have the shape " + example);
        }
        checkSize(example);
    }

    static void checkSize(Shape example) {
        if (example.size() > 1 << 24) {
            throw new IllegalArgumentException(
                    "an example that shares masks can have at most 2^24 elements, but has the shape " + example);
        }
    }
}

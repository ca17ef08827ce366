package dev.lanewise.regularization;

import dev.lanewise.core.Columns;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import java.util.Arrays;

/// The lines of a tensor along one axis, which are its units for axis 0: the tensor is read as (outer, length, inner),
/// a line being the `length` elements of one outer and one inner index. Norms are sums in double in ascending order.
final class Lines {
    /// How far, relatively, a norm may lie outside and still count as inside; as in [Columns#clipNorms].
    static final double TOLERANCE = 0x1p-22;

    private static final ThreadLocal<Lines> SCRATCH = ThreadLocal.withInitial(Lines::new);

    private double[] squares = {};
    private double[] others = {};
    private int outer;
    private int length;
    private int inner;

    private Lines() {}

    /// Returns what is added to a norm that divides.
    static double epsilon(boolean kerasCompatible) {
        return kerasCompatible ? 1e-7 : 0;
    }

    static void checkAxis(int axis) {
        if (axis < 0) {
            throw new IllegalArgumentException("the axis of a constraint must be at least 0, but is " + axis);
        }
    }

    static void checkAxis(int axis, Shape shape) {
        if (axis >= shape.rank()) {
            throw new IllegalArgumentException(
                    "the axis of a constraint must be below the rank of the parameter, but is " + axis
                            + " for the shape " + shape);
        }
    }

    /// Returns the product of the lengths after an axis.
    static int inner(Shape shape, int axis) {
        int inner = 1;
        for (int i = axis + 1; i < shape.rank(); i++) {
            inner *= shape.length(i);
        }
        return inner;
    }

    /// Returns the lines of a tensor along an axis; until the next call on this thread.
    static Lines of(Tensor x, int axis) {
        checkAxis(axis, x.shape());
        var lines = SCRATCH.get();
        lines.length = x.shape().length(axis);
        lines.inner = inner(x.shape(), axis);
        lines.outer = x.size() / (lines.length * lines.inner);
        if (lines.squares.length < lines.inner) {
            lines.squares = new double[lines.inner];
            lines.others = new double[lines.inner];
        }
        return lines;
    }

    /// Scales the lines outside a range of norms, or all of them in Keras' form for an epsilon above 0.
    void clip(Tensor x, double minimum, double maximum, double rate, double epsilon) {
        if (outer == 1 && epsilon == 0) {
            Columns.clipNorms(x, minimum, maximum, rate);
        } else if (outer == 1) {
            Columns.clipNormsWithEpsilon(x, minimum, maximum, rate, epsilon);
        } else {
            for (int block = 0; block < outer; block++) {
                clipBlock(x, block, minimum, maximum, rate, epsilon);
            }
        }
    }

    private void clipBlock(Tensor x, int block, double minimum, double maximum, double rate, double epsilon) {
        sumSquares(x, block);
        for (int j = 0; j < inner; j++) {
            double norm = Math.sqrt(squares[j]);
            double clipped = Math.clamp(norm, minimum, maximum);
            double desired = Math.fma(rate, clipped, (1 - rate) * norm);
            boolean stays = epsilon == 0 && inside(norm, minimum, maximum);
            others[j] = stays ? 1 : (float) (desired / (norm + epsilon));
        }
        float[] w = x.array();
        for (int i = 0, at = start(x, block); i < length; i++) {
            for (int j = 0; j < inner; j++, at++) {
                w[at] *= (float) others[j];
            }
        }
    }

    private static boolean inside(double norm, double minimum, double maximum) {
        return norm == 0 || norm >= minimum * (1 - TOLERANCE) && norm <= maximum * (1 + TOLERANCE);
    }

    /// Counts the lines outside a range of norms and notes the largest norm.
    void note(Tensor x, double minimum, double maximum, Clipping clipping) {
        int outside = 0;
        double largest = 0;
        for (int block = 0; block < outer; block++) {
            sumSquares(x, block);
            for (int j = 0; j < inner; j++) {
                double norm = Math.sqrt(squares[j]);
                outside += inside(norm, minimum, maximum) ? 0 : 1;
                largest = Math.max(largest, norm);
            }
        }
        clipping.note(outside, largest);
    }

    /// Takes from the velocity of every line on the sphere of this radius its part along the line, if that points
    /// outward: v − max(0, v·w)/(w·w)·w.
    void removeOutward(Tensor x, Tensor velocity, double radius) {
        float[] w = x.array();
        float[] v = velocity.array();
        int shift = velocity.offset() - x.offset();
        for (int block = 0; block < outer; block++) {
            sumSquares(x, block);
            Arrays.fill(others, 0, inner, 0);
            for (int i = 0, at = start(x, block); i < length; i++) {
                for (int j = 0; j < inner; j++, at++) {
                    others[j] = Math.fma((double) w[at], v[at + shift], others[j]);
                }
            }
            for (int j = 0; j < inner; j++) {
                boolean outward = others[j] > 0 && Math.sqrt(squares[j]) >= radius * (1 - TOLERANCE);
                others[j] = outward ? -others[j] / squares[j] : 0;
            }
            for (int i = 0, at = start(x, block); i < length; i++) {
                for (int j = 0; j < inner; j++, at++) {
                    v[at + shift] = (float) Math.fma(others[j], w[at], v[at + shift]);
                }
            }
        }
    }

    private void sumSquares(Tensor x, int block) {
        Arrays.fill(squares, 0, inner, 0);
        float[] w = x.array();
        for (int i = 0, at = start(x, block); i < length; i++) {
            for (int j = 0; j < inner; j++, at++) {
                squares[j] = Math.fma((double) w[at], w[at], squares[j]);
            }
        }
    }

    private int start(Tensor x, int block) {
        return x.offset() + block * length * inner;
    }
}

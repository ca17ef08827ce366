package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;

/// One line of a tensor along an axis, such as a unit's incoming weights, with scratch memory of its length; one object
/// a thread.
final class Line {
    private static final ThreadLocal<Line> LINE = ThreadLocal.withInitial(Line::new);

    private float[] array = {};
    private double[] scratch = {};
    private int offset;
    private int count;
    private int start;
    private int stride;
    private int length;

    private Line() {}

    /// Returns the lines of a tensor, of which [#select(int)] chooses one; until the next call on this thread.
    static Line of(Tensor x, int axis) {
        Lines.checkAxis(axis, x.shape());
        var line = LINE.get();
        line.array = x.array();
        line.offset = x.offset();
        line.length = x.shape().length(axis);
        line.stride = Lines.inner(x.shape(), axis);
        line.count = x.size() / line.length;
        if (line.scratch.length < line.length) {
            line.scratch = new double[line.length];
        }
        return line;
    }

    int count() {
        return count;
    }

    /// Chooses a line, counted in the order of memory.
    void select(int index) {
        start = offset + index / stride * length * stride + index % stride;
    }

    int length() {
        return length;
    }

    float get(int i) {
        return array[start + i * stride];
    }

    void set(int i, float value) {
        array[start + i * stride] = value;
    }

    double[] scratch() {
        return scratch;
    }

    /// Returns the τ with Σ max(u_i − τ, 0) = total: the mean excess of those above τ, found by dropping those
    /// below it until none is left to drop (Michelot, 1986).
    ///
    /// @param u finite
    /// @param total above 0
    static double threshold(double[] u, int n, double total) {
        double threshold = Double.NEGATIVE_INFINITY;
        int above = n + 1;
        while (true) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < n; i++) {
                if (u[i] > threshold) {
                    sum += u[i];
                    count++;
                }
            }
            if (count == 0 || count >= above) {
                return threshold;
            }
            threshold = (sum - total) / count;
            above = count;
        }
    }
}

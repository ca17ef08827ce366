package dev.lanewise.core.internal.scalar;

/// Softmax and its logarithm of one row, with sums in 16 virtual lanes; see
/// [dev.lanewise.core.internal.FunctionKernels#softmax].
///
/// NaN and infinities need no care of their own: x − max is NaN where x is, and for an infinite max at its own place,
/// and the sum carries a NaN to the whole row.
public final class ScalarSoftmax {
    private enum Term {
        PLAIN,
        EXPONENTIAL,
        PRODUCT
    }

    private static final int LANES = 16;

    private ScalarSoftmax() {}

    /// Computes [dev.lanewise.core.internal.FunctionKernels#softmax] of one row.
    public static void softmax(float[] x, int xOffset, float[] y, int yOffset, int columns) {
        shift(x, xOffset, y, yOffset, columns);
        for (int j = yOffset; j < yOffset + columns; j++) {
            y[j] = ScalarMath.exp(y[j]);
        }
        normalize(y, yOffset, columns);
    }

    /// Computes y_j = x_j − max x.
    public static void shift(float[] x, int xOffset, float[] y, int yOffset, int columns) {
        float greatest = greatest(x, xOffset, columns);
        for (int j = 0; j < columns; j++) {
            y[yOffset + j] = x[xOffset + j] - greatest;
        }
    }

    /// Divides a row by its sum.
    public static void normalize(float[] y, int yOffset, int columns) {
        float sum = sum(Term.PLAIN, y, yOffset, y, yOffset, columns);
        for (int j = yOffset; j < yOffset + columns; j++) {
            y[j] /= sum;
        }
    }

    /// Computes [dev.lanewise.core.internal.FunctionKernels#softmaxGradient] of one row.
    public static void softmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int columns) {
        float mean = sum(Term.PRODUCT, y, yOffset, dy, dyOffset, columns);
        for (int j = 0; j < columns; j++) {
            dx[dxOffset + j] = y[yOffset + j] * (dy[dyOffset + j] - mean);
        }
    }

    /// Computes [dev.lanewise.core.internal.FunctionKernels#logSoftmax] of one row.
    public static void logSoftmax(float[] x, int xOffset, float[] y, int yOffset, int columns) {
        shift(x, xOffset, y, yOffset, columns);
        float log = ScalarMath.log(sum(Term.EXPONENTIAL, y, yOffset, y, yOffset, columns));
        for (int j = yOffset; j < yOffset + columns; j++) {
            y[j] -= log;
        }
    }

    /// Computes [dev.lanewise.core.internal.FunctionKernels#logSoftmaxGradient] of one row.
    public static void logSoftmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int columns) {
        float sum = sum(Term.PLAIN, dy, dyOffset, dy, dyOffset, columns);
        for (int j = 0; j < columns; j++) {
            dx[dxOffset + j] = Math.fma(-ScalarMath.exp(y[yOffset + j]), sum, dy[dyOffset + j]);
        }
    }

    /// Returns the greatest element of a row, the first one if there is a NaN there.
    public static float greatest(float[] x, int xOffset, int columns) {
        float greatest = x[xOffset];
        for (int j = 1; j < columns; j++) {
            greatest = x[xOffset + j] > greatest ? x[xOffset + j] : greatest;
        }
        return greatest;
    }

    /// Sums in the canonical order: the tree is walked with every lane's chain summed on the way, so that no array
    /// of lanes is needed.
    private static float sum(Term term, float[] a, int aOffset, float[] b, int bOffset, int columns) {
        if (term == Term.PLAIN && columns <= LANES) {
            return (sumOfFour(a, aOffset, columns, 0) + sumOfFour(a, aOffset, columns, 2))
                    + (sumOfFour(a, aOffset, columns, 1) + sumOfFour(a, aOffset, columns, 3));
        }
        return tree(term, a, aOffset, b, bOffset, columns, 0, LANES / 2);
    }

    /// Joins the lanes i, i + 4, i + 8 and i + 12 of a row that has no more elements than there are lanes.
    private static float sumOfFour(float[] a, int aOffset, int columns, int i) {
        float first = lane(a, aOffset, columns, i) + lane(a, aOffset, columns, i + 8);
        return first + (lane(a, aOffset, columns, i + 4) + lane(a, aOffset, columns, i + 12));
    }

    private static float lane(float[] a, int aOffset, int columns, int i) {
        return i < columns ? 0f + a[aOffset + i] : 0f;
    }

    private static float tree(
            Term term, float[] a, int aOffset, float[] b, int bOffset, int columns, int lane, int distance) {
        if (distance == 0) {
            float chain = 0f;
            for (int j = lane; j < columns; j += LANES) {
                float value = a[aOffset + j];
                chain = switch (term) {
                    case PLAIN -> chain + value;
                    case EXPONENTIAL -> chain + ScalarMath.exp(value);
                    case PRODUCT -> Math.fma(value, b[bOffset + j], chain);
                };
            }
            return chain;
        }
        // Lane i is joined with lane i + 8 first, so the last join, of distance 1, is the outermost.
        int next = LANES / 2 / distance;
        return tree(term, a, aOffset, b, bOffset, columns, lane, distance / 2)
                + tree(term, a, aOffset, b, bOffset, columns, lane + next, distance / 2);
    }
}

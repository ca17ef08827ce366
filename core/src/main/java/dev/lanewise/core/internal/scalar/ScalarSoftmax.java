package dev.lanewise.core.internal.scalar;

/// Softmax row by row, with sums in 16 virtual lanes; see [dev.lanewise.core.internal.FunctionKernels#softmax].
///
/// The vector kernels use this too, but for the exponentials: rows of logits are short.
public final class ScalarSoftmax {
    private static final int LANES = 16;

    private ScalarSoftmax() {}

    static void softmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            int yRow = yOffset + row * columns;
            shift(x, xOffset + row * columns, y, yRow, columns);
            for (int j = yRow; j < yRow + columns; j++) {
                y[j] = ScalarMath.exp(y[j]);
            }
            normalize(y, yRow, columns);
        }
    }

    static void gradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            gradientOfRow(
                    y, yOffset + row * columns, dy, dyOffset + row * columns, dx, dxOffset + row * columns, columns);
        }
    }

    /// Writes x_j − max; NaN in every element if there is a NaN or the greatest element is infinite.
    public static void shift(float[] x, int xOffset, float[] y, int yOffset, int columns) {
        float greatest = x[xOffset];
        for (int j = 1; j < columns; j++) {
            greatest = Math.max(greatest, x[xOffset + j]);
        }
        float limit = greatest - greatest == 0f ? greatest : Float.NaN;
        for (int j = 0; j < columns; j++) {
            y[yOffset + j] = x[xOffset + j] - limit;
        }
    }

    /// Divides a row of positive numbers by their sum.
    public static void normalize(float[] y, int yOffset, int columns) {
        float sum = lanes(y, y, yOffset, yOffset, columns, false);
        for (int j = yOffset; j < yOffset + columns; j++) {
            y[j] /= sum;
        }
    }

    /// Computes dx_j = y_j·(dy_j − Σ y·dy) for one row.
    public static void gradientOfRow(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int columns) {
        float mean = lanes(y, dy, yOffset, dyOffset, columns, true);
        for (int j = 0; j < columns; j++) {
            dx[dxOffset + j] = y[yOffset + j] * (dy[dyOffset + j] - mean);
        }
    }

    /// Returns Σ y, or Σ y·dy, in the canonical order: the tree is walked with every lane's chain summed on the
    /// way, so that no array of lanes is needed.
    private static float lanes(float[] y, float[] dy, int yOffset, int dyOffset, int columns, boolean products) {
        return tree(y, dy, yOffset, dyOffset, columns, products, 0, LANES / 2);
    }

    private static float tree(
            float[] y, float[] dy, int yOffset, int dyOffset, int columns, boolean products, int lane, int distance) {
        if (distance == 0) {
            float chain = 0f;
            for (int j = lane; j < columns; j += LANES) {
                chain = products ? Math.fma(y[yOffset + j], dy[dyOffset + j], chain) : chain + y[yOffset + j];
            }
            return chain;
        }
        // Lane i is joined with lane i + 8 first, so the last join, of distance 1, is the outermost.
        int next = LANES / 2 / distance;
        return tree(y, dy, yOffset, dyOffset, columns, products, lane, distance / 2)
                + tree(y, dy, yOffset, dyOffset, columns, products, lane + next, distance / 2);
    }
}

package dev.lanewise.core.internal.scalar;

import dev.lanewise.core.internal.ColumnKernels;

/// The definition of the column kernels in plain loops.
public final class ScalarColumns implements ColumnKernels {
    @Override
    public void sum(float[] x, int xOffset, float[] sum, int sumOffset, int rows, int columns) {
        for (int j = 0; j < columns; j++) {
            float chain = 0f;
            for (int i = 0; i < rows; i++) {
                chain += x[xOffset + i * columns + j];
            }
            sum[sumOffset + j] = chain;
        }
    }

    @Override
    public void sumOfProducts(
            float[] x, int xOffset, float[] y, int yOffset, float[] sum, int sumOffset, int rows, int columns) {
        for (int j = 0; j < columns; j++) {
            float chain = 0f;
            for (int i = 0; i < rows; i++) {
                chain = Math.fma(x[xOffset + i * columns + j], y[yOffset + i * columns + j], chain);
            }
            sum[sumOffset + j] = chain;
        }
    }

    @Override
    public void sumOfSquaredDeviations(
            float[] x, int xOffset, float[] mean, int meanOffset, float[] sum, int sumOffset, int rows, int columns) {
        for (int j = 0; j < columns; j++) {
            float chain = 0f;
            for (int i = 0; i < rows; i++) {
                float deviation = x[xOffset + i * columns + j] - mean[meanOffset + j];
                chain = Math.fma(deviation, deviation, chain);
            }
            sum[sumOffset + j] = chain;
        }
    }

    @Override
    public void sumOfSquares(float[] x, int xOffset, double[] sum, int rows, int columns) {
        for (int j = 0; j < columns; j++) {
            double chain = 0;
            for (int i = 0; i < rows; i++) {
                double value = x[xOffset + i * columns + j];
                chain = Math.fma(value, value, chain);
            }
            sum[j] = chain;
        }
    }

    @Override
    public void normalize(
            float[] x,
            int xOffset,
            float[] mean,
            int meanOffset,
            float[] factor,
            int factorOffset,
            float[] y,
            int yOffset,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int at = i * columns;
            for (int j = 0; j < columns; j++) {
                y[yOffset + at + j] = (x[xOffset + at + j] - mean[meanOffset + j]) * factor[factorOffset + j];
            }
        }
    }

    @Override
    public void scaleAndShift(
            float[] x,
            int xOffset,
            float[] factor,
            int factorOffset,
            float[] shift,
            int shiftOffset,
            float[] y,
            int yOffset,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int at = i * columns;
            for (int j = 0; j < columns; j++) {
                y[yOffset + at + j] = Math.fma(x[xOffset + at + j], factor[factorOffset + j], shift[shiftOffset + j]);
            }
        }
    }

    @Override
    public void subtractAndScale(
            float[] x,
            int xOffset,
            float share,
            float[] factor,
            int factorOffset,
            float[] y,
            int yOffset,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int at = i * columns;
            for (int j = 0; j < columns; j++) {
                float difference = Math.fma(-share, y[yOffset + at + j], x[xOffset + at + j]);
                y[yOffset + at + j] = difference * factor[factorOffset + j];
            }
        }
    }

    @Override
    public void scale(float[] x, int xOffset, float[] factor, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                x[xOffset + i * columns + j] *= factor[j];
            }
        }
    }
}

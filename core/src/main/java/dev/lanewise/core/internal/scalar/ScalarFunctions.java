package dev.lanewise.core.internal.scalar;

import dev.lanewise.core.internal.FunctionKernels;

/// The definition of the elementary kernels: one element after the other.
public final class ScalarFunctions implements FunctionKernels {
    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarMath.exp(x[xOffset + i]);
        }
    }

    @Override
    public void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarMath.expm1(x[xOffset + i]);
        }
    }

    @Override
    public void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarMath.log(x[xOffset + i]);
        }
    }

    @Override
    public void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarMath.log1p(x[xOffset + i]);
        }
    }

    @Override
    public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarMath.tanh(x[xOffset + i]);
        }
    }

    @Override
    public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarMath.sigmoid(x[xOffset + i]);
        }
    }

    @Override
    public void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarMath.erf(x[xOffset + i]);
        }
    }

    @Override
    public void softmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
        for (int row = 0, at = 0; row < rows; row++, at += columns) {
            ScalarSoftmax.softmax(x, xOffset + at, y, yOffset + at, columns);
        }
    }

    @Override
    public void softmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int rows, int columns) {
        for (int row = 0, at = 0; row < rows; row++, at += columns) {
            ScalarSoftmax.softmaxGradient(y, yOffset + at, dy, dyOffset + at, dx, dxOffset + at, columns);
        }
    }

    @Override
    public void logSoftmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
        for (int row = 0, at = 0; row < rows; row++, at += columns) {
            ScalarSoftmax.logSoftmax(x, xOffset + at, y, yOffset + at, columns);
        }
    }

    @Override
    public void logSoftmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int rows, int columns) {
        for (int row = 0, at = 0; row < rows; row++, at += columns) {
            ScalarSoftmax.logSoftmaxGradient(y, yOffset + at, dy, dyOffset + at, dx, dxOffset + at, columns);
        }
    }

    @Override
    public float largestMagnitude(float[] x, int xOffset, int n) {
        float largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(x[xOffset + i]));
        }
        return largest;
    }
}

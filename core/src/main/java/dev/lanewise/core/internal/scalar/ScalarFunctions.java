package dev.lanewise.core.internal.scalar;

import static dev.lanewise.core.internal.scalar.ScalarMath.SELU_LAMBDA;
import static dev.lanewise.core.internal.scalar.ScalarMath.SELU_LAMBDA_ALPHA;

import dev.lanewise.core.internal.FunctionKernels;

/// The definition of the elementwise kernels: one element after the other.
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
    public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xOffset + i];
            y[yOffset + i] = v <= 0f ? 0f : v;
        }
    }

    @Override
    public void selu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xOffset + i];
            y[yOffset + i] = v > 0f ? SELU_LAMBDA * v : SELU_LAMBDA_ALPHA * ScalarMath.expm1(v);
        }
    }

    @Override
    public void elu(float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        for (int i = 0; i < n; i++) {
            float v = x[xOffset + i];
            y[yOffset + i] = v > 0f ? v : alpha * ScalarMath.expm1(v);
        }
    }

    @Override
    public void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            float v = y[yOffset + i];
            float d = dy[dyOffset + i];
            dx[dxOffset + i] = v <= 0f ? 0f : d;
        }
    }

    @Override
    public void seluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            float v = y[yOffset + i];
            float d = dy[dyOffset + i];
            dx[dxOffset + i] = d * (v > 0f ? SELU_LAMBDA : v + SELU_LAMBDA_ALPHA);
        }
    }

    @Override
    public void tanhGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            float v = y[yOffset + i];
            float d = dy[dyOffset + i];
            dx[dxOffset + i] = d * Math.fma(-v, v, 1f);
        }
    }

    @Override
    public void sigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            float v = y[yOffset + i];
            float d = dy[dyOffset + i];
            dx[dxOffset + i] = d * (v * (1f - v));
        }
    }

    @Override
    public void eluGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, float alpha) {
        for (int i = 0; i < n; i++) {
            float v = y[yOffset + i];
            float d = dy[dyOffset + i];
            dx[dxOffset + i] = v > 0f ? d : d * (v + alpha);
        }
    }

    @Override
    public void softmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
        ScalarSoftmax.softmax(x, xOffset, y, yOffset, rows, columns);
    }

    @Override
    public void softmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int rows, int columns) {
        ScalarSoftmax.gradient(y, yOffset, dy, dyOffset, dx, dxOffset, rows, columns);
    }

    @Override
    public boolean allFinite(float[] x, int xOffset, int n) {
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(x[xOffset + i])) {
                return false;
            }
        }
        return true;
    }
}

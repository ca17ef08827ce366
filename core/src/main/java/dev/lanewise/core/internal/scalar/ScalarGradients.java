package dev.lanewise.core.internal.scalar;

import dev.lanewise.core.internal.GradientKernels;

/// The definition of the gradient kernels: [ScalarSlopes], one element after the other.
public final class ScalarGradients implements GradientKernels {
    @Override
    public void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.relu(y[yOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void leakyReluGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, float slope) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.leakyRelu(y[yOffset + i], dy[dyOffset + i], slope);
        }
    }

    @Override
    public void relu6Gradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.relu6(y[yOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void eluGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, float alpha) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.elu(y[yOffset + i], dy[dyOffset + i], alpha);
        }
    }

    @Override
    public void seluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.selu(y[yOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void expGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.exp(y[yOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void tanhGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.tanh(y[yOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void sigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.sigmoid(y[yOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void softplusGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.softplus(y[yOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void softsignGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.softsign(y[yOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void hardSigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.hardSigmoid(y[yOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void swishGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.swish(x[xOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void geluGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.gelu(x[xOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void geluTanhGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.geluTanh(x[xOffset + i], dy[dyOffset + i]);
        }
    }

    @Override
    public void mishGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = ScalarSlopes.mish(x[xOffset + i], dy[dyOffset + i]);
        }
    }
}

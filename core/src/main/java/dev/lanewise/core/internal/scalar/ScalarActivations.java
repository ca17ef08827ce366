package dev.lanewise.core.internal.scalar;

import dev.lanewise.core.internal.ActivationKernels;

/// The definition of the activation kernels: [ScalarUnits], one element after the other.
public final class ScalarActivations implements ActivationKernels {
    @Override
    public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.relu(x[xOffset + i]);
        }
    }

    @Override
    public void leakyRelu(float[] x, int xOffset, float[] y, int yOffset, int n, float slope) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.leakyRelu(x[xOffset + i], slope);
        }
    }

    @Override
    public void relu6(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.relu6(x[xOffset + i]);
        }
    }

    @Override
    public void elu(float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.elu(x[xOffset + i], alpha);
        }
    }

    @Override
    public void selu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.selu(x[xOffset + i]);
        }
    }

    @Override
    public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.softplus(x[xOffset + i]);
        }
    }

    @Override
    public void softsign(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.softsign(x[xOffset + i]);
        }
    }

    @Override
    public void swish(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.swish(x[xOffset + i]);
        }
    }

    @Override
    public void gelu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.gelu(x[xOffset + i]);
        }
    }

    @Override
    public void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.geluTanh(x[xOffset + i]);
        }
    }

    @Override
    public void mish(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.mish(x[xOffset + i]);
        }
    }

    @Override
    public void softThreshold(
            float[] x, int xOffset, float[] t, int tOffset, float factor, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.softThreshold(x[xOffset + i], factor * t[tOffset + i]);
        }
    }

    @Override
    public void hardSigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarUnits.hardSigmoid(x[xOffset + i]);
        }
    }
}

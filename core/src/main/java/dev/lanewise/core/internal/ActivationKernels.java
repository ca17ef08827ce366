package dev.lanewise.core.internal;

/// Activation functions on ranges of arrays; unchecked, with the promises of [FunctionKernels].
public interface ActivationKernels {
    /// Computes y = max(x, 0).
    void relu(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = x for x > 0, else slope·x.
    void leakyRelu(float[] x, int xOffset, float[] y, int yOffset, int n, float slope);

    /// Computes y = min(max(x, 0), 6).
    void relu6(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = x for x > 0, else α·(eˣ − 1).
    void elu(float[] x, int xOffset, float[] y, int yOffset, int n, float alpha);

    /// Computes y = λ·x for x > 0, else λα·(eˣ − 1), with λ = 1.05070098… and α = 1.67326324….
    void selu(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = ln(1 + eˣ).
    void softplus(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = x / (1 + |x|).
    void softsign(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = x / (1 + e⁻ˣ).
    void swish(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = x·Φ(x), Φ(x) = (1 + erf(x/√2))/2 being the normal distribution's.
    void gelu(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2.
    void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = x·tanh(ln(1 + eˣ)).
    void mish(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = sign(x)·max(|x| − factor·t, 0), where the product and the difference round one by one; +0 where
    /// nothing is left, and NaN where x or t is.
    void softThreshold(float[] x, int xOffset, float[] t, int tOffset, float factor, float[] y, int yOffset, int n);

    /// Computes y = min(max((x + 3)/6, 0), 1).
    void hardSigmoid(float[] x, int xOffset, float[] y, int yOffset, int n);
}

package dev.lanewise.core.internal;

/// Elementwise functions, their gradients, and softmax, on ranges of arrays; unchecked.
///
/// The result may be written over the operand (the same array and offset). A NaN gives NaN. The same bits come out of
/// every vector width and of the scalar twin, in the body of a range and in its tail.
public interface FunctionKernels {
    /// Computes y = eˣ.
    void exp(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = eˣ − 1, accurate near 0.
    void expm1(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = ln x; −∞ at 0, NaN below.
    void log(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = tanh x.
    void tanh(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = 1 / (1 + e⁻ˣ).
    void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = max(x, 0); NaN stays NaN.
    void relu(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = λ·x for x > 0, else λα·expm1(x), with λ = 1.05070098…, α = 1.67326324….
    void selu(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = x for x > 0, else α·expm1(x).
    void elu(float[] x, int xOffset, float[] y, int yOffset, int n, float alpha);

    /// Computes dx = dy where the output y > 0, else 0.
    void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·λ where the output y > 0, else dy·(y + λα).
    void seluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·(1 − y²) from the output y.
    void tanhGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·y·(1 − y) from the output y.
    void sigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy where the output y > 0, else dy·(y + α).
    void eluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, float alpha);

    /// Computes y_j = exp(x_j − m) / Σ_k exp(x_k − m) for every row, m being its greatest element. The sum runs in
    /// 16 virtual lanes, element j in lane j mod 16, joined as lane i + lane i+8, then 4, 2, 1. A row with a NaN
    /// or +∞, or of −∞ only, becomes NaN.
    void softmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns);

    /// Computes dx_j = y_j·(dy_j − Σ_k y_k·dy_k) for every row, the sum in the order of [#softmax].
    void softmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int rows, int columns);

    /// Returns whether no element is infinite or NaN.
    boolean allFinite(float[] x, int xOffset, int n);
}

package dev.lanewise.core.internal;

/// Elementary functions and softmax on ranges of arrays; unchecked.
///
/// The result may be written over the operand (the same array and offset). A NaN gives NaN. The same bits come out of
/// every vector width and of the scalar twin, in the body of a range and in its tail.
public interface FunctionKernels {
    /// Computes y = eˣ, within 1 ulp.
    void exp(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = eˣ − 1, within 1 ulp also near 0.
    void expm1(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = ln x, within 1 ulp; −∞ at 0, NaN below.
    void log(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = ln(1 + x), within 1.5 ulp also near 0; −∞ at −1, NaN below.
    void log1p(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = tanh x, within 2.5 ulp.
    void tanh(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = 1 / (1 + e⁻ˣ), within 2 ulp.
    void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y = erf x = 2/√π · ∫₀ˣ exp(−t²) dt, within 2.5 ulp.
    void erf(float[] x, int xOffset, float[] y, int yOffset, int n);

    /// Computes y_j = exp(x_j − m) / Σ_k exp(x_k − m) for every row, m being its greatest element. The sum runs in
    /// 16 virtual lanes, element j in lane j mod 16, joined as lane i + lane i+8, then 4, 2, 1. A row with a NaN
    /// or +∞, or of −∞ only, becomes NaN.
    void softmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns);

    /// Computes dx_j = y_j·(dy_j − Σ_k y_k·dy_k) for every row, the sum in the order of [#softmax].
    void softmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int rows, int columns);

    /// Computes y_j = (x_j − m) − ln Σ_k exp(x_k − m) for every row, m and the sum as in [#softmax].
    void logSoftmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns);

    /// Computes dx_j = dy_j − exp(y_j)·Σ_k dy_k for every row, the sum in the order of [#softmax].
    void logSoftmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int rows, int columns);

    /// Returns max_i |x_i|; NaN if any element is NaN.
    float largestMagnitude(float[] x, int xOffset, int n);
}

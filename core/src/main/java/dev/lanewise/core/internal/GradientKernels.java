package dev.lanewise.core.internal;

/// Gradients of activations and elementary functions on ranges of arrays, dx = dy·f'(x), from the operand x or the
/// output y = f(x); unchecked, with the promises of [FunctionKernels]. The result may be written over dy.
public interface GradientKernels {
    /// Computes dx = dy where the output y > 0, else 0.
    void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy where the output y > 0, else slope·dy.
    void leakyReluGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, float slope);

    /// Computes dx = dy where the output 0 < y < 6, else 0.
    void relu6Gradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy where the output y > 0, else dy·(y + α).
    void eluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, float alpha);

    /// Computes dx = dy·λ where the output y > 0, else dy·(y + λα).
    void seluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·y from the output y.
    void expGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·(1 − y²) from the output y.
    void tanhGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·y·(1 − y) from the output y.
    void sigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·(1 − e⁻ʸ) from the output y.
    void softplusGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·(1 − |y|)² from the output y.
    void softsignGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy/6 where the output 0 < y < 1, else 0.
    void hardSigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·σ(x)·(1 + x·σ(−x)) from the operand x, σ being the sigmoid.
    void swishGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·(Φ(x) + x·φ(x)) from the operand x, with φ(x) = exp(−x²/2)/√(2π).
    void geluGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·σ(v)·(1 + x·v'·σ(−v)) from the operand x, with v = √(8/π)·(x + 0.044715·x³).
    void geluTanhGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);

    /// Computes dx = dy·(t + x·(1 − t²)·σ(x)) from the operand x, with t = tanh(ln(1 + eˣ)).
    void mishGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n);
}

package dev.lanewise.core;

/// Elementary functions of tensors, activation functions, their gradients, and softmax.
///
/// Operand and result have the same number of elements; the result may be the operand itself. A NaN gives a NaN.
/// `xGradient` computes dx = dy·f'(x): from the output y = f(x) where that suffices, so that the operand need not be
/// kept, else from the operand x. The bounds in ulp, units in the last place, hold over every float.
public final class Functions {
    private Functions() {}

    /// Computes y = eˣ, within 1 ulp.
    public static void exp(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.exp(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·y, for y = eˣ.
    public static void expGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.GRADIENTS.expGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = eˣ − 1, within 1 ulp also near 0.
    public static void expm1(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.expm1(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes y = ln x, within 1 ulp; −∞ at 0, NaN below.
    public static void log(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.log(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes y = ln(1 + x), within 1.5 ulp also near 0; −∞ at −1, NaN below.
    public static void log1p(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.log1p(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes y = tanh x, within 2.5 ulp.
    public static void tanh(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.tanh(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·(1 − y²), for y = tanh x.
    public static void tanhGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.GRADIENTS.tanhGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = 1 / (1 + e⁻ˣ), within 2 ulp.
    public static void sigmoid(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.sigmoid(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·y·(1 − y), for y = 1 / (1 + e⁻ˣ).
    public static void sigmoidGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.GRADIENTS.sigmoidGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = erf x = 2/√π · ∫₀ˣ exp(−t²) dt, within 2.5 ulp.
    public static void erf(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.erf(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes y = max(x, 0).
    public static void relu(Tensor x, Tensor y) {
        check(x, y);
        Backend.ACTIVATIONS.relu(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy where y > 0, else 0.
    public static void reluGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.GRADIENTS.reluGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = x for x > 0, else slope·x.
    public static void leakyRelu(Tensor x, Tensor y, float slope) {
        check(x, y);
        Backend.ACTIVATIONS.leakyRelu(x.array(), x.offset(), y.array(), y.offset(), x.size(), slope);
    }

    /// Computes dx = dy where y > 0, else slope·dy; it holds for a slope of at least 0.
    public static void leakyReluGradient(Tensor y, Tensor dy, Tensor dx, float slope) {
        check(y, dy, dx);
        Backend.GRADIENTS.leakyReluGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size(), slope);
    }

    /// Computes y = min(max(x, 0), 6).
    public static void relu6(Tensor x, Tensor y) {
        check(x, y);
        Backend.ACTIVATIONS.relu6(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy where 0 < y < 6, else 0.
    public static void relu6Gradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.GRADIENTS.relu6Gradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = x for x > 0, else α·(eˣ − 1) (Clevert et al., 2015).
    public static void elu(Tensor x, Tensor y, float alpha) {
        check(x, y);
        Backend.ACTIVATIONS.elu(x.array(), x.offset(), y.array(), y.offset(), x.size(), alpha);
    }

    /// Computes dx = dy where y > 0, else dy·(y + α); it holds for α of at least 0.
    public static void eluGradient(Tensor y, Tensor dy, Tensor dx, float alpha) {
        check(y, dy, dx);
        Backend.GRADIENTS.eluGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size(), alpha);
    }

    /// Computes y = λ·x for x > 0, else λα·(eˣ − 1), with λ = 1.05070098… and α = 1.67326324… (Klambauer et al.,
    /// 2017).
    public static void selu(Tensor x, Tensor y) {
        check(x, y);
        Backend.ACTIVATIONS.selu(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·λ where y > 0, else dy·(y + λα).
    public static void seluGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.GRADIENTS.seluGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = ln(1 + eˣ).
    public static void softplus(Tensor x, Tensor y) {
        check(x, y);
        Backend.ACTIVATIONS.softplus(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·(1 − e⁻ʸ).
    public static void softplusGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.GRADIENTS.softplusGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = x / (1 + |x|).
    public static void softsign(Tensor x, Tensor y) {
        check(x, y);
        Backend.ACTIVATIONS.softsign(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·(1 − |y|)².
    public static void softsignGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.GRADIENTS.softsignGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = x·σ(x), with the sigmoid σ(x) = 1 / (1 + e⁻ˣ) (Ramachandran et al., 2017).
    public static void swish(Tensor x, Tensor y) {
        check(x, y);
        Backend.ACTIVATIONS.swish(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·σ(x)·(1 + x·σ(−x)), from the operand.
    public static void swishGradient(Tensor x, Tensor dy, Tensor dx) {
        check(x, dy, dx);
        Backend.GRADIENTS.swishGradient(
                x.array(), x.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), x.size());
    }

    /// Computes y = x·Φ(x), with the normal distribution Φ(x) = (1 + erf(x/√2))/2 (Hendrycks and Gimpel, 2016).
    public static void gelu(Tensor x, Tensor y) {
        check(x, y);
        Backend.ACTIVATIONS.gelu(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·(Φ(x) + x·φ(x)), from the operand, with the normal density φ(x) = exp(−x²/2)/√(2π).
    public static void geluGradient(Tensor x, Tensor dy, Tensor dx) {
        check(x, dy, dx);
        Backend.GRADIENTS.geluGradient(
                x.array(), x.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), x.size());
    }

    /// Computes y = x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2, which is near [#gelu].
    public static void geluTanh(Tensor x, Tensor y) {
        check(x, y);
        Backend.ACTIVATIONS.geluTanh(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·σ(v)·(1 + x·v'·σ(−v)), from the operand, with v = √(8/π)·(x + 0.044715·x³).
    public static void geluTanhGradient(Tensor x, Tensor dy, Tensor dx) {
        check(x, dy, dx);
        Backend.GRADIENTS.geluTanhGradient(
                x.array(), x.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), x.size());
    }

    /// Computes y = x·tanh(ln(1 + eˣ)) (Misra, 2019).
    public static void mish(Tensor x, Tensor y) {
        check(x, y);
        Backend.ACTIVATIONS.mish(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·(t + x·(1 − t²)·σ(x)), from the operand, with t = tanh(ln(1 + eˣ)).
    public static void mishGradient(Tensor x, Tensor dy, Tensor dx) {
        check(x, dy, dx);
        Backend.GRADIENTS.mishGradient(
                x.array(), x.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), x.size());
    }

    /// Computes y = min(max((x + 3)/6, 0), 1).
    public static void hardSigmoid(Tensor x, Tensor y) {
        check(x, y);
        Backend.ACTIVATIONS.hardSigmoid(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy/6 where 0 < y < 1, else 0.
    public static void hardSigmoidGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.GRADIENTS.hardSigmoidGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = sign(x)·max(|x| − factor·t, 0), soft thresholding (Donoho, 1995), with a t for every element; 0
    /// without a sign where nothing is left.
    public static void softThreshold(Tensor x, Tensor t, float factor, Tensor y) {
        check(x, t, y);
        Backend.ACTIVATIONS.softThreshold(
                x.array(), x.offset(), t.array(), t.offset(), factor, y.array(), y.offset(), x.size());
    }

    /// Computes y_j = exp(x_j − max) / Σ exp(x − max) in every row; a row with a NaN or an infinite maximum becomes
    /// NaN.
    public static void softmax(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.softmax(x.array(), x.offset(), y.array(), y.offset(), x.rows(), x.columns());
    }

    /// Computes dx_j = y_j·(dy_j − Σ y·dy) in every row, for y the softmax of x.
    public static void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.FUNCTIONS.softmaxGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.rows(), y.columns());
    }

    /// Computes y_j = x_j − max − ln Σ exp(x − max) in every row: the logarithm of softmax, without its underflow.
    public static void logSoftmax(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.logSoftmax(x.array(), x.offset(), y.array(), y.offset(), x.rows(), x.columns());
    }

    /// Computes dx_j = dy_j − exp(y_j)·Σ dy in every row, for y the logarithm of the softmax of x.
    public static void logSoftmaxGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.FUNCTIONS.logSoftmaxGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.rows(), y.columns());
    }

    /// Returns whether no element is infinite or NaN.
    public static boolean allFinite(Tensor x) {
        return Float.isFinite(largestMagnitude(x));
    }

    /// Returns max |x_i|; NaN if any element is NaN.
    public static float largestMagnitude(Tensor x) {
        return Backend.FUNCTIONS.largestMagnitude(x.array(), x.offset(), x.size());
    }

    private static void check(Tensor x, Tensor y) {
        if (x.size() != y.size()) {
            throw new IllegalArgumentException(
                    "an elementwise function needs a result of the operand's size: " + x.shape() + ", " + y.shape());
        }
    }

    private static void check(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy);
        check(y, dx);
    }
}

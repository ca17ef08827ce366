package dev.lanewise.core;

/// Elementwise functions of tensors, the gradients of activations, and softmax.
///
/// Operand and result have the same number of elements; the result may be the operand itself. A NaN gives a NaN.
/// `xGradient` computes dx = dy·f'(x) from the function's output y.
public final class Functions {
    private Functions() {}

    /// Computes y = eˣ.
    public static void exp(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.exp(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes y = eˣ − 1, accurate near 0.
    public static void expm1(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.expm1(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes y = ln x; −∞ at 0, NaN below.
    public static void log(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.log(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes y = tanh x.
    public static void tanh(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.tanh(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·(1 − y²).
    public static void tanhGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.FUNCTIONS.tanhGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = 1 / (1 + e⁻ˣ).
    public static void sigmoid(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.sigmoid(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·y·(1 − y).
    public static void sigmoidGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.FUNCTIONS.sigmoidGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = max(x, 0).
    public static void relu(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.relu(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy where y > 0, else 0.
    public static void reluGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.FUNCTIONS.reluGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y = x for x > 0, else α·(eˣ − 1).
    public static void elu(Tensor x, Tensor y, float alpha) {
        check(x, y);
        Backend.FUNCTIONS.elu(x.array(), x.offset(), y.array(), y.offset(), x.size(), alpha);
    }

    /// Computes dx = dy where y > 0, else dy·(y + α).
    public static void eluGradient(Tensor y, Tensor dy, Tensor dx, float alpha) {
        check(y, dy, dx);
        Backend.FUNCTIONS.eluGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size(), alpha);
    }

    /// Computes y = λ·x for x > 0, else λα·(eˣ − 1), with λ = 1.05070098… and α = 1.67326324… (Klambauer et al.,
    /// 2017).
    public static void selu(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.selu(x.array(), x.offset(), y.array(), y.offset(), x.size());
    }

    /// Computes dx = dy·λ where y > 0, else dy·(y + λα).
    public static void seluGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.FUNCTIONS.seluGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.size());
    }

    /// Computes y_j = exp(x_j − max) / Σ exp(x − max) in every row; a row with a NaN or an infinite maximum becomes
    /// NaN.
    public static void softmax(Tensor x, Tensor y) {
        check(x, y);
        Backend.FUNCTIONS.softmax(x.array(), x.offset(), y.array(), y.offset(), x.rows(), x.columns());
    }

    /// Computes dx_j = y_j·(dy_j − Σ y·dy) in every row.
    public static void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
        check(y, dy, dx);
        Backend.FUNCTIONS.softmaxGradient(
                y.array(), y.offset(), dy.array(), dy.offset(), dx.array(), dx.offset(), y.rows(), y.columns());
    }

    /// Returns whether no element is infinite or NaN.
    public static boolean allFinite(Tensor x) {
        return Backend.FUNCTIONS.allFinite(x.array(), x.offset(), x.size());
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

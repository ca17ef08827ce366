package dev.lanewise.layers;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Tensor;

/// The activations by name, with the parameters that Keras has as defaults; [Elu] and [LeakyRelu] have others.
public enum Activations implements Activation {
    /// f(x) = x.
    LINEAR(Activations::copy, Saved.RESULT, (_, dy, dx) -> copy(dy, dx)),
    /// f(x) = max(x, 0).
    RELU(Functions::relu, Saved.RESULT, Functions::reluGradient),
    /// f(x) = min(max(x, 0), 6).
    RELU6(Functions::relu6, Saved.RESULT, Functions::relu6Gradient),
    /// f(x) = x for x > 0, else 0.2·x.
    LEAKY_RELU(
            (x, y) -> Functions.leakyRelu(x, y, 0.2f),
            Saved.RESULT,
            (y, dy, dx) -> Functions.leakyReluGradient(y, dy, dx, 0.2f)),
    /// f(x) = x for x > 0, else eˣ − 1 (Clevert et al., 2015, with α = 1).
    ELU((x, y) -> Functions.elu(x, y, 1), Saved.RESULT, (y, dy, dx) -> Functions.eluGradient(y, dy, dx, 1)),
    /// f(x) = λ·x for x > 0, else λα·(eˣ − 1) (Klambauer et al., 2017).
    SELU(Functions::selu, Saved.RESULT, Functions::seluGradient),
    /// f(x) = 1 / (1 + e⁻ˣ).
    SIGMOID(Functions::sigmoid, Saved.RESULT, Functions::sigmoidGradient),
    /// f(x) = min(max(x/6 + 1/2, 0), 1).
    HARD_SIGMOID(Functions::hardSigmoid, Saved.RESULT, Functions::hardSigmoidGradient),
    /// f(x) = tanh x.
    TANH(Functions::tanh, Saved.RESULT, Functions::tanhGradient),
    /// f(x) = x / (1 + |x|).
    SOFTSIGN(Functions::softsign, Saved.RESULT, Functions::softsignGradient),
    /// f(x) = ln(1 + eˣ).
    SOFTPLUS(Functions::softplus, Saved.RESULT, Functions::softplusGradient),
    /// f(x) = eˣ.
    EXPONENTIAL(Functions::exp, Saved.RESULT, Functions::expGradient),
    /// f(x) = x / (1 + e⁻ˣ), also known as SiLU (Ramachandran et al., 2017).
    SWISH(Functions::swish, Saved.OPERAND, Functions::swishGradient),
    /// f(x) = x·Φ(x), Φ(x) = (1 + erf(x/√2))/2 being the normal distribution (Hendrycks and Gimpel, 2016).
    GELU(Functions::gelu, Saved.OPERAND, Functions::geluGradient),
    /// f(x) = x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2, near [#GELU].
    GELU_TANH(Functions::geluTanh, Saved.OPERAND, Functions::geluTanhGradient),
    /// f(x) = x·tanh(ln(1 + eˣ)) (Misra, 2019).
    MISH(Functions::mish, Saved.OPERAND, Functions::mishGradient),
    /// f(x)_j = exp(x_j) / Σ exp(x), for every row.
    SOFTMAX(Functions::softmax, Saved.RESULT, Functions::softmaxGradient),
    /// f(x)_j = x_j − ln Σ exp(x), for every row.
    LOG_SOFTMAX(Functions::logSoftmax, Saved.RESULT, Functions::logSoftmaxGradient);

    /// What a gradient is computed from.
    private enum Saved {
        OPERAND,
        RESULT
    }

    /// Computes y = f(x).
    private interface Function {
        void apply(Tensor x, Tensor y);
    }

    /// Computes dx = f'·dy from what was saved.
    private interface Gradient {
        void apply(Tensor saved, Tensor dy, Tensor dx);
    }

    private final Function function;
    private final Saved saved;
    private final Gradient gradient;

    Activations(Function function, Saved saved, Gradient gradient) {
        this.function = function;
        this.saved = saved;
        this.gradient = gradient;
    }

    @Override
    public void apply(Tensor x, Tensor y) {
        function.apply(x, y);
    }

    @Override
    public void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx) {
        gradient.apply(saved == Saved.OPERAND ? x : y, dy, dx);
    }

    private static void copy(Tensor from, Tensor to) {
        if (from != to) {
            System.arraycopy(from.array(), from.offset(), to.array(), to.offset(), to.size());
        }
    }
}

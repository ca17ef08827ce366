package dev.lanewise.layers;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Tensor;

/// The activations by name, with the parameters that Keras has as defaults.
public enum Activations implements Activation {
    /// f(x) = x.
    LINEAR {
        @Override
        public void apply(Tensor x, Tensor y) {
            if (x != y) {
                copy(x, y);
            }
        }

        @Override
        public void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx) {
            if (dy != dx) {
                copy(dy, dx);
            }
        }
    },
    /// f(x) = max(x, 0).
    RELU {
        @Override
        public void apply(Tensor x, Tensor y) {
            Functions.relu(x, y);
        }

        @Override
        public void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx) {
            Functions.reluGradient(y, dy, dx);
        }
    },
    /// f(x) = x for x > 0, else eˣ − 1 (Clevert et al., 2015, with α = 1).
    ELU {
        @Override
        public void apply(Tensor x, Tensor y) {
            Functions.elu(x, y, 1);
        }

        @Override
        public void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx) {
            Functions.eluGradient(y, dy, dx, 1);
        }
    },
    /// f(x) = λ·x for x > 0, else λα·(eˣ − 1) (Klambauer et al., 2017).
    SELU {
        @Override
        public void apply(Tensor x, Tensor y) {
            Functions.selu(x, y);
        }

        @Override
        public void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx) {
            Functions.seluGradient(y, dy, dx);
        }
    },
    /// f(x) = 1 / (1 + e⁻ˣ).
    SIGMOID {
        @Override
        public void apply(Tensor x, Tensor y) {
            Functions.sigmoid(x, y);
        }

        @Override
        public void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx) {
            Functions.sigmoidGradient(y, dy, dx);
        }
    },
    /// f(x) = tanh x.
    TANH {
        @Override
        public void apply(Tensor x, Tensor y) {
            Functions.tanh(x, y);
        }

        @Override
        public void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx) {
            Functions.tanhGradient(y, dy, dx);
        }
    },
    /// f(x)_j = exp(x_j) / Σ exp(x), for every row.
    SOFTMAX {
        @Override
        public void apply(Tensor x, Tensor y) {
            Functions.softmax(x, y);
        }

        @Override
        public void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx) {
            Functions.softmaxGradient(y, dy, dx);
        }
    };

    private static void copy(Tensor from, Tensor to) {
        System.arraycopy(from.array(), from.offset(), to.array(), to.offset(), to.size());
    }
}

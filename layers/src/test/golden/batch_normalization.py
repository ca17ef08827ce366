# Writes batch_normalization.csv: Keras' BatchNormalization (momentum 0.99, epsilon 1e-3, axis -1) on 8x3 batches, in float64.
#
# Run:      KERAS_BACKEND=jax JAX_ENABLE_X64=1 python batch_normalization.py   (needs keras, jax, mpmath; writes beside itself)
# Made with Python 3.11.7, keras 3.15.1, jax 0.10.2, mpmath 1.3.0, numpy 2.4.6
#
# Columns:  tensor,row,column,value       vectors have row 0
#   input_1, input_2, input_3             three batches, float32-representable; column 2 has mean 1000 and deviation 0.01
#   gamma, beta, weighting                float32-representable; `weighting` (R) defines the scalar s = sum(output_1 * R)
#   output_1                              training output of input_1
#   gradient_input, gradient_gamma, gradient_beta      of s, through the batch statistics (jax.grad)
#   moving_mean_1, moving_variance_1      after a training call on input_1 (start: 0 and 1)
#   moving_mean_3, moving_variance_3      after further training calls on input_2 and input_3
#   inference_1                           inference output of input_1 with the statistics after three updates
#   batch_mean_1, batch_variance_1        of input_1, biased variance
#
# Output and statistics are compared with 50-digit arithmetic, the gradients with the closed form.
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
import jax
import keras
import mpmath as mp
import numpy as np
from keras.src.backend.common import dtypes

mp.mp.dps = 50
# Three things are needed for float64 throughout: set_floatx alone leaves layers in float32, and Keras' type promotion turns
# float64 into float32 (in ops.mean, among others) unless its table is emptied.
keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
dtypes.BIT64_TO_BIT32_DTYPE.clear()
ROWS, FEATURES, EPSILON, MOMENTUM = 8, 3, 1e-3, 0.99


def f32(values):
    return np.asarray(values, np.float32).astype(np.float64)


def batch(rng):
    first, second = rng.normal(0, 1, ROWS), rng.normal(-3, 4, ROWS)
    third = rng.normal(0, 1, ROWS)
    third = 1000 + 0.01 * (third - third.mean()) / third.std()
    return f32(np.stack([first, second, third], axis=1))


def exact(x, gamma, beta):
    """Mean, biased variance and output with 50 digits."""
    columns = [[mp.mpf(float(v)) for v in x[:, c]] for c in range(FEATURES)]
    mean = [sum(c) / ROWS for c in columns]
    variance = [sum((v - m) ** 2 for v in c) / ROWS for c, m in zip(columns, mean)]
    output = [[mp.mpf(float(gamma[c])) * (columns[c][r] - mean[c]) / mp.sqrt(variance[c] + mp.mpf("0.001"))
               + mp.mpf(float(beta[c])) for c in range(FEATURES)] for r in range(ROWS)]
    return [np.array(a, dtype=np.float64) for a in (mean, variance, output)]


def main():
    rng = np.random.default_rng(7)
    inputs = [batch(rng) for _ in range(3)]
    gamma, beta = f32([1.5, 0.75, -1.25]), f32([0.5, -0.25, 2.0])
    weighting = f32(rng.normal(size=(ROWS, FEATURES)))
    layer = keras.layers.BatchNormalization()
    layer.build((None, FEATURES))
    layer.set_weights([gamma, beta, np.zeros(FEATURES), np.ones(FEATURES)])
    trainable = [v.value for v in layer.trainable_variables]
    fixed = [v.value for v in layer.non_trainable_variables]

    def weighted_sum(x, trainable):
        output, _ = layer.stateless_call(trainable, fixed, x, training=True)
        return (output * weighting).sum()

    gradient_input, (gradient_gamma, gradient_beta) = jax.grad(weighted_sum, (0, 1))(inputs[0], trainable)
    tensors = {f"input_{i + 1}": x for i, x in enumerate(inputs)} | {"gamma": gamma, "beta": beta, "weighting": weighting}
    tensors["output_1"] = layer(inputs[0], training=True)
    tensors |= {"gradient_input": gradient_input, "gradient_gamma": gradient_gamma, "gradient_beta": gradient_beta}
    tensors |= {"moving_mean_1": layer.moving_mean, "moving_variance_1": layer.moving_variance}
    tensors = {name: keras.ops.convert_to_numpy(value) for name, value in tensors.items()}
    layer(inputs[1], training=True)
    layer(inputs[2], training=True)
    tensors |= {"moving_mean_3": keras.ops.convert_to_numpy(layer.moving_mean), "moving_variance_3": keras.ops.convert_to_numpy(layer.moving_variance),
                "inference_1": keras.ops.convert_to_numpy(layer(inputs[0], training=False))}
    check(tensors, inputs, gamma, beta, weighting)

    rows = ["tensor,row,column,value"]
    for name, value in tensors.items():
        assert value.dtype == np.float64, name
        rows += [f"{name},{r},{c},{float(v)!r}" for (r, c), v in np.ndenumerate(np.atleast_2d(value))]
    Path(__file__).with_suffix(".csv").write_text("\n".join(rows) + "\n")
    print(len(rows) - 1, "rows")


def check(tensors, inputs, gamma, beta, weighting):
    mean, variance, output = exact(inputs[0], gamma, beta)
    tensors |= {"batch_mean_1": mean, "batch_variance_1": variance}
    scale = 1 / np.sqrt(variance + EPSILON)
    centred = (inputs[0] - mean) * scale
    dx = gamma * scale * (weighting - weighting.mean(0) - centred * (weighting * centred).mean(0))
    moving_mean, moving_variance = np.zeros(FEATURES), np.ones(FEATURES)
    for x in inputs:
        m, v, _ = exact(x, gamma, beta)
        moving_mean, moving_variance = (MOMENTUM * a + (1 - MOMENTUM) * b for a, b in ((moving_mean, m), (moving_variance, v)))
    inference = gamma * (inputs[0] - moving_mean) / np.sqrt(moving_variance + EPSILON) + beta
    # a mean near 1000 costs about 1e-11 in the deviations of column 2, even in float64
    for name, value, tolerance in (("output_1", output, 1e-10), ("gradient_input", dx, 1e-9),
                                   ("gradient_gamma", (weighting * centred).sum(0), 1e-10), ("gradient_beta", weighting.sum(0), 1e-13),
                                   ("moving_mean_3", moving_mean, 1e-12), ("moving_variance_3", moving_variance, 1e-13),
                                   ("inference_1", inference, 1e-10)):
        difference = np.abs(tensors[name] - value).max()
        print(f"{name:18} differs from the formula by {difference:.1e}")
        assert difference < tolerance, name


main()

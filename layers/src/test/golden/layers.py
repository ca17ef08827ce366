# Writes layers.csv: outputs and gradients of Keras' layers on a batch of 4 examples of shape (2, 3), in float64.
#
# Run:      KERAS_BACKEND=jax JAX_ENABLE_X64=1 python layers.py      (needs keras, jax; writes beside itself)
# Made with Python 3.11, keras 3.15.1, jax
#
# Columns:  case,tensor,index,value     index counts in row-major order
#   case `data`: `input`, and `weighting` (R), which defines the scalar s = sum(output * R); float32-representable
#   every other case is a layer, see CASES: its weights in order, `output`, `gradient_input` and `gradient_` of every
#   trainable weight, of s in training mode (jax.grad)
#   case `normalization` was adapted to the input; its last feature is constant, and its divisor thus 1e-7
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
import jax
import keras
import numpy as np
from keras.src.backend.common import dtypes

# As in batch_normalization.py: all three are needed for float64 throughout.
keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
dtypes.BIT64_TO_BIT32_DTYPE.clear()


def f32(values):
    return np.asarray(values, np.float32).astype(np.float64)


FROZEN = keras.layers.BatchNormalization()
FROZEN.trainable = False
CASES = {
    "layer_normalization": keras.layers.LayerNormalization(),
    "layer_normalization_plain": keras.layers.LayerNormalization(center=False, scale=False),
    "batch_normalization": keras.layers.BatchNormalization(),
    "batch_normalization_centre": keras.layers.BatchNormalization(scale=False),
    "batch_normalization_scale": keras.layers.BatchNormalization(center=False),
    "batch_normalization_frozen": FROZEN,
    "prelu": keras.layers.PReLU(),
    "rescaling": keras.layers.Rescaling(1 / 127.5, -1),
    "normalization": keras.layers.Normalization(),
}
rng = np.random.default_rng(11)
x = f32(rng.normal(0.5, 2, (4, 2, 3)))
weighting = f32(rng.normal(size=(4, 2, 3)))
rows = ["case,tensor,index,value"]


def write(case, tensor, values):
    values = np.asarray(keras.ops.convert_to_numpy(values))
    assert values.dtype == np.float64, (case, tensor, values.dtype)
    rows.extend(f"{case},{tensor},{i},{float(v)!r}" for i, v in enumerate(values.ravel()))


write("data", "input", x)
write("data", "weighting", weighting)
for case, layer in CASES.items():
    batch = x.copy()
    if case == "normalization":
        batch[:, :, 2] = 0.25
        layer.adapt(batch)
        write(case, "input", batch)
    else:
        layer.build((None, 2, 3))
        for weight in layer.weights:
            values = f32(rng.uniform(0.5, 1.5, weight.shape) * rng.choice([-1, 1], weight.shape))
            if weight.name == "moving_variance":
                values = np.abs(values)
            weight.assign(values)
            write(case, weight.name, weight.value)
    trainable = [v.value for v in layer.trainable_variables]
    fixed = [v.value for v in layer.non_trainable_variables]

    def s(batch, trainable):
        output, _ = layer.stateless_call(trainable, fixed, batch, **({"training": True} if "batch" in case else {}))
        return (output * weighting).sum(), output

    (_, output), (gradient, gradients) = jax.value_and_grad(s, (0, 1), has_aux=True)(jax.numpy.asarray(batch), trainable)
    write(case, "output", output)
    write(case, "gradient_input", gradient)
    for variable, value in zip(layer.trainable_variables, gradients):
        write(case, "gradient_" + variable.name, value)
Path(__file__).with_suffix(".csv").write_text("\n".join(rows) + "\n")
print(len(rows) - 1, "rows")

# Writes keras_losses.csv and keras_weights.csv: losses and gradients of Keras in float64.
#
# Run:      KERAS_BACKEND=jax JAX_ENABLE_X64=1 python keras_losses.py     (needs keras, jax, numpy; writes beside itself)
# Made with Python 3.11.7, keras 3.15.1, jax 0.10.2, numpy 2.4.6
#
# keras_losses.csv   loss,row,y0..y3,t0..t3,value,g0..g3      value of each of six rows, and the gradient of their mean with respect to
#                                                             the outputs y; t0 alone is the class of the sparse losses
# keras_weights.csv  loss,divisor,row,weight,mean,g0..g3      the same inputs with weights of the rows: the mean Keras reports, and its
#                                                             gradient; divisor `examples` is sum_over_batch_size, `weights` is
#                                                             mean_with_sample_weight. Rows 1 and 4 of ignore_class have the class -1
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
import jax
import jax.numpy as jnp
import keras
import numpy as np
from keras.src.backend.common import dtypes

# Three things are needed for float64 throughout: set_floatx alone leaves layers in float32, and Keras' type promotion turns
# float64 into float32 (in ops.mean, among others) unless its table is emptied.
keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
dtypes.BIT64_TO_BIT32_DTYPE.clear()
L = keras.losses
ROWS, CLASSES = 6, 4
r, c = np.arange(ROWS)[:, None], np.arange(CLASSES)


def f32(values):
    return np.asarray(values, np.float32).astype(np.float64)


LOGITS = f32(np.sin(1.7 * r + 2.3 * c) * (1 + r))
PROBABILITIES = f32(0.1 + 0.8 * np.abs(np.sin(1.1 * r + 0.9 * c + 0.4)))
CLASS = (3 * np.arange(ROWS) + 1) % CLASSES
ONE_HOT = np.eye(CLASSES)[CLASS]
YES_NO = ((2 * r + 3 * c) % 5 < 2).astype(float)
SHARES = f32(0.05 + np.abs(np.cos(0.7 * r + 1.3 * c)))
NUMBERS = f32(3 * np.sin(0.8 * r + 1.9 * c + 0.5))
POSITIVE = f32(0.3 + 2 * np.abs(np.sin(1.3 * r + 0.6 * c)))
WANTED = f32(2 * np.cos(1.2 * r - 0.7 * c))
COUNTS = ((r + 2 * c) % 4).astype(float)
IGNORED = np.where(np.isin(np.arange(ROWS), [1, 4]), -1, CLASS)[:, None]
WEIGHTS = f32([0.5, 2.0, 0.0, 1.25, 3.0, 0.75])
CASES = {
    "sparse_categorical_crossentropy": (L.SparseCategoricalCrossentropy, {}, PROBABILITIES, CLASS[:, None]),
    "sparse_categorical_crossentropy_from_logits": (L.SparseCategoricalCrossentropy, {"from_logits": True}, LOGITS, CLASS[:, None]),
    "ignore_class": (L.SparseCategoricalCrossentropy, {"ignore_class": -1}, PROBABILITIES, IGNORED),
    "ignore_class_from_logits": (L.SparseCategoricalCrossentropy, {"ignore_class": -1, "from_logits": True}, LOGITS, IGNORED),
    "categorical_crossentropy": (L.CategoricalCrossentropy, {}, PROBABILITIES, ONE_HOT),
    "categorical_crossentropy_smooth": (L.CategoricalCrossentropy, {"label_smoothing": 0.1}, PROBABILITIES, ONE_HOT),
    "categorical_crossentropy_shares": (L.CategoricalCrossentropy, {"from_logits": True}, LOGITS, SHARES),
    "categorical_crossentropy_smooth_from_logits": (L.CategoricalCrossentropy, {"label_smoothing": 0.1, "from_logits": True}, LOGITS, ONE_HOT),
    "binary_crossentropy": (L.BinaryCrossentropy, {}, PROBABILITIES, YES_NO),
    "binary_crossentropy_smooth": (L.BinaryCrossentropy, {"label_smoothing": 0.1}, PROBABILITIES, YES_NO),
    "binary_crossentropy_from_logits": (L.BinaryCrossentropy, {"from_logits": True}, LOGITS, YES_NO),
    "binary_focal": (L.BinaryFocalCrossentropy, {}, PROBABILITIES, YES_NO),
    "binary_focal_balanced": (L.BinaryFocalCrossentropy, {"apply_class_balancing": True, "gamma": 1.5}, PROBABILITIES, YES_NO),
    "binary_focal_from_logits": (L.BinaryFocalCrossentropy, {"from_logits": True, "label_smoothing": 0.1}, LOGITS, YES_NO),
    "categorical_focal": (L.CategoricalFocalCrossentropy, {}, PROBABILITIES, ONE_HOT),
    "categorical_focal_from_logits": (L.CategoricalFocalCrossentropy, {"from_logits": True, "alpha": 0.5, "gamma": 1.5, "label_smoothing": 0.1},
                                      LOGITS, ONE_HOT),
    "mean_squared_error": (L.MeanSquaredError, {}, NUMBERS, WANTED),
    "mean_absolute_error": (L.MeanAbsoluteError, {}, NUMBERS, WANTED),
    "mean_absolute_percentage_error": (L.MeanAbsolutePercentageError, {}, NUMBERS, WANTED),
    "mean_squared_logarithmic_error": (L.MeanSquaredLogarithmicError, {}, POSITIVE, np.abs(WANTED)),
    "huber": (L.Huber, {}, NUMBERS, WANTED),
    "huber_2": (L.Huber, {"delta": 2.0}, NUMBERS, WANTED),
    "log_cosh": (L.LogCosh, {}, NUMBERS, WANTED),
    "poisson": (L.Poisson, {}, POSITIVE, COUNTS),
    "hinge": (L.Hinge, {}, NUMBERS, YES_NO),
    "squared_hinge": (L.SquaredHinge, {}, NUMBERS, 2 * YES_NO - 1),
    "categorical_hinge": (L.CategoricalHinge, {}, NUMBERS, ONE_HOT),
    "kl_divergence": (L.KLDivergence, {}, PROBABILITIES, f32(SHARES / SHARES.sum(1, keepdims=True))),
    "cosine_similarity": (L.CosineSimilarity, {}, NUMBERS, WANTED),
}
WEIGHTED = ("sparse_categorical_crossentropy_from_logits", "ignore_class", "ignore_class_from_logits", "mean_squared_error", "binary_crossentropy",
            "cosine_similarity")


def numbers(values):
    return ",".join(repr(float(v)) for v in np.ravel(values))


def main():
    lines = ["loss,row," + ",".join(f"{n}{i}" for n in "yt" for i in range(CLASSES)) + ",value," + ",".join(f"g{i}" for i in range(CLASSES))]
    weighted = ["loss,divisor,row,weight,mean," + ",".join(f"g{i}" for i in range(CLASSES))]
    for name, (kind, options, outputs, targets) in CASES.items():
        values = np.asarray(kind(reduction="none", **options)(targets, outputs))
        mean = kind(**options)
        gradient = np.asarray(jax.grad(lambda y: mean(targets, y))(jnp.asarray(outputs)))
        assert values.dtype == gradient.dtype == np.float64 and values.shape == (ROWS,), name
        assert np.isclose(mean(targets, outputs), values.mean() if "ignore" not in name else values.sum() / 4, rtol=1e-13), name
        print(f"{name:46} {values.mean():+.6f}  least |gradient| {np.abs(gradient).min():.1e}")
        columns = np.zeros((ROWS, CLASSES))
        columns[:, :targets.shape[1]] = targets
        for i in range(ROWS):
            lines.append(f"{name},{i},{numbers(outputs[i])},{numbers(columns[i])},{numbers(values[i])},{numbers(gradient[i])}")
        for divisor, reduction in (("examples", "sum_over_batch_size"), ("weights", "mean_with_sample_weight")):
            if name in WEIGHTED:
                loss = kind(reduction=reduction, **options)
                value, gradient = jax.value_and_grad(lambda y: loss(targets, y, sample_weight=WEIGHTS))(jnp.asarray(outputs))
                for i in range(ROWS):
                    weighted.append(f"{name},{divisor},{i},{numbers(WEIGHTS[i])},{numbers(value)},{numbers(gradient[i])}")
    here = Path(__file__)
    here.with_suffix(".csv").write_text("\n".join(lines) + "\n")
    here.with_name("keras_weights.csv").write_text("\n".join(weighted) + "\n")


main()

# Writes losses.csv and losses-mse.csv: per-row losses, their mean, and the gradient of the mean.
#
# Run:      KERAS_BACKEND=jax JAX_ENABLE_X64=1 python losses.py      (needs mpmath, keras, jax, numpy; writes beside itself)
# Made with Python 3.11.7, mpmath 1.3.0, keras 3.15.1, jax 0.10.2, numpy 2.4.6
#
# losses.csv      case,row,target,z0..z4,loss,mean,g0..g4    case cross_entropy or label_smoothing_0.1, from logits z; target is the
#                                                            class; g is d(mean)/dz = (softmax(z) - y) / 8, y smoothed as y(1-s)+s/5
# losses-mse.csv  row,p0..p4,t0..t4,loss,mean,g0..g4         loss is the mean over the row; g is d(mean)/dp = 2 (p - t) / 40
#
# Computed with 200 digits from float32-representable inputs and rounded once (so gradients such as 4.6e-88 are exact and not
# zero); the losses are compared with Keras in float64.
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
import keras
import mpmath as mp
import numpy as np
from keras.src.backend.common import dtypes

mp.mp.dps = 200
# Three things are needed for float64 throughout: set_floatx alone leaves layers in float32, and Keras' type promotion turns
# float64 into float32 (in ops.mean, among others) unless its table is emptied.
keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
dtypes.BIT64_TO_BIT32_DTYPE.clear()
CLASSES = 5
LOGITS = [
    [2.0, 1.0, 0.1, -1.0, 0.5],
    [0.0, 0.0, 0.0, 0.0, 0.0],
    [100.0, -100.0, 0.0, 50.0, -50.0],
    [-100.0, 100.0, 3.0, 0.0, 1.0],
    [100.0, 100.0, 100.0, 99.5, 98.0],
    [-100.0, -101.0, -99.0, -100.5, -102.25],
    [1e-4, -1e-4, 3.3, 3.2999, -7.7],
    [12.5, -8.75, 12.0, 30.0, 30.5],
]
TARGETS = [0, 3, 0, 0, 3, 1, 2, 4]
PREDICTIONS = [[0.1 * (3 * r + 7 * c - 11) * (-1) ** (r + c) for c in range(CLASSES)] for r in range(8)]
WANTED = [[0.25 * ((5 * r + 3 * c) % 9 - 4) for c in range(CLASSES)] for r in range(8)]


def f32(values):
    return np.asarray(values, np.float32).astype(np.float64)


def number(value):
    return repr(float(mp.nstr(value, 40, strip_zeros=False)))


def cross_entropy(logits, smoothing):
    rows, losses = [], []
    for z, target in zip(logits, TARGETS):
        z = [mp.mpf(float(v)) for v in z]
        y = [(1 - smoothing) * (c == target) + smoothing / CLASSES for c in range(CLASSES)]
        total = mp.log(sum(mp.exp(v - max(z)) for v in z)) + max(z)
        losses.append(sum(weight * (total - v) for weight, v in zip(y, z)))
        rows.append([(mp.exp(v - total) - weight) / len(logits) for weight, v in zip(y, z)])
    return losses, rows


def main():
    here, logits = Path(__file__), f32(LOGITS)
    lines = ["case,row,target," + ",".join(f"z{c}" for c in range(CLASSES)) + ",loss,mean," + ",".join(f"g{c}" for c in range(CLASSES))]
    for case, smoothing in (("cross_entropy", mp.mpf(0)), ("label_smoothing_0.1", mp.mpf(1) / 10)):
        losses, gradients = cross_entropy(logits, smoothing)
        mean = sum(losses) / len(losses)
        for r, (loss, gradient) in enumerate(zip(losses, gradients)):
            lines.append(f"{case},{r},{TARGETS[r]}," + ",".join(repr(float(v)) for v in logits[r])
                         + f",{number(loss)},{number(mean)}," + ",".join(map(number, gradient)))
        loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=float(smoothing), reduction="none")
        theirs = np.asarray(loss(np.eye(CLASSES)[TARGETS], logits))
        print(case, "mean", number(mean), "difference from Keras", np.abs(theirs - [float(v) for v in losses]).max())
        assert np.allclose(theirs, [float(v) for v in losses], rtol=1e-13, atol=1e-13)
    here.with_suffix(".csv").write_text("\n".join(lines) + "\n")

    predictions, wanted = f32(PREDICTIONS), f32(WANTED)
    lines = ["row," + ",".join(f"{n}{c}" for n in "pt" for c in range(CLASSES)) + ",loss,mean," + ",".join(f"g{c}" for c in range(CLASSES))]
    difference = [[mp.mpf(float(p)) - mp.mpf(float(t)) for p, t in zip(*pair)] for pair in zip(predictions, wanted)]
    losses = [sum(d * d for d in row) / CLASSES for row in difference]
    mean = sum(losses) / len(losses)
    for r, row in enumerate(difference):
        values = [*predictions[r], *wanted[r]]
        lines.append(f"{r}," + ",".join(repr(float(v)) for v in values) + f",{number(losses[r])},{number(mean)},"
                     + ",".join(number(2 * d / predictions.size) for d in row))
    theirs = float(keras.losses.MeanSquaredError()(wanted, predictions))
    assert abs(theirs - float(mean)) < 1e-14 * abs(theirs)
    print("mse mean", number(mean), "difference from Keras", theirs - float(mean))
    here.with_name("losses-mse.csv").write_text("\n".join(lines) + "\n")


main()

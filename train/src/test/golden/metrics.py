# Writes metrics-data.csv and metrics.csv: metrics of Keras in float64 over 40 examples.
#
# Run:      KERAS_BACKEND=jax JAX_ENABLE_X64=1 python metrics.py      (needs keras, jax, numpy; writes beside itself)
# Made with Python 3.11.7, keras 3.15.1, jax 0.10.2, numpy 2.4.6
#
# metrics-data.csv  kind,row,y0..y3,t0..t3,weight   kind classes (one-hot targets, outputs of a softmax with a few ties), distinct
#                                                   (the same without ties: of these Keras' F-score calls all), binary (a yes
#                                                   or no in every column), values (real numbers)
# metrics.csv       metric,kind,plain,weighted      without weights and with them
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
import keras
import numpy as np
from keras.src.backend.common import dtypes

keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
dtypes.BIT64_TO_BIT32_DTYPE.clear()
M = keras.metrics
ROWS, COLUMNS = 40, 4
r, c = np.arange(ROWS)[:, None], np.arange(COLUMNS)


def f32(values):
    return np.asarray(values, np.float32).astype(np.float64)


SCORES = np.exp(1.5 * np.sin(1.7 * r + 2.3 * c))
DISTINCT = f32(SCORES / SCORES.sum(1, keepdims=True))
CLASSES = DISTINCT.copy()
CLASSES[::7] = 0.25
CLASSES[3::9, 1] = CLASSES[3::9, 2]
ONE_HOT = np.eye(COLUMNS)[np.where(r[:, 0] % 3 == 0, CLASSES.argmax(1), (r[:, 0] * 5 + 2) % COLUMNS)]
BINARY = f32(0.5 + 0.5 * np.sin(1.3 * r + 0.7 * c))
BINARY[::11, 0], BINARY[1::11, 1], BINARY[2::11, 2] = 0.0, 1.0, 0.5
YES_NO = (BINARY + 0.4 * np.cos(2.9 * r + 5.1 * c) > 0.6).astype(float)
VALUES = f32(3 * np.sin(0.8 * r + 1.9 * c + 0.5))
WANTED = f32(VALUES + np.cos(1.2 * r - 0.7 * c) + 0.5 * c)
WEIGHTS = f32(0.25 + (r[:, 0] % 5) / 2)
DATA = {"classes": (CLASSES, ONE_HOT), "distinct": (DISTINCT, ONE_HOT), "binary": (BINARY, YES_NO), "values": (VALUES, WANTED)}
METRICS = {
    "accuracy": ("classes", M.CategoricalAccuracy),
    "top_2_accuracy": ("classes", lambda: M.TopKCategoricalAccuracy(k=2)),
    "binary_accuracy": ("binary", M.BinaryAccuracy),
    "binary_accuracy_0.3": ("binary", lambda: M.BinaryAccuracy(threshold=0.3)),
    "precision": ("binary", M.Precision),
    "recall": ("binary", M.Recall),
    "roc_auc": ("binary", M.AUC),
    "pr_auc": ("binary", lambda: M.AUC(curve="PR")),
    "micro_f1_score": ("distinct", lambda: M.F1Score(average="micro")),
    "macro_f1_score": ("distinct", lambda: M.F1Score(average="macro")),
    "weighted_f1_score": ("distinct", lambda: M.F1Score(average="weighted")),
    "macro_f_score": ("distinct", lambda: M.FBetaScore(average="macro", beta=2.0)),
    "mean_squared_error": ("values", M.MeanSquaredError),
    "root_mean_squared_error": ("values", M.RootMeanSquaredError),
    "mean_absolute_error": ("values", M.MeanAbsoluteError),
    "mean_squared_logarithmic_error": ("binary", M.MeanSquaredLogarithmicError),
    "r2_score": ("values", M.R2Score),
}


def numbers(values):
    return ",".join(repr(float(v)) for v in np.ravel(values))


def evaluate(make, outputs, targets, weights):
    metric = make()
    for part in (slice(0, 13), slice(13, 14), slice(14, ROWS)):
        metric.update_state(targets[part], outputs[part], sample_weight=None if weights is None else weights[part])
    return numbers(metric.result())


def main():
    here = Path(__file__)
    lines = ["kind,row," + ",".join(f"{n}{i}" for n in "yt" for i in range(COLUMNS)) + ",weight"]
    for kind, (outputs, targets) in DATA.items():
        lines += [f"{kind},{i},{numbers(outputs[i])},{numbers(targets[i])},{numbers(WEIGHTS[i])}" for i in range(ROWS)]
    here.with_name("metrics-data.csv").write_text("\n".join(lines) + "\n")
    lines = ["metric,kind,plain,weighted"]
    for name, (kind, make) in METRICS.items():
        lines.append(f"{name},{kind},{evaluate(make, *DATA[kind], None)},{evaluate(make, *DATA[kind], WEIGHTS)}")
        print(lines[-1])
    here.with_suffix(".csv").write_text("\n".join(lines) + "\n")


main()

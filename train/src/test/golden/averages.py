# Writes averages.csv: the averages of weights and the accumulated gradients of Keras, in float64.
#
# Run:      KERAS_BACKEND=jax JAX_ENABLE_X64=1 python averages.py        (needs keras, jax, numpy and trainings-data.csv)
# Made with Python 3.11.7, keras 3.15.1, jax 0.10.2, numpy 2.4.6
#
# The network, its start, the data and the batches of 8 are those of trainings.py, under mean squared error with SGD at a rate of
# 0.05 and momentum 0.9, for 60 batches; Keras has no constraint here, which it would apply after the average.
# averages.csv   case,kind,step,w0..w38     after batch number `step`: `weights`, or their `average`; case ema: use_ema with
#                ema_momentum 0.9; ema_overwrite: ema_overwrite_frequency 7 beside it; accumulation: gradient_accumulation_steps 3;
#                accumulation_ema: both
import csv
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
import keras
import numpy as np
from keras.src.backend.common import dtypes

# Three things are needed for float64 throughout: set_floatx alone leaves layers in float32, and Keras' type promotion turns
# float64 into float32 (in ops.mean, among others) unless its table is emptied.
keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
dtypes.BIT64_TO_BIT32_DTYPE.clear()
here = Path(__file__)
tensors = {}
for line in csv.DictReader(here.with_name("trainings-data.csv").open()):
    tensors.setdefault(line["tensor"], {})[int(line["row"]), int(line["column"])] = float(line["value"])


def tensor(name):
    rows, columns = np.array(list(tensors[name])).max(0) + 1
    return np.array([[tensors[name][r, c] for c in range(columns)] for r in range(rows)])


X, Y, start = tensor("inputs"), tensor("numbers"), tensor("start")[:, 0]
SHAPES = [(5, 4), (4,), (4, 3), (3,)]
CASES = {"ema": dict(use_ema=True, ema_momentum=0.9), "ema_overwrite": dict(use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=7),
         "accumulation": dict(gradient_accumulation_steps=3),
         "accumulation_ema": dict(gradient_accumulation_steps=3, use_ema=True, ema_momentum=0.9)}


def flat(values):
    return np.concatenate([np.asarray(v, np.float64).ravel() for v in values])


rows = ["case,kind,step," + ",".join(f"w{i}" for i in range(start.size))]
for name, options in CASES.items():
    model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(3)])
    at, values = 0, []
    for shape in SHAPES:
        values.append(start[at:at + np.prod(shape)].reshape(shape))
        at += np.prod(shape)
    model.set_weights(values)
    optimizer = keras.optimizers.SGD(0.05, momentum=0.9, **options)
    model.compile(optimizer=optimizer, loss="mean_squared_error")
    for step in range(1, 61):
        batch = slice((step - 1) * 8 % 24, (step - 1) * 8 % 24 + 8)
        model.train_on_batch(X[batch], Y[batch])
        if step in (1, 2, 3, 6, 7, 8, 14, 15, 30, 45, 60):
            kinds = {"weights": model.get_weights()}
            if "use_ema" in options:
                kinds["average"] = [keras.ops.convert_to_numpy(v) for v in optimizer._model_variables_moving_average]
            for kind, tensors_of_kind in kinds.items():
                rows.append(f"{name},{kind},{step}," + ",".join(repr(float(v)) for v in flat(tensors_of_kind)))
    print(name, flat(model.get_weights())[:3])
here.with_suffix(".csv").write_text("\n".join(rows) + "\n")

# Writes optimizers-input.csv and optimizers.csv: 60 updates of six weights under a given sequence of gradients, in float64.
#
# Run:      KERAS_BACKEND=jax JAX_ENABLE_X64=1 python optimizers.py        (needs keras, jax, torch, numpy; writes beside itself)
# Made with Python 3.11.7, keras 3.15.1, jax 0.10.2, torch 2.15.0 (CPU), numpy 2.4.6
#
# optimizers-input.csv   step,learning_rate,g0..g5     gradient of update `step` (1..60), float32-representable; learning_rate is
#                                                      used only by the *_one_cycle rows (the book's 1cycle, N = 60, peak 0.1)
# optimizers.csv         optimizer,step,w0..w5         weights after update `step`; step 0 is the start
#
# Gradient: scale[i] * (offset[i] + amplitude[i] * sin(t * frequency[i] + i)), never near zero relative to its scale. Element 2
# changes sign every 15 updates; elements 4 and 5 are small (about 1e-3 and 1e-5), to show where an epsilon is added.
# All hyper-parameters are Keras' defaults unless the table below says otherwise; amsgrad has beta_2 = 0.9, as with 0.999 the
# running maximum is the last value throughout, and it would equal adam.
# Names without prefix are Keras. *_pair rows hold two variables, w0..w2 and w3..w5, so that clipping by variable and by global
# norm differ; all other rows hold one variable of six. torch_* rows are PyTorch's form of the same rule; *_cycled rows have a
# momentum (beta_1 of adam) of 0.85 + 0.1 * |1 - (t - 1) / 30| in update t.
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
import keras
import numpy as np
import torch
from keras.src.backend.common import dtypes

# Three things are needed for float64 throughout: set_floatx alone leaves layers in float32, and Keras' type promotion turns
# float64 into float32 (in ops.mean, among others) unless its table is emptied.
keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
dtypes.BIT64_TO_BIT32_DTYPE.clear()
torch.set_default_dtype(torch.float64)  # NAdam keeps its momentum product in the default type
STEPS, SIZE = 60, 6
START = np.array([1.0, -0.5, 0.25, 2.0, 0.75, -1.5])
O = keras.optimizers
KERAS = {
    "sgd": lambda: O.SGD(0.01),
    "momentum": lambda: O.SGD(0.01, momentum=0.9),
    "nesterov": lambda: O.SGD(0.01, momentum=0.9, nesterov=True),
    "nadam": lambda: O.Nadam(1e-3),
    "adam": lambda: O.Adam(1e-3),
    "amsgrad": lambda: O.Adam(1e-3, beta_2=0.9, amsgrad=True),
    "adamw": lambda: O.AdamW(1e-3, weight_decay=0.004),
    "adamax": lambda: O.Adamax(1e-3),
    "rmsprop": lambda: O.RMSprop(1e-3),
    "rmsprop_momentum": lambda: O.RMSprop(1e-3, momentum=0.9),
    "rmsprop_centered": lambda: O.RMSprop(1e-3, centered=True),
    "adagrad": lambda: O.Adagrad(1e-3),
    "adadelta": lambda: O.Adadelta(1e-3),
    "adadelta_rate_one": lambda: O.Adadelta(1.0),
    "lion": lambda: O.Lion(1e-3),
    "lamb": lambda: O.Lamb(1e-3),
    "nadam_weight_decay": lambda: O.Nadam(1e-3, weight_decay=0.1),
    "sgd_weight_decay": lambda: O.SGD(0.01, weight_decay=0.1),
    "sgd_clipvalue": lambda: O.SGD(0.01, clipvalue=0.5),
    "sgd_clipnorm": lambda: O.SGD(0.01, clipnorm=1.0),
    "sgd_global_clipnorm": lambda: O.SGD(0.01, global_clipnorm=1.0),
    "sgd_clipnorm_pair": lambda: O.SGD(0.01, clipnorm=1.0),
    "sgd_global_clipnorm_pair": lambda: O.SGD(0.01, global_clipnorm=1.0),
    "momentum_clipnorm_pair": lambda: O.SGD(0.01, momentum=0.9, clipnorm=1.0),
    "momentum_one_cycle": lambda: O.SGD(0.01, momentum=0.9),
    "nesterov_one_cycle": lambda: O.SGD(0.01, momentum=0.9, nesterov=True),
    "nadam_one_cycle": lambda: O.Nadam(1e-3),
}
TORCH = {
    "torch_momentum_one_cycle": lambda w: torch.optim.SGD(w, 0.01, momentum=0.9),
    "torch_nesterov_one_cycle": lambda w: torch.optim.SGD(w, 0.01, momentum=0.9, nesterov=True),
    "torch_adam": lambda w: torch.optim.Adam(w, 1e-3),
    "torch_adamw": lambda w: torch.optim.AdamW(w, 1e-3),
    "torch_nadam": lambda w: torch.optim.NAdam(w, 1e-3),
    "torch_rmsprop": lambda w: torch.optim.RMSprop(w, 1e-3, alpha=0.9),
    "torch_rmsprop_momentum_one_cycle": lambda w: torch.optim.RMSprop(w, 1e-3, momentum=0.9),
    "torch_rmsprop_centered": lambda w: torch.optim.RMSprop(w, 1e-3, centered=True),
    "torch_amsgrad": lambda w: torch.optim.Adam(w, 1e-3, betas=(0.9, 0.9), amsgrad=True),
    "torch_adamax": lambda w: torch.optim.Adamax(w, 1e-3),
    "torch_adagrad": lambda w: torch.optim.Adagrad(w, 1e-3),
    "torch_adadelta": lambda w: torch.optim.Adadelta(w, 1.0),
    "torch_momentum_cycled_one_cycle": lambda w: torch.optim.SGD(w, 0.01, momentum=0.9),
    "torch_adam_cycled_one_cycle": lambda w: torch.optim.Adam(w, 1e-3),
}


def f32(values):
    return np.asarray(values, np.float32).astype(np.float64)


def gradients():
    t, i = np.arange(1, STEPS + 1)[:, None], np.arange(SIZE)
    scale = np.array([0.5, 2.0, 1.0, 0.1, 1e-3, 1e-5])
    offset = np.array([1.0, -0.8, 0.7, 1.5, 1.0, -1.2])
    amplitude = np.array([0.6, 0.5, 0.3, 0.4, 0.7, 0.8])
    frequency = np.array([0.3, 0.7, 0.5, 1.1, 0.2, 0.9])
    values = scale * (offset + amplitude * np.sin(t * frequency + i))
    values[(t[:, 0] - 1) // 15 % 2 == 1, 2] *= -1
    return f32(values)


def one_cycle(n=STEPS, peak=0.1):
    """The book's OneCycleScheduler, rounded to float32."""
    start, last_steps = peak / 10, n // 10 + 1
    half, last = (n - last_steps) // 2, peak / 10 / 1000

    def between(step, s1, s2, v1, v2):
        return (v2 - v1) * (step - s1) / (s2 - s1) + v1

    def rate(step):
        if step < half:
            return between(step, 0, half, start, peak)
        if step < 2 * half:
            return between(step, half, 2 * half, peak, start)
        return between(step, 2 * half, n, start, last)
    return f32([rate(step) for step in range(n)])


def parts_of(name):
    return [slice(0, 3), slice(3, 6)] if name.endswith("_pair") else [slice(0, SIZE)]


def run_keras(name, sequence, rates):
    parts, optimizer = parts_of(name), KERAS[name]()
    variables = [keras.Variable(START[p], dtype="float64") for p in parts]
    optimizer.build(variables)
    path = [START]
    for gradient, rate in zip(sequence, rates):
        if name.endswith("_one_cycle"):
            optimizer.learning_rate = rate
        optimizer.apply([keras.ops.convert_to_tensor(gradient[p], dtype="float64") for p in parts])
        path.append(np.concatenate([keras.ops.convert_to_numpy(v) for v in variables]))
        assert path[-1].dtype == np.float64
    return path


def run_torch(name, sequence, rates):
    weight = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = TORCH[name]([weight])
    path = [START]
    for gradient, rate in zip(sequence, rates):
        if name.endswith("_one_cycle"):
            optimizer.param_groups[0]["lr"] = float(rate)
        if "_cycled" in name:
            momentum = 0.85 + 0.1 * abs(1 - (len(path) - 1) / 30)
            if "adam" in name:
                optimizer.param_groups[0]["betas"] = (momentum, 0.999)
            else:
                optimizer.param_groups[0]["momentum"] = momentum
        weight.grad = torch.tensor(gradient)
        optimizer.step()
        path.append(weight.detach().numpy().copy())
    return path


def plain(name, sequence, rates):
    """A few rules once more in NumPy, to catch a float32 value hidden in a library."""
    w, v, m, s, product, path = START, 0.0, 0.0, 0.0, 1.0, [START]
    for t, (g, rate) in enumerate(zip(sequence, rates), 1):
        if name == "sgd":
            w = w - 0.01 * g
        elif name.startswith(("momentum", "nesterov")):
            rate = rate if name.endswith("one_cycle") else 0.01
            v = 0.9 * v - rate * g
            w = w + (0.9 * v - rate * g if name.startswith("nesterov") else v)
        else:
            m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g
            if name == "adam":
                w = w - 1e-3 * np.sqrt(1 - 0.999 ** t) / (1 - 0.9 ** t) * m / (np.sqrt(s) + 1e-7)
            else:
                mu, mu_next = 0.9 * (1 - 0.5 * 0.96 ** t), 0.9 * (1 - 0.5 * 0.96 ** (t + 1))
                product *= mu
                mixed = mu_next * m / (1 - product * mu_next) + (1 - mu) * g / (1 - product)
                w = w - (rate if name.endswith("one_cycle") else 1e-3) * mixed / (np.sqrt(s / (1 - 0.999 ** t)) + 1e-7)
        path.append(w)
    return path


def numbers(values):
    return ",".join(repr(float(v)) for v in values)


def main():
    sequence, rates = gradients(), one_cycle()
    print("smallest |gradient| of each element:", np.abs(sequence).min(0))
    here = Path(__file__)
    rows = ["step,learning_rate," + ",".join(f"g{i}" for i in range(SIZE))]
    rows += [f"{t},{float(rates[t - 1])!r},{numbers(sequence[t - 1])}" for t in range(1, STEPS + 1)]
    here.with_name("optimizers-input.csv").write_text("\n".join(rows) + "\n")
    rows = ["optimizer,step," + ",".join(f"w{i}" for i in range(SIZE))]
    for name in list(KERAS) + list(TORCH):
        path = (run_keras if name in KERAS else run_torch)(name, sequence, rates)
        rows += [f"{name},{t},{numbers(w)}" for t, w in enumerate(path)]
        print(f"{name:26}", path[-1])
        if name in ("sgd", "momentum", "nesterov", "adam", "nadam", "momentum_one_cycle", "nesterov_one_cycle", "nadam_one_cycle"):
            difference = np.abs(np.array(path) - np.array(plain(name, sequence, rates))).max()
            assert difference < 1e-13, (name, difference)
    here.with_suffix(".csv").write_text("\n".join(rows) + "\n")
    print(here.with_suffix(".csv").stat().st_size, "bytes")


main()

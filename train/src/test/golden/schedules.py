# Writes schedules.csv: learning rates (and PyTorch's cycled momentum) step by step, in float64.
#
# Run:      KERAS_BACKEND=jax JAX_ENABLE_X64=1 python schedules.py        (needs keras, jax, torch; writes beside itself)
# Made with Python 3.11.7, keras 3.15.1, jax 0.10.2, torch 2.15.0 (CPU), numpy 2.4.6
#
# Columns:  schedule,step,value          value used by update number `step`, counted from 0
#   book_one_cycle_100, _42975           the book's OneCycleScheduler, peak 0.1 (42975 = 25 epochs of 1719 steps: selected steps)
#   torch_one_cycle_cosine_100, _linear3_100, _cosine_42975     OneCycleLR, max_lr 0.1, defaults (linear3: linear, three_phase)
#   ..._momentum_...                     the momentum beside it (0.85 .. 0.95)
#   torch_cyclical_...                   CyclicLR from 0.001 to 0.1, 20 steps up and 15 down, exp_range with gamma 0.97, steps 0 .. 120
#   keras_...                            keras.optimizers.schedules, arguments in KERAS below, steps 0 .. 120
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
import keras
import torch
from keras.src.backend.common import dtypes

# Three things are needed for float64 throughout: set_floatx alone leaves layers in float32, and Keras' type promotion turns
# float64 into float32 (in ops.mean, among others) unless its table is emptied.
keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
dtypes.BIT64_TO_BIT32_DTYPE.clear()
S = keras.optimizers.schedules
LONG, LONG_STEPS = 25 * 1719, (0, 1, 2, 859, 1718, 1719, 5000, 12891, 12892, 12893, 19338, 19339, 19340, 25000, 38676, 38677, 38678, 38679,
                               40000, 42000, 42973, 42974)
KERAS = {
    "exponential": S.ExponentialDecay(0.1, decay_steps=20, decay_rate=0.5),
    "exponential_staircase": S.ExponentialDecay(0.1, decay_steps=20, decay_rate=0.5, staircase=True),
    "inverse_time": S.InverseTimeDecay(0.1, decay_steps=20, decay_rate=0.5),
    "inverse_time_staircase": S.InverseTimeDecay(0.1, decay_steps=20, decay_rate=0.5, staircase=True),
    "polynomial": S.PolynomialDecay(0.1, decay_steps=50, end_learning_rate=1e-4, power=1.0),
    "polynomial_power2": S.PolynomialDecay(0.1, decay_steps=50, end_learning_rate=1e-3, power=2.0),
    "polynomial_cycle": S.PolynomialDecay(0.1, decay_steps=50, end_learning_rate=1e-3, power=1.0, cycle=True),
    "piecewise": S.PiecewiseConstantDecay([30, 60], [0.1, 0.05, 0.01]),
    "cosine": S.CosineDecay(0.1, decay_steps=80, alpha=0.1),
    "cosine_warmup": S.CosineDecay(0.01, decay_steps=80, alpha=0.1, warmup_target=0.1, warmup_steps=20),
    "cosine_restarts": S.CosineDecayRestarts(0.1, first_decay_steps=20, t_mul=2.0, m_mul=0.8, alpha=0.1),
}


def book_one_cycle(n, peak):
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
    return [rate(step) for step in range(n)]


def torch_one_cycle(n, peak, **options):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=peak, momentum=0.9)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, peak, total_steps=n, **options)
    rates, momenta = [], []
    for step in range(n):
        rates.append(schedule.get_last_lr()[0])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if step + 1 < n:
            schedule.step()
    return rates, momenta


def torch_cyclical(mode):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    schedule = torch.optim.lr_scheduler.CyclicLR(optimizer, 0.001, 0.1, step_size_up=20, step_size_down=15, mode=mode,
                                                 gamma=0.97 if mode == "exp_range" else 1.0, cycle_momentum=False)
    rates = []
    for step in range(121):
        rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return rates


def main():
    series = {"book_one_cycle_100": book_one_cycle(100, 0.1), f"book_one_cycle_{LONG}": book_one_cycle(LONG, 0.1)}
    for n, shape, options in ((100, "cosine", {}), (100, "linear3", {"anneal_strategy": "linear", "three_phase": True}), (LONG, "cosine", {})):
        rates, momenta = torch_one_cycle(n, 0.1, **options)
        series |= {f"torch_one_cycle_{shape}_{n}": rates, f"torch_one_cycle_{shape}_momentum_{n}": momenta}
    for mode in ("triangular", "triangular2", "exp_range"):
        series[f"torch_cyclical_{mode}"] = torch_cyclical(mode)
    for name, schedule in KERAS.items():
        series[f"keras_{name}"] = [keras.ops.convert_to_numpy(schedule(step)) for step in range(121)]
        assert all(v.dtype.name == "float64" for v in series[f"keras_{name}"]), name
    rows = ["schedule,step,value"]
    for name, values in series.items():
        steps = LONG_STEPS if name.endswith(str(LONG)) else range(len(values))
        rows += [f"{name},{step},{float(values[step])!r}" for step in steps]
        print(f"{name:36}", [round(float(values[s]), 8) for s in steps][:100:12])
    path = Path(__file__).with_suffix(".csv")
    path.write_text("\n".join(rows) + "\n")
    print(path.stat().st_size, "bytes")


main()

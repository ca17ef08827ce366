# Writes trainings-data.csv, trainings-losses.csv, trainings-weights.csv and trainings-history.csv: whole trainings of a small network
# under every learning-rate schedule, every loss and every kind of example weights, in float64.
#
# Run:      KERAS_BACKEND=jax JAX_ENABLE_X64=1 python trainings.py        (needs keras, jax, torch, numpy; writes beside itself)
# Made with Python 3.11.7, keras 3.15.1, jax 0.10.2, torch 2.15.0 (CPU), numpy 2.4.6
#
# The network is Dense(5 -> 4, tanh), Dense(4 -> 3, an activation that suits the loss), from the same start. Data has 24 rows.
# trainings-data.csv      tensor,row,column,value    inputs, targets of every kind, weights of the rows, and the start
# trainings-losses.csv    case,step,loss             the loss of the weights BEFORE update number `step` (1..60), batches of 8 in order
# trainings-weights.csv   case,step,w0..w38          AFTER that update: weight and bias of both layers, row-major
# trainings-history.csv   case,epoch,column,value    fit in batches of 7 (the last has 3) with weights of rows or classes; the last 10
#                                                    rows, with their weights, are the validation data; epoch 15 is the last
# Cases `schedule_...` train under mean squared error with SGD, momentum 0.9; torch_... by PyTorch (with the momentum cycled where
# OneCycleLR does), the others by Keras. Cases `loss_...` train with SGD at a rate of 0.05 unless RATES below says otherwise. Where a loss has a kink, no output comes
# near it: the script asserts it.
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
torch.set_default_dtype(torch.float64)
ROWS, INPUTS, HIDDEN, OUTPUTS, BATCH, STEPS = 24, 5, 4, 3, 8, 60
KEPT = (1, 2, 5, 20, 40, 60)
S, L = keras.optimizers.schedules, keras.losses


def f32(values):
    return np.asarray(values, np.float32).astype(np.float64)


rng = np.random.default_rng(2025)
X = np.round(rng.normal(size=(ROWS, INPUTS)) * 64) / 64
START = [f32(rng.uniform(-0.6, 0.6, (INPUTS, HIDDEN))), f32(rng.uniform(-0.2, 0.2, HIDDEN)),
         f32(rng.uniform(-0.6, 0.6, (HIDDEN, OUTPUTS))), f32(rng.uniform(-0.2, 0.2, OUTPUTS))]
CLASSES = ((X @ rng.normal(size=(INPUTS, OUTPUTS))).argmax(1))[:, None].astype(float)
T = {
    "numbers": np.round((np.tanh(X[:, :OUTPUTS] + X[:, 1:4]) + 0.3 * rng.normal(size=(ROWS, OUTPUTS))) * 64) / 64,
    "far": np.round(rng.choice([-1, 1], OUTPUTS) * rng.uniform(4, 6, (ROWS, OUTPUTS)) * 64) / 64,
    "positive": np.round((0.5 + rng.uniform(0, 3, (ROWS, OUTPUTS))) * 64) / 64,
    "counts": rng.integers(0, 4, (ROWS, OUTPUTS)).astype(float),
    "classes": CLASSES,
    "one_hot": np.eye(OUTPUTS)[CLASSES[:, 0].astype(int)],
    "yes_no": rng.integers(0, 2, (ROWS, OUTPUTS)).astype(float),
    "signs": 2 * rng.integers(0, 2, (1, OUTPUTS)).repeat(ROWS, 0) - 1.0,
    "shares": f32(rng.dirichlet([3, 3, 3], ROWS)),
}
WEIGHTS = f32(rng.uniform(0, 2, ROWS))
WEIGHTS[[3, 11]] = 0
CLASS_WEIGHTS = {0: 0.5, 1: 2.0, 2: 1.25}

SCHEDULES = {
    "exponential": S.ExponentialDecay(0.05, 20, 0.5),
    "exponential_staircase": S.ExponentialDecay(0.05, 20, 0.5, staircase=True),
    "inverse_time": S.InverseTimeDecay(0.05, 20, 0.5),
    "inverse_time_staircase": S.InverseTimeDecay(0.05, 20, 0.5, staircase=True),
    "polynomial": S.PolynomialDecay(0.05, 40, 1e-3, power=2.0),
    "polynomial_cycle": S.PolynomialDecay(0.05, 25, 1e-3, cycle=True),
    "piecewise": S.PiecewiseConstantDecay([15, 40], [0.05, 0.02, 0.005]),
    "cosine": S.CosineDecay(0.05, 50, alpha=0.1),
    "cosine_warmup": S.CosineDecay(0.005, 40, alpha=0.1, warmup_target=0.05, warmup_steps=15),
    "cosine_restarts": S.CosineDecayRestarts(0.05, 10, t_mul=2.0, m_mul=0.8, alpha=0.1),
}
TORCH = {
    "torch_one_cycle": lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 0.05, total_steps=STEPS),
    "torch_one_cycle_linear3": lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 0.05, total_steps=STEPS, anneal_strategy="linear",
                                                                             three_phase=True),
    "torch_cyclical": lambda o: torch.optim.lr_scheduler.CyclicLR(o, 0.001, 0.05, 12, 8, cycle_momentum=False),
    "torch_cyclical_triangular2": lambda o: torch.optim.lr_scheduler.CyclicLR(o, 0.001, 0.05, 12, 8, mode="triangular2",
                                                                              cycle_momentum=False),
    "torch_cyclical_exp_range": lambda o: torch.optim.lr_scheduler.CyclicLR(o, 0.001, 0.05, 12, 8, mode="exp_range", gamma=0.97,
                                                                            cycle_momentum=False),
}
KINK = {"mean_absolute_error": lambda y, t: np.abs(y - t), "mean_absolute_percentage_error": lambda y, t: np.abs(y - t),
        "hinge": lambda y, t: np.abs(1 - t * y),
        "categorical_hinge": lambda y, t: np.minimum(np.abs(1 - (t * y).sum(1) + ((1 - t) * y).max(1)),
                                                     np.abs(np.diff(np.sort(np.where(t > 0, -9, y), 1)[:, 1:]))[:, 0])}
LOSSES = {  # name: (loss, activation, targets)
    "mean_squared_error": (L.MeanSquaredError(), "linear", "numbers"),
    "mean_absolute_error": (L.MeanAbsoluteError(), "linear", "far"),
    "mean_absolute_percentage_error": (L.MeanAbsolutePercentageError(), "linear", "far"),
    "mean_squared_logarithmic_error": (L.MeanSquaredLogarithmicError(), "softplus", "positive"),
    "huber": (L.Huber(), "linear", "far"),
    "log_cosh": (L.LogCosh(), "linear", "numbers"),
    "poisson": (L.Poisson(), "softplus", "counts"),
    "hinge": (L.Hinge(), "linear", "signs"),
    "squared_hinge": (L.SquaredHinge(), "linear", "signs"),
    "categorical_hinge": (L.CategoricalHinge(), "linear", "one_hot"),
    "kl_divergence": (L.KLDivergence(), "softmax", "shares"),
    "cosine_similarity": (L.CosineSimilarity(), "linear", "numbers"),
    "sparse_categorical_crossentropy": (L.SparseCategoricalCrossentropy(), "softmax", "classes"),
    "sparse_categorical_crossentropy_from_logits": (L.SparseCategoricalCrossentropy(from_logits=True), "linear", "classes"),
    "categorical_crossentropy": (L.CategoricalCrossentropy(), "softmax", "one_hot"),
    "categorical_crossentropy_smooth": (L.CategoricalCrossentropy(label_smoothing=0.1), "softmax", "one_hot"),
    "binary_crossentropy": (L.BinaryCrossentropy(), "sigmoid", "yes_no"),
    "binary_crossentropy_smooth": (L.BinaryCrossentropy(label_smoothing=0.1), "sigmoid", "yes_no"),
    "binary_focal": (L.BinaryFocalCrossentropy(apply_class_balancing=True), "sigmoid", "yes_no"),
    "categorical_focal": (L.CategoricalFocalCrossentropy(), "softmax", "one_hot"),
}


RATES = {"mean_absolute_percentage_error": 0.005, "hinge": 0.02, "categorical_hinge": 0.005}  # so that no kink is crossed


def flat(tensors):
    return np.concatenate([np.asarray(t, np.float64).ravel() for t in tensors])


def build(activation, **compiled):
    model = keras.Sequential([keras.Input((INPUTS,)), keras.layers.Dense(HIDDEN, activation="tanh"),
                              keras.layers.Dense(OUTPUTS, activation=activation)])
    model.set_weights(START)
    model.compile(**compiled)
    return model


def batches():
    for step in range(STEPS):
        at = step * BATCH % ROWS
        yield step + 1, slice(at, at + BATCH)


def run_keras(name, optimizer, loss, activation, targets, rates=None):
    model = build(activation, optimizer=optimizer, loss=loss)
    losses, kept, closest = [], {}, np.inf
    for step, rows in batches():
        if rates is not None:
            model.optimizer.learning_rate = rates[step - 1]
        if name in KINK:
            closest = min(closest, KINK[name](np.asarray(model(X[rows])), targets[rows]).min())
        model.reset_metrics()
        losses.append(float(model.train_on_batch(X[rows], targets[rows], return_dict=True)["loss"]))
        if step in KEPT:
            kept[step] = flat(model.get_weights())
    if name in KINK:
        print(f"{name}: no output nearer to the kink than {closest:.3f}")
        assert closest > 1e-3
    return losses, kept


def run_torch(schedule):
    weights = [torch.tensor(t, requires_grad=True) for t in START]
    optimizer = torch.optim.SGD(weights, lr=0.05, momentum=0.9)
    scheduler = schedule(optimizer)
    losses, kept = [], {}
    for step, rows in batches():
        output = torch.tanh(torch.tensor(X[rows]) @ weights[0] + weights[1]) @ weights[2] + weights[3]
        loss = ((output - torch.tensor(T["numbers"][rows])) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step() if step < STEPS else None
        losses.append(float(loss.detach()))
        if step in KEPT:
            kept[step] = flat([w.detach().numpy() for w in weights])
    return losses, kept


def book_one_cycle(n=STEPS, peak=0.05):
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


def run_weighted(reduction, sample_weight, class_weight):
    accuracy = keras.metrics.SparseCategoricalAccuracy
    model = build("softmax", optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
                  loss=L.SparseCategoricalCrossentropy(reduction=reduction),
                  metrics=[accuracy(name="accuracy")], weighted_metrics=[accuracy(name="weighted_accuracy")])
    y = T["classes"]
    history = model.fit(X, y, batch_size=7, epochs=15, shuffle=False, verbose=0, sample_weight=sample_weight,
                        class_weight=class_weight, validation_data=(X[14:], y[14:], WEIGHTS[14:]), validation_batch_size=10)
    return history.history, flat(model.get_weights())


def main():
    here = Path(__file__)
    rows = ["tensor,row,column,value"]
    tensors = {"inputs": X, "weights": WEIGHTS[:, None], "start": flat(START)[:, None]} | T
    for name, value in tensors.items():
        rows += [f"{name},{r},{c},{v.item()!r}" for (r, c), v in np.ndenumerate(value)]
    here.with_name("trainings-data.csv").write_text("\n".join(rows) + "\n")
    sgd = keras.optimizers.SGD
    runs = {f"schedule_{n}": run_keras(n, sgd(s, momentum=0.9), L.MeanSquaredError(), "linear", T["numbers"])
            for n, s in SCHEDULES.items()}
    runs["schedule_book_one_cycle"] = run_keras("book", sgd(0.05, momentum=0.9), L.MeanSquaredError(), "linear", T["numbers"],
                                                book_one_cycle())
    runs |= {f"schedule_{n}": run_torch(s) for n, s in TORCH.items()}
    for n, (loss, activation, targets) in LOSSES.items():
        runs[f"loss_{n}"] = run_keras(n, sgd(RATES.get(n, 0.05)), loss, activation, T[targets])
    losses = ["case,step,loss"]
    weights = ["case,step," + ",".join(f"w{i}" for i in range(len(flat(START))))]
    for name, (values, kept) in runs.items():
        print(f"{name:50} {values[0]:.6f} -> {values[-1]:.6f}")
        losses += [f"{name},{t},{v!r}" for t, v in enumerate(values, 1)]
        weights += [f"{name},{t}," + ",".join(repr(float(v)) for v in w) for t, w in kept.items()]
    history = ["case,epoch,column,value"]
    for name, arguments in {"weights_examples": ("sum_over_batch_size", WEIGHTS, None),
                            "weights_weights": ("mean_with_sample_weight", WEIGHTS, None),
                            "weights_classes": ("sum_over_batch_size", None, CLASS_WEIGHTS)}.items():
        columns, final = run_weighted(*arguments)
        for column, values in columns.items():
            history += [f"{name},{t},{column},{float(v)!r}" for t, v in enumerate(values, 1)]
        weights.append(f"{name},60," + ",".join(repr(float(v)) for v in final))
        print(name, {k: v[-1] for k, v in columns.items()})
    here.with_name("trainings-losses.csv").write_text("\n".join(losses) + "\n")
    here.with_name("trainings-weights.csv").write_text("\n".join(weights) + "\n")
    here.with_name("trainings-history.csv").write_text("\n".join(history) + "\n")


main()

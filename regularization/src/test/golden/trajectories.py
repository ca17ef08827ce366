# Writes trajectories-data.csv, trajectories-losses.csv and trajectories-weights.csv: 60 full-batch training steps by Keras of one
# Dense(5 -> 4, linear) under mean squared error, for four optimizers and twenty choices of penalty and constraint, in float64.
#
# Run:      KERAS_BACKEND=jax JAX_ENABLE_X64=1 python trajectories.py      (needs keras, jax, numpy; writes beside itself)
# Made with Python 3.11.7, keras 3.15.1, jax 0.10.2, numpy 2.4.6
#
# trajectories-data.csv     tensor,row,column,value      inputs (16x5) and targets (16x4), float32-representable
# trajectories-losses.csv   optimizer,case,step,loss,data_loss,penalty      of the weights BEFORE update number `step` (1..60)
# trajectories-weights.csv  optimizer,case,step,w0_0..w4_3,b0..b3           AFTER update number `step`; step 0 is the start
#
# The start already satisfies the case's constraint, so it makes no difference whether a library also projects when a model is
# built. Constraints are Keras', with 1e-7 added to the norm that divides. Each run is repeated in plain NumPy and must agree.
# Printed at the end: how close any weight under an L1 penalty, any output and any gradient comes to zero, and which constraints
# bite.
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
ROWS, INPUTS, UNITS, STEPS, SEED = 16, 5, 4, 60, 1079
KEPT = (0, 1, 2, 5, 10, 20, 40, 60)
EPSILON = 1e-7

OPTIMIZERS = {
    "sgd": lambda: keras.optimizers.SGD(learning_rate=0.05),
    "momentum": lambda: keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
    "adam": lambda: keras.optimizers.Adam(learning_rate=0.01),
    "nadam": lambda: keras.optimizers.Nadam(learning_rate=0.01),
}
R, C = keras.regularizers, keras.constraints
CASES = {  # name: (Keras arguments of Dense,
    #        (l1, l2, l2 of the bias, l2 of the output, orthogonal columns, orthogonal rows, l1 of the bias, l1 of the output),
    #        constraint in NumPy)
    "none": ({}, (0, 0, 0), None),
    "l1": ({"kernel_regularizer": R.L1(0.01)}, (0.01, 0, 0), None),
    "l2": ({"kernel_regularizer": R.L2(0.01)}, (0, 0.01, 0), None),
    "l1l2": ({"kernel_regularizer": R.L1L2(0.01, 0.01)}, (0.01, 0.01, 0), None),
    "bias_l2": ({"bias_regularizer": R.L2(0.01)}, (0, 0, 0.01), None),
    "max_norm": ({"kernel_constraint": C.MaxNorm(0.8, axis=0)}, (0, 0, 0), lambda n: np.clip(n, 0, 0.8)),
    "min_max_norm": ({"kernel_constraint": C.MinMaxNorm(0.3, 0.9, rate=1.0, axis=0)}, (0, 0, 0), lambda n: np.clip(n, 0.3, 0.9)),
    "min_max_norm_half": ({"kernel_constraint": C.MinMaxNorm(0.3, 0.9, rate=0.5, axis=0)}, (0, 0, 0),
                          lambda n: 0.5 * np.clip(n, 0.3, 0.9) + 0.5 * n),
    "unit_norm": ({"kernel_constraint": C.UnitNorm(axis=0)}, (0, 0, 0), lambda n: np.ones_like(n)),
    "non_neg": ({"kernel_constraint": C.NonNeg()}, (0, 0, 0), "non_neg"),
    "l2_max_norm": ({"kernel_regularizer": R.L2(0.01), "kernel_constraint": C.MaxNorm(0.8, axis=0)}, (0, 0.01, 0),
                    lambda n: np.clip(n, 0, 0.8)),
    "orthogonal": ({"kernel_regularizer": R.OrthogonalRegularizer(0.3, mode="columns")}, (0, 0, 0, 0, 0.3), None),
    "activity_l2": ({"activity_regularizer": R.L2(0.02)}, (0, 0, 0, 0.02), None),
    "max_norm_rows": ({"kernel_constraint": C.MaxNorm(0.8, axis=1)}, (0, 0, 0), ("rows", lambda n: np.clip(n, 0, 0.8))),
    "activity_l1": ({"activity_regularizer": R.L1(0.02)}, (0, 0, 0, 0, 0, 0, 0, 0.02), None),
    "activity_l1l2": ({"activity_regularizer": R.L1L2(0.02, 0.02)}, (0, 0, 0, 0.02, 0, 0, 0, 0.02), None),
    "bias_l1l2": ({"bias_regularizer": R.L1L2(0.01, 0.01)}, (0, 0, 0.01, 0, 0, 0, 0.01, 0), None),
    "orthogonal_rows": ({"kernel_regularizer": R.OrthogonalRegularizer(0.3, mode="rows")}, (0, 0, 0, 0, 0, 0.3), None),
    "l1l2_unit_norm": ({"kernel_regularizer": R.L1L2(0.01, 0.01), "kernel_constraint": C.UnitNorm(axis=0)}, (0.01, 0.01, 0),
                       lambda n: np.ones_like(n)),
    "all": ({"kernel_regularizer": R.L1L2(0.01, 0.01), "bias_regularizer": R.L2(0.01), "activity_regularizer": R.L2(0.02),
             "kernel_constraint": C.MaxNorm(0.8, axis=0), "bias_constraint": C.MaxNorm(0.6, axis=0)},
            (0.01, 0.01, 0.01, 0.02), lambda n: np.clip(n, 0, 0.8)),
}


def f32(values):
    return np.asarray(values, np.float32).astype(np.float64)


def make_data(seed):
    """Inputs with nearly orthogonal columns, and targets so far away that few gradients change sign on the way to them."""
    rng = np.random.default_rng(seed)
    inputs = np.linalg.qr(rng.normal(size=(ROWS, INPUTS)))[0] * np.sqrt(ROWS) + 0.1 * rng.normal(size=(ROWS, INPUTS))
    inputs = np.round(inputs * 64) / 64
    weight = rng.choice([-1.0, 1.0], (INPUTS, UNITS)) * rng.uniform(0.15, 0.5, (INPUTS, UNITS))
    weight = f32(weight / np.linalg.norm(weight, axis=0) * [0.78, 0.62, 0.45, 0.33])
    away = np.sign(weight) * rng.uniform(1.2, 2.2, weight.shape)
    away[:, 1:] *= rng.choice([1, -1], (INPUTS, UNITS - 1), p=[0.6, 0.4])
    bias = f32([0.125, -0.25, 0.0, 0.5])
    far = bias + np.array([1.5, -1.75, 2.0, -1.25])
    targets = inputs @ (weight + away) + far + 0.2 * rng.normal(size=(ROWS, UNITS))
    return inputs, np.round(targets * 64) / 64, weight, bias


def start(case, weight):
    if case.endswith("unit_norm"):
        return f32(weight / np.linalg.norm(weight, axis=0))
    if case == "max_norm_rows":
        return f32(weight * np.minimum(1, 0.79 / np.linalg.norm(weight, axis=1, keepdims=True)))
    return np.maximum(weight, 0) if case == "non_neg" else weight


def start_bias(case, bias):
    """No bias begins at 0 under L1: there JAX has a slope of 1 for the absolute value, TensorFlow and we have 0."""
    return np.where(bias == 0, 0.25, bias) if case == "bias_l1l2" else bias


def orthogonality(weight):
    """The mean of the absolute cosines between two columns, and its gradient."""
    norm = np.linalg.norm(weight, axis=0)
    unit = weight / norm
    columns = weight.shape[1]
    cosines = unit.T @ unit * (1 - np.eye(columns))
    pull = unit @ np.sign(cosines)
    pairs = columns * (columns - 1) / 2
    return np.abs(cosines).sum() / 2 / pairs, (pull - unit * (unit * pull).sum(0)) / norm / pairs


def losses_and_gradients(inputs, targets, weight, bias, penalties):
    l1, l2, bias_l2, output_l2, orthogonal, rows, bias_l1, output_l1 = (*penalties, *[0] * 8)[:8]
    output = inputs @ weight + bias
    residual = output - targets
    scaled = 2 * residual / residual.size + (2 * output_l2 * output + output_l1 * np.sign(output)) / ROWS
    cosines, slope = orthogonality(weight)
    row_cosines, row_slope = orthogonality(weight.T) if rows else (0, np.zeros_like(weight.T))
    penalty = (l1 * np.abs(weight).sum() + l2 * (weight ** 2).sum() + bias_l2 * (bias ** 2).sum()
               + output_l2 * (output ** 2).sum() / ROWS + orthogonal * cosines + rows * row_cosines
               + bias_l1 * np.abs(bias).sum() + output_l1 * np.abs(output).sum() / ROWS)
    gradients = [inputs.T @ scaled + l1 * np.sign(weight) + 2 * l2 * weight + orthogonal * slope + rows * row_slope.T,
                 scaled.sum(0) + 2 * bias_l2 * bias + bias_l1 * np.sign(bias)]
    return (residual ** 2).mean(), penalty, gradients


class Plain:
    """The four update rules in NumPy, for a list of parameters."""

    def __init__(self, name):
        self.name, self.step, self.product, self.state = name, 0, 1.0, None

    def apply(self, parameters, gradients):
        self.state = self.state or [[np.zeros_like(p), np.zeros_like(p)] for p in parameters]
        self.step += 1
        t, mu, mu_next = self.step, 0.9 * (1 - 0.5 * 0.96 ** self.step), 0.9 * (1 - 0.5 * 0.96 ** (self.step + 1))
        self.product *= mu
        return [self.one(p, g, s, t, mu, mu_next) for p, g, s in zip(parameters, gradients, self.state)]

    def one(self, p, g, s, t, mu, mu_next):
        if self.name == "sgd":
            return p - 0.05 * g
        if self.name == "momentum":
            s[0] = 0.9 * s[0] - 0.05 * g
            return p + s[0]
        s[0], s[1] = 0.9 * s[0] + 0.1 * g, 0.999 * s[1] + 0.001 * g * g
        if self.name == "adam":
            return p - 0.01 * (1 - 0.999 ** t) ** 0.5 / (1 - 0.9 ** t) * s[0] / (np.sqrt(s[1]) + EPSILON)
        m = mu_next * s[0] / (1 - self.product * mu_next) + (1 - mu) * g / (1 - self.product)
        return p - 0.01 * m / (np.sqrt(s[1] / (1 - 0.999 ** t)) + EPSILON)


def project(weight, constraint):
    if constraint is None:
        return weight, False
    if isinstance(constraint, str):
        return np.maximum(weight, 0), bool((weight < 0).any())
    rows = isinstance(constraint, tuple)
    constraint = constraint[1] if rows else constraint
    norm = np.sqrt((weight ** 2).sum(int(rows), keepdims=True))
    return weight * constraint(norm) / (EPSILON + norm), bool((constraint(norm) != norm).any())


def run_plain(data, optimizer, case):
    inputs, targets, weight, bias = data
    _, penalties, constraint = CASES[case]
    weight, bias, rule = start(case, weight), start_bias(case, bias), Plain(optimizer)
    smallest_gradient = smallest_weight = smallest_output = np.inf
    bites, losses, weights = 0, [], {0: np.r_[weight.ravel(), bias]}
    for step in range(1, STEPS + 1):
        data_loss, penalty, gradients = losses_and_gradients(inputs, targets, weight, bias, penalties)
        losses.append((data_loss + penalty, data_loss, penalty))
        smallest_gradient = min(smallest_gradient, *(np.abs(g).min() for g in gradients))
        smallest_weight = min(smallest_weight, np.abs(weight).min())
        smallest_output = min(smallest_output, np.abs(inputs @ weight + bias).min())
        (weight, bias) = rule.apply([weight, bias], gradients)
        weight, bit = project(weight, constraint)
        if case == "all":
            bias = project(bias[:, None], lambda n: np.clip(n, 0, 0.6))[0][:, 0]
        bites += bit
        weights[step] = np.r_[weight.ravel(), bias]
    return np.array(losses), weights, smallest_gradient, smallest_weight, bites, smallest_output


def run_keras(data, optimizer, case):
    inputs, targets, weight, bias = data
    bias = start_bias(case, bias)
    layer = keras.layers.Dense(UNITS, **CASES[case][0])
    model = keras.Sequential([keras.Input((INPUTS,)), layer])
    layer.set_weights([start(case, weight), bias])
    model.compile(OPTIMIZERS[optimizer](), "mse")
    losses, weights = [], {0: np.r_[start(case, weight).ravel(), bias]}
    for step in range(1, STEPS + 1):
        kernel, offset = layer.get_weights()
        data_loss = ((inputs @ kernel + offset - targets) ** 2).mean()
        model.reset_metrics()
        loss = float(model.train_on_batch(inputs, targets, return_dict=True)["loss"])
        losses.append((loss, data_loss, loss - data_loss))
        weights[step] = np.concatenate([w.ravel() for w in layer.get_weights()])
    return np.array(losses), weights


def search():
    """Ranks seeds by distance from zero; not part of a normal run."""
    scores = []
    for seed in range(3000):
        data = make_data(seed)
        gradient = min(run_plain(data, o, c)[2] for o in ("adam", "nadam") for c in ("none", "l1", "l2", "l1l2", "bias_l2"))
        if gradient > 0.01:
            kink = min(run_plain(data, o, c)[3] for o in OPTIMIZERS for c in ("l1", "l1l2"))
            scores.append((kink, gradient, seed))
    print(sorted(scores)[-10:])


def numbers(values):
    return ",".join(repr(float(v)) for v in values)


def write(suffix, rows):
    path = Path(__file__).with_name(f"trajectories-{suffix}.csv")
    path.write_text("\n".join(rows) + "\n")
    print(path.name, path.stat().st_size, "bytes")


def main():
    data = make_data(SEED)
    write("data", ["tensor,row,column,value"] + [
        f"{name},{i},{j},{float(v)!r}" for name, a in (("inputs", data[0]), ("targets", data[1])) for (i, j), v in np.ndenumerate(a)])
    loss_rows = ["optimizer,case,step,loss,data_loss,penalty"]
    names = [f"w{i}_{j}" for i in range(INPUTS) for j in range(UNITS)] + [f"b{j}" for j in range(UNITS)]
    weight_rows = ["optimizer,case,step," + ",".join(names)]
    worst = 0.0
    for optimizer in OPTIMIZERS:
        for case in CASES:
            losses, weights = run_keras(data, optimizer, case)
            plain_losses, plain_weights, gradient, kink, bites, output = run_plain(data, optimizer, case)
            worst = max(worst, np.abs(losses - plain_losses).max(),
                        *(np.abs(weights[t] - plain_weights[t]).max() for t in range(STEPS + 1)))
            loss_rows += [f"{optimizer},{case},{t + 1},{numbers(row)}" for t, row in enumerate(losses)]
            weight_rows += [f"{optimizer},{case},{t},{numbers(weights[t])}" for t in KEPT]
            print(f"{optimizer:9}{case:18} loss {losses[0, 0]:.4f} -> {losses[-1, 0]:.4f}  min |gradient| {gradient:.2e}  "
                  f"min |weight| {kink:.2e}  min |output| {output:.2e}  constraint bites in {bites} steps")
    assert worst < 1e-12, worst
    print("largest difference between Keras and plain NumPy:", worst)
    write("losses", loss_rows)
    write("weights", weight_rows)


if __name__ == "__main__":
    main()

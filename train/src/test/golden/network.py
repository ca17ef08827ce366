# Writes network-data.csv and network.csv: 50 training steps by Keras of a small 6-8-5-3 classifier, in float64.
#
# Run:      KERAS_BACKEND=jax JAX_ENABLE_X64=1 python network.py          (needs keras, jax, numpy; writes beside itself)
# Made with Python 3.11.7, keras 3.15.1, jax 0.10.2, numpy 2.4.6
#
# Both variants: 32 rows, all in one batch; softmax and sparse categorical cross-entropy; SGD 0.05, momentum 0.9; L2(0.01) and
# MaxNorm(1, axis=0) on both hidden kernels, nothing on the output layer. The initial kernels have norms below 1, so projecting when
# the model is built changes nothing.
#   plain                 Dense(8, elu), Dense(5, elu), Dense(3, softmax)
#   batch_normalization   Dense(8, no bias), BatchNormalization, ELU, Dense(5, no bias), BatchNormalization, ELU, Dense(3, softmax);
#                         momentum 0.99, epsilon 1e-3
#
# network-data.csv  tensor,row,column,value           inputs (32x6), targets (32x1, class numbers); float32-representable
# network.csv       variant,step,tensor,row,column,value      vectors and scalars have row 0
#   loss, data_loss, penalty                          of the weights BEFORE update number `step` (1..50), training mode
#   evaluation_loss                                   Keras' test loss with the penalty, AFTER step 50 (inference mode)
#   hidden1.weight, hidden1.bias, hidden1.gamma, .beta, .moving_mean, .moving_variance, hidden2..., output...
#                                                     AFTER update number `step`, for 1, 10 and 50; step 0 is the start
#
# Each run is repeated with the model written out in jax.numpy and must agree.
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
ROWS, SIZES, STEPS, KEPT = 32, (6, 8, 5, 3), 50, (0, 1, 10, 50)
VARIANTS = ("plain", "batch_normalization")
L = keras.layers


def f32(values):
    return np.asarray(values, np.float32).astype(np.float64)


def make_data():
    rng = np.random.default_rng(11)
    inputs = np.round(rng.normal(size=(ROWS, SIZES[0])) * 64) / 64
    scores = np.stack([inputs[:, 0] * inputs[:, 1], inputs[:, 2] - 0.5, np.abs(inputs[:, 3]) - 0.5 * inputs[:, 4]], axis=1)
    scores = (scores - scores.mean(0)) / scores.std(0)
    targets = (scores + 0.8 * rng.normal(size=scores.shape)).argmax(1)
    weights = [rng.normal(size=shape) for shape in zip(SIZES, SIZES[1:])]
    weights = [f32(w / np.linalg.norm(w, axis=0) * rng.uniform(0.8, 0.995, w.shape[1])) for w in weights]
    biases = [f32(rng.normal(0, 0.1, n)) for n in SIZES[1:]]
    return inputs, targets, weights, biases


def make_model(variant):
    def hidden(units):
        shared = {"kernel_regularizer": keras.regularizers.L2(0.01), "kernel_constraint": keras.constraints.MaxNorm(1.0, axis=0)}
        if variant == "plain":
            return [L.Dense(units, activation="elu", **shared)]
        return [L.Dense(units, use_bias=False, **shared), L.BatchNormalization(), L.ELU()]
    model = keras.Sequential([keras.Input((SIZES[0],)), *hidden(SIZES[1]), *hidden(SIZES[2]), L.Dense(SIZES[3], activation="softmax")])
    model.compile(keras.optimizers.SGD(0.05, momentum=0.9), "sparse_categorical_crossentropy")
    return model


def initial(variant, weights, biases):
    """Named tensors at the start."""
    tensors = {}
    for name, w, b in zip(("hidden1", "hidden2", "output"), weights, biases):
        tensors[f"{name}.weight"] = w
        if variant == "plain" or name == "output":
            tensors[f"{name}.bias"] = b
        else:
            n = len(b)
            tensors |= {f"{name}.gamma": f32(1 + b), f"{name}.beta": b[::-1].copy(), f"{name}.moving_mean": np.zeros(n),
                        f"{name}.moving_variance": np.ones(n)}
    return tensors


def run_keras(variant, data):
    inputs, targets, weights, biases = data
    model, tensors = make_model(variant), initial(variant, weights, biases)
    model.set_weights(list(tensors.values()))
    losses, history = [], {0: tensors}
    for step in range(1, STEPS + 1):
        penalty = float(sum(model.losses))
        model.reset_metrics()
        loss = float(model.train_on_batch(inputs, targets, return_dict=True)["loss"])
        losses.append((loss, loss - penalty, penalty))
        history[step] = dict(zip(tensors, model.get_weights()))
    model.reset_metrics()
    return losses, history, float(model.test_on_batch(inputs, targets, return_dict=True)["loss"])


def forward(p, variant, x, training):
    """Logits, and the statistics of each batch normalization."""
    statistics = {}
    for name in ("hidden1", "hidden2"):
        x = x @ p[f"{name}.weight"]
        if variant == "plain":
            x = x + p[f"{name}.bias"]
        else:
            mean, variance = (x.mean(0), ((x - x.mean(0)) ** 2).mean(0)) if training else (
                p[f"{name}.moving_mean"], p[f"{name}.moving_variance"])
            statistics[f"{name}.moving_mean"], statistics[f"{name}.moving_variance"] = mean, variance
            x = p[f"{name}.gamma"] * (x - mean) / jnp.sqrt(variance + 1e-3) + p[f"{name}.beta"]
        x = jnp.where(x > 0, x, jnp.expm1(jnp.minimum(x, 0)))
    return x @ p["output.weight"] + p["output.bias"], statistics


def total_loss(p, variant, x, y, training=True):
    logits, statistics = forward(p, variant, x, training)
    loss = -jax.nn.log_softmax(logits)[jnp.arange(ROWS), y].mean()
    return loss + 0.01 * sum((p[f"{h}.weight"] ** 2).sum() for h in ("hidden1", "hidden2")), (statistics, logits)


def run_plain(variant, data):
    """The same training with the fused loss and everything written out."""
    inputs, targets, weights, biases = data
    p = {k: jnp.asarray(v) for k, v in initial(variant, weights, biases).items()}
    velocity = {k: jnp.zeros_like(v) for k, v in p.items()}
    losses, history, clipped, lowest = [], {0: p}, 0, 1.0
    step_function = jax.jit(jax.value_and_grad(lambda p: total_loss(p, variant, inputs, targets), has_aux=True))
    for step in range(1, STEPS + 1):
        (loss, (statistics, logits)), gradients = step_function(p)
        losses.append(float(loss))
        lowest = min(lowest, float(jax.nn.softmax(logits).min()))
        velocity = {k: 0.9 * velocity[k] - 0.05 * g for k, g in gradients.items()}
        p = {k: v + velocity[k] for k, v in p.items()}
        p |= {k: 0.99 * p[k] + 0.01 * v for k, v in statistics.items()}
        for name in ("hidden1.weight", "hidden2.weight"):
            norm = jnp.sqrt((p[name] ** 2).sum(0))
            clipped += int((norm > 1).sum())
            p[name] = p[name] * jnp.clip(norm, 0, 1) / (1e-7 + norm)
        history[step] = p
    assert lowest > 1e-6, "Keras clips probabilities at 1e-7"
    print(f"{variant}: {clipped} columns clipped in {STEPS} steps, lowest probability {lowest:.1e}")
    return losses, history, float(total_loss(p, variant, inputs, targets, training=False)[0])


def main():
    data, here = make_data(), Path(__file__)
    rows = ["tensor,row,column,value"]
    for name, value in (("inputs", data[0]), ("targets", data[1][:, None])):
        rows += [f"{name},{r},{c},{v.item()!r}" for (r, c), v in np.ndenumerate(value)]
    here.with_name("network-data.csv").write_text("\n".join(rows) + "\n")
    print("rows per class:", np.bincount(data[1]))
    rows = ["variant,step,tensor,row,column,value"]
    for variant in VARIANTS:
        losses, history, evaluation = run_keras(variant, data)
        plain_losses, plain_history, plain_evaluation = run_plain(variant, data)
        worst = max(np.abs(np.array(losses)[:, 0] - plain_losses).max(), abs(evaluation - plain_evaluation),
                    *(np.abs(history[t][k] - plain_history[t][k]).max() for t in history for k in history[t]))
        print(f"{variant}: loss {losses[0]} -> {losses[-1]}, evaluation {evaluation}, largest difference {worst:.1e}")
        assert worst < 1e-12
        for t, values in enumerate(losses, 1):
            rows += [f"{variant},{t},{name},0,0,{v!r}" for name, v in zip(("loss", "data_loss", "penalty"), values)]
        rows.append(f"{variant},{STEPS},evaluation_loss,0,0,{evaluation!r}")
        for t in KEPT:
            for name, value in history[t].items():
                rows += [f"{variant},{t},{name},{r},{c},{float(v)!r}" for (r, c), v in np.ndenumerate(np.atleast_2d(value))]
    here.with_suffix(".csv").write_text("\n".join(rows) + "\n")
    print(here.with_suffix(".csv").stat().st_size, "bytes")


main()

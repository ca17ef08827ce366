"""One training step of 784-300-100-10 in Keras, PyTorch or JAX: a contestant of `bench/run step --peers`.

Started with the name of a contestant, a file of float32 (weight and bias of each layer, features, labels), batch, threads,
dropout rate, learning rate, momentum and the number of steps of a run. Prints `version ...`, or `missing ...` if a module is not
there; then answers `step` on standard input by one step and `loss ...`, and `run` by so many steps and `done`.
"""

import os
import sys

NAME, DATA = sys.argv[1:3]
BATCH, THREADS = int(sys.argv[3]), int(sys.argv[4])
RATE, LEARNING_RATE, MOMENTUM = (float(a) for a in sys.argv[5:8])
STEPS = int(sys.argv[8])
SIZES = [784, 300, 100, 10]

# Before anything is imported: thread pools are sized by these.
cores = sorted(os.sched_getaffinity(0))
os.sched_setaffinity(0, cores[-THREADS:])
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(THREADS)
os.environ["TF_NUM_INTRAOP_THREADS"] = str(THREADS)
os.environ["TF_NUM_INTEROP_THREADS"] = "1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"


def data():
    import numpy as np

    floats = np.fromfile(DATA, dtype="<f4")
    arrays, place = [], 0
    for inputs, units in zip(SIZES, SIZES[1:]):
        for shape in ((inputs, units), (units,)):
            size = int(np.prod(shape))
            arrays.append(floats[place : place + size].reshape(shape))
            place += size
    features = floats[place : place + BATCH * 784].reshape(BATCH, 784)
    return arrays, features, floats[place + BATCH * 784 :].astype("int64")


def pytorch(compiled):
    import torch
    from torch import nn

    torch.set_num_threads(THREADS)
    weights, features, labels = data()
    layers = []
    for i, (inputs, units) in enumerate(zip(SIZES, SIZES[1:])):
        layers += [nn.Dropout(RATE)] if RATE > 0 else []
        layers += [nn.Linear(inputs, units)] + ([nn.ELU()] if i < 2 else [])
    model = nn.Sequential(*layers)
    with torch.no_grad():
        for parameter, weight in zip(model.parameters(), weights):
            parameter.copy_(torch.from_numpy(weight.T.copy()))
    x, y = torch.from_numpy(features.copy()), torch.from_numpy(labels)
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM, fused=True)

    def loss_of(x, y):
        return nn.functional.cross_entropy(model(x), y)

    forward = torch.compile(loss_of) if compiled else loss_of

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = forward(x, y)
        loss.backward()
        optimizer.step()
        return loss

    def run():
        for _ in range(STEPS):
            step()

    return f"PyTorch {torch.__version__}, threads {torch.get_num_threads()}", lambda: step().item(), run


def jax():
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_default_prng_impl", "unsafe_rbg")
    weights, features, labels = data()
    parameters = [jnp.array(w) for w in weights]
    velocity = [jnp.zeros_like(w) for w in parameters]
    x, y = jnp.array(features), jnp.array(labels.astype("int32"))

    def loss_of(parameters, key, x, y):
        for i in range(3):
            if RATE > 0:
                key, sub = jax.random.split(key)
                x = jnp.where(jax.random.bernoulli(sub, 1 - RATE, x.shape), x / (1 - RATE), 0)
            x = x @ parameters[2 * i] + parameters[2 * i + 1]
            x = jax.nn.elu(x) if i < 2 else x
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(x), y[:, None], axis=1))

    def move(parameters, velocity, key, x, y):
        key, sub = jax.random.split(key)
        loss, gradients = jax.value_and_grad(loss_of)(parameters, sub, x, y)
        velocity = [MOMENTUM * v - LEARNING_RATE * g for v, g in zip(velocity, gradients)]
        return [p + v for p, v in zip(parameters, velocity)], velocity, key, loss

    jitted = jax.jit(move, donate_argnums=(0, 1, 2))
    state = [parameters, velocity, jax.random.key(1)]

    def step():
        *state[:], loss = jitted(*state, x, y)
        return loss

    def run():
        for _ in range(STEPS):
            loss = step()
        loss.block_until_ready()

    return f"JAX {jax.__version__}, jitted", lambda: float(step()), run


def keras(backend):
    os.environ["KERAS_BACKEND"] = backend
    __import__(backend)
    import keras
    import numpy as np

    weights, features, labels = data()
    layers = [keras.layers.Input((784,))]
    for i, units in enumerate(SIZES[1:]):
        layers += [keras.layers.Dropout(RATE)] if RATE > 0 else []
        layers += [keras.layers.Dense(units, activation="elu" if i < 2 else None)]
    model = keras.Sequential(layers)
    model.compile(
        optimizer=keras.optimizers.SGD(LEARNING_RATE, momentum=MOMENTUM),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=True,
        steps_per_execution=STEPS,
    )
    for variable, weight in zip(model.trainable_variables, weights):
        variable.assign(weight)
    many, many_labels = np.tile(features, (STEPS, 1)), np.tile(labels, STEPS)

    def step():
        return float(np.asarray(model.train_on_batch(features, labels)).reshape(-1)[0])

    def run():
        model.fit(many, many_labels, batch_size=BATCH, epochs=1, shuffle=False, verbose=0)

    return f"Keras {keras.__version__} on {backend} {__import__(backend).__version__}, {STEPS} steps an execution", step, run


def open_contestant():
    if NAME.startswith("keras-"):
        return keras(NAME.removeprefix("keras-"))
    return jax() if NAME == "jax" else pytorch(NAME == "pytorch-compile")


def main():
    try:
        version, step, run = open_contestant()
    except ModuleNotFoundError as missing:
        print("missing", missing.name, flush=True)
        return
    print("version", version, flush=True)
    for line in sys.stdin:
        if line.strip() == "step":
            print("loss", step(), flush=True)
        else:
            run()
            print("done", flush=True)


main()

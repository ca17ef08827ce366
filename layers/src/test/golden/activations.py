# Writes activations.csv: activation functions and their derivatives away from kinks.
#
# Run:      python activations.py          (needs mpmath, numpy; writes beside itself)
# Made with Python 3.11.7, mpmath 1.3.0, numpy 2.4.6
#
# Columns:  activation,x,y,derivative      x is exactly a float32 value; y and derivative are computed with 60 digits and
#                                          rounded once to double. The derivative is by closed form, checked here against
#                                          mpmath's numerical differentiation.
# (1 + tanh u) / 2 is written sigmoid(2u), which does not cancel.
# Forms: leaky_relu slope 0.2; elu alpha 1; swish x*sigmoid(x); gelu x*Phi(x) (erf); gelu_tanh with 0.044715 and sqrt(2/pi);
#        mish x*tanh(softplus(x)); hard_sigmoid clip(x/6 + 1/2, 0, 1).
from pathlib import Path

import mpmath as mp
import numpy as np

mp.mp.dps = 60
LAMBDA = mp.mpf("1.0507009873554804934193349852946")
ALPHA = mp.mpf("1.6732632423543772848170429916717")
SLOPE = mp.mpf(1) / 5
ROOT = mp.sqrt(2 / mp.pi)
CUBIC = mp.mpf("0.044715")


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    return mp.log1p(mp.exp(x))


def cdf(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def pdf(x):
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def sech2(x):
    return 1 / mp.cosh(x) ** 2


def gelu_tanh_derivative(x):
    inner = ROOT * (x + CUBIC * x ** 3)
    return sigmoid(2 * inner) + x * sech2(inner) * ROOT * (1 + 3 * CUBIC * x * x) / 2


def mish_derivative(x):
    return mp.tanh(softplus(x)) + x * sech2(softplus(x)) * sigmoid(x)


ACTIVATIONS = {
    "linear": (lambda x: x, lambda x: mp.mpf(1)),
    "relu": (lambda x: max(x, mp.mpf(0)), lambda x: mp.mpf(x > 0)),
    "relu6": (lambda x: min(max(x, mp.mpf(0)), mp.mpf(6)), lambda x: mp.mpf(0 < x < 6)),
    "leaky_relu": (lambda x: x if x > 0 else SLOPE * x, lambda x: mp.mpf(1) if x > 0 else SLOPE),
    "elu": (lambda x: x if x > 0 else mp.expm1(x), lambda x: mp.mpf(1) if x > 0 else mp.exp(x)),
    "selu": (lambda x: LAMBDA * x if x > 0 else LAMBDA * ALPHA * mp.expm1(x),
             lambda x: LAMBDA if x > 0 else LAMBDA * ALPHA * mp.exp(x)),
    "sigmoid": (sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "tanh": (mp.tanh, sech2),
    "softplus": (softplus, sigmoid),
    "swish": (lambda x: x * sigmoid(x), lambda x: sigmoid(x) * (1 + x * sigmoid(-x))),
    "gelu": (lambda x: x * cdf(x), lambda x: cdf(x) + x * pdf(x)),
    "gelu_tanh": (lambda x: x * sigmoid(2 * ROOT * (x + CUBIC * x ** 3)), gelu_tanh_derivative),
    "mish": (lambda x: x * mp.tanh(softplus(x)), mish_derivative),
    "softsign": (lambda x: x / (1 + abs(x)), lambda x: 1 / (1 + abs(x)) ** 2),
    "exponential": (mp.exp, mp.exp),
    "hard_sigmoid": (lambda x: min(max(x / 6 + mp.mpf(1) / 2, mp.mpf(0)), mp.mpf(1)),
                     lambda x: mp.mpf(1) / 6 if abs(x) < 3 else mp.mpf(0)),
}
MAGNITUDES = [1e-20, 1e-6, 1e-3, 0.03, 0.1, 0.5, 0.75, 1, 1.7, 2, 2.5, 4, 5, 8, 12, 20]
ARGUMENTS = sorted(s * float(np.float32(m)) for m in MAGNITUDES for s in (1, -1))


def to_double(y):
    return float(mp.nstr(y, 40, strip_zeros=False))


def main():
    rows = ["activation,x,y,derivative"]
    for name, (function, derivative) in ACTIVATIONS.items():
        for x in ARGUMENTS:
            exact = mp.mpf(x)
            if abs(x) >= 1e-3:
                step = mp.mpf(10) ** -20
                numerical = (function(exact + step) - function(exact - step)) / (2 * step)
                assert abs(numerical - derivative(exact)) < mp.mpf(10) ** -30, (name, x)
            y, slope = to_double(function(exact)), to_double(derivative(exact))
            rows.append(f"{name},{x!r},{y!r},{slope!r}")
    Path(__file__).with_suffix(".csv").write_text("\n".join(rows) + "\n")
    print(len(rows) - 1, "rows")


main()

# Writes functions.csv: elementary functions at float32-representable arguments.
#
# Run:      python functions.py            (needs mpmath, numpy; writes beside itself)
# Made with Python 3.11.7, mpmath 1.3.0, numpy 2.4.6
#
# Columns:  function,x,y     x is exactly a float32 value printed as a double; y is the true value (50 digits) rounded once
#                            to the nearest double and printed so that it reads back exactly. Infinity and NaN as Java
#                            reads them. Signed zeros are printed as 0.0 and -0.0.
# softplus is log(1 + exp(x)), sigmoid is 1 / (1 + exp(-x)).
import math
from pathlib import Path

import mpmath as mp
import numpy as np

mp.mp.dps = 50
INF, NAN = math.inf, math.nan
F32_MAX = float(np.finfo(np.float32).max)
F32_MIN_NORMAL = 2.0 ** -126
F32_MIN_SUBNORMAL = 2.0 ** -149


def to_double(y):
    """Rounds an mpf once to the nearest double, subnormals and overflow included."""
    if mp.isnan(y):
        return NAN
    if mp.isinf(y):
        return INF if y > 0 else -INF
    if y == 0:
        return 0.0
    magnitude = mp.mag(y)
    if magnitude > 1100:
        return INF if y > 0 else -INF
    if magnitude < -1200:
        return 0.0 if y > 0 else -0.0
    return float(mp.nstr(y, 40, strip_zeros=False))


def f32(value):
    return float(np.float32(value))


def near(value):
    """The float32 at or beside a value, and its two neighbours."""
    centre = np.float32(value)
    return [float(np.nextafter(centre, np.float32(-INF))), float(centre), float(np.nextafter(centre, np.float32(INF)))]


def both(values):
    return [s * v for v in values for s in (1.0, -1.0)]


TINY = both([0.0, F32_MIN_SUBNORMAL, 3 * F32_MIN_SUBNORMAL, f32(1e-41), F32_MIN_NORMAL, f32(1e-30), f32(1e-10), f32(1e-7),
             2.0 ** -24, f32(1e-4)])
MIDDLE = both([f32(v) for v in (0.01, 0.1, 0.25, 1 / 3, 0.5, math.log(2) / 2, math.log(2), 0.9, 1.0, 1.5, 2.0, math.e, math.pi,
                                4.0, 5.5, 8.0)])
LARGE = both([f32(v) for v in (10, 17.3, 20, 50.7, 1e3, 1e10)] + [F32_MAX, INF])
EVERY = TINY + MIDDLE + LARGE + [NAN]
POSITIVE = sorted({f32(v) for v in (
    [abs(v) for v in TINY + MIDDLE] + LARGE[0::2] + near(1.0) + near(2.0) + near(math.sqrt(2)) + near(math.sqrt(0.5))
    + [1.1, 0.75, 3.0, 7.0, 100.0, 12345.678, 1e-3, 1e-20, 1e20, 1e30])})


def log_of(x):
    if x == 0:
        return -INF
    return NAN if x < 0 else to_double(mp.log(mp.mpf(x)))


def log1p_of(x):
    if x == -1:
        return -INF
    return NAN if x < -1 else odd(mp.log1p)(x)


def odd(function):
    """Keeps the sign of a zero argument, as IEEE 754 asks of functions with f(x) ~ x."""
    return lambda x: x if x == 0 else to_double(function(mp.mpf(x)))


def smooth(function, at_minus_infinity):
    def value(x):
        if x == INF:
            return 1.0 if function is sigmoid else INF
        return at_minus_infinity if x == -INF else to_double(function(mp.mpf(x)))
    return value


def sigmoid(x):
    if x < -1e6:
        return mp.mpf(0)
    return mp.mpf(1) if x > 1e6 else 1 / (1 + mp.exp(-x))


def softplus(x):
    if x < -1e6:
        return mp.mpf(0)
    return x if x > 1e6 else mp.log1p(mp.exp(x))


def exponential(x):
    if abs(x) > 1e6:
        return mp.inf if x > 0 else mp.mpf(0)
    return mp.exp(x)


def exponential_minus_one(x):
    if abs(x) > 1e6:
        return mp.inf if x > 0 else mp.mpf(-1)
    return mp.expm1(x)


def saturating(function):
    return lambda x: mp.sign(x) if abs(x) > 1e3 else function(x)


EXP_EDGES = near(88.72284) + near(-87.33655) + near(-103.27893) + near(-103.97208) + [88.0, -88.0, 89.0, -104.0, -150.0]
FUNCTIONS = {
    "exp": (smooth(exponential, 0.0), EVERY + EXP_EDGES),
    "expm1": (odd(exponential_minus_one), EVERY + near(88.72284) + near(-17.328680) + [88.0, 89.0, -9.0]),
    "log": (log_of, [-0.0, -1.0, -F32_MIN_SUBNORMAL, -INF, NAN] + POSITIVE),
    "log1p": (log1p_of, EVERY + near(-1.0) + near(-0.5) + [f32(-0.99), f32(-0.999999)]),
    "tanh": (odd(saturating(mp.tanh)), EVERY + near(9.010913) + near(0.625) + [9.0, -9.0]),
    "sigmoid": (smooth(sigmoid, 0.0), EVERY + near(16.635532) + near(-88.72284) + near(-87.33655) + near(-103.97208) + [-104.0]),
    "erf": (odd(saturating(mp.erf)), EVERY + near(3.9192059) + near(0.84375) + near(1.25) + near(2.857143) + [f32(3.5)]),
    "softplus": (smooth(softplus, 0.0), EVERY + near(16.635532) + near(-16.635532) + near(-87.33655) + near(-103.97208) + [88.0, -104.0]),
}


def text(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)


def main():
    rows = ["function,x,y"]
    for name, (function, arguments) in FUNCTIONS.items():
        seen = dict.fromkeys(text(x) for x in arguments)
        for x in map(float, [s.replace("Infinity", "inf") for s in seen]):
            assert math.isnan(x) or float(np.float32(x)) == x
            rows.append(f"{name},{text(x)},{text(NAN if math.isnan(x) else function(x))}")
        print(name, len(seen))
    Path(__file__).with_suffix(".csv").write_text("\n".join(rows) + "\n")


main()

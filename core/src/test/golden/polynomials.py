"""Prints the coefficients of the polynomials in ScalarMath.

Run: python3 polynomials.py (needs mpmath and numpy; made with Python 3.11, mpmath 1.3.0, numpy 2.4.6). Each polynomial
minimizes the greatest weighted error over its interval (Lawson's iteration: least squares whose weights grow where the
error is great), the weight making it the relative error of the function. The coefficients are rounded to float32 one
after the other from the lowest on, and what is left is fitted again each time, so that the higher ones mend the
rounding of the lower ones.
"""
import mpmath as mp
import numpy as np

mp.mp.dps = 40
NODES = 1500


def lawson(x, values, weights, powers):
    """Returns the coefficients with the least greatest error found, and that error."""
    scale = np.abs(x).max()
    matrix = np.stack([(x / scale) ** p for p in powers], 1) * weights[:, None]
    share = np.ones(len(x)) / len(x)
    best = (np.inf, None)
    for _ in range(300):
        root = np.sqrt(share)
        solution = np.linalg.lstsq(matrix * root[:, None], values * weights * root, rcond=None)[0]
        error = np.abs(matrix @ solution - values * weights)
        if error.max() < best[0]:
            best = (error.max(), solution)
        share = share * error / (share * error).sum()
    return best[1] / np.array([scale**p for p in powers]), best[0]


def fit(name, function, weight, low, high, degree):
    """Prints the float32 coefficients, lowest first, and the greatest weighted error as a power of 2."""
    low, high = float(low), float(high)
    x = (low + high) / 2 + (high - low) / 2 * np.cos(np.pi * (np.arange(NODES) + 0.5) / NODES)
    values = np.array([float(function(mp.mpf(v))) for v in x])
    weights = np.array([float(weight(mp.mpf(v))) for v in x])
    coefficients, left = [], values
    for power in range(degree + 1):
        solution, _ = lawson(x, left, weights, list(range(power, degree + 1)))
        coefficients.append(float(np.float32(solution[0])))
        left = left - coefficients[-1] * x**power
    error = np.abs(left * weights).max()
    print(f"{name} (error 2^{np.log2(error):.2f}):", ", ".join(c.hex() for c in coefficients))


def exponent(t):
    """-ln(1 - erf t) / t"""
    return -mp.log(mp.erfc(t)) / t if t > 1e-12 else 2 / mp.sqrt(mp.pi)


def erf_weight(t):
    """The share of an error in the exponent in erf t, relatively, and a 64th of its share in 1 - erf t."""
    return max(mp.erfc(t) * t / mp.erf(t), t / 64)


def exp_weight(r):
    """The relative error of exp r, or half that of 2 exp(r) - 1, which is expm1 just above ln(2)/2."""
    return r**2 * max(1 / mp.exp(r), 1 / (2 * mp.exp(r) - 1))


ln2 = mp.log(2)
high = np.float32(float(ln2))
high = (high.view(np.uint32) & np.uint32(0xFFFFF000)).view(np.float32)  # 12 bits fewer: n * high is exact for |n| < 2^12
print("ln 2", float(np.float32(float(ln2))).hex(), "high", float(high).hex(),
      "low", float(np.float32(float(ln2 - mp.mpf(float(high))))).hex())
print("log2(e)", float(np.float32(float(1 / ln2))).hex())
# exp(r) = 1 + r + r² E(r), |r| <= ln(2)/2 and a little more, for the rounding of the reduction
fit("E", lambda r: (mp.expm1(r) - r) / r**2, exp_weight, -ln2 / 2 * 1.0005, ln2 / 2 * 1.0005, 4)
# log(1 + f) = f - f²/2 + f³ L(f), sqrt(1/2) <= 1 + f < sqrt(2)
fit("L", lambda f: (mp.log1p(f) - f + f**2 / 2) / f**3, lambda f: f**3 / mp.log1p(f),
    mp.sqrt(mp.mpf(1) / 2) - 1, mp.sqrt(2) - 1, 7)
# -ln(1 - erf t) = t (G + G(t)) with G the float nearest to 2/sqrt(pi)
g = float(np.float32(float(2 / mp.sqrt(mp.pi))))
print("G", g.hex())
fit("G", lambda t: exponent(t) - g, erf_weight, 1e-9, 4.0, 9)

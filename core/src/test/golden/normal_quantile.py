"""Makes the coefficients of ScalarNormal: the quantile of the normal distribution as a product x·P(w), with the tail
probability p, x = 1 - 2p and w = -ln(4p(1 - p)); interpolation at Chebyshev nodes, rounded to float32. The form of P in
w, and in sqrt(w) for the tail, is that of Giles, Approximating the erfinv function, GPU Computing Gems 2, 2011.
Run: python3 normal_quantile.py (needs mpmath and numpy)."""
import mpmath as mp
import numpy as np

mp.mp.dps = 40


def ratio(w):
    """x = 1 - 2p from w: 1 - x^2 = exp(-w); then quantile / x."""
    x = mp.sqrt(-mp.expm1(-w))
    if x < mp.mpf(10) ** -15:
        return mp.sqrt(mp.pi / 2)
    # The root is exact near x = 1, too: mpmath's erfinv takes 40 digits of x.
    return mp.sqrt(2) * mp.erfinv(x) / x


def fit(name, function, low, high, degree):
    n = degree + 1
    nodes = [(low + high) / 2 + (high - low) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * n)) for i in range(n)]
    centre = (low + high) / 2
    matrix = mp.matrix([[(x - centre) ** j for j in range(n)] for x in nodes])
    values = mp.matrix([function(x) for x in nodes])
    coefficients = [np.float32(float(c)) for c in mp.lu_solve(matrix, values)]
    worst = 0
    for i in range(2001):
        x = low + (high - low) * mp.mpf(i) / 2000
        approximate = np.float64(0)
        for c in reversed(coefficients):
            approximate = approximate * float(x - centre) + np.float64(c)
        worst = max(worst, abs(float(approximate / function(x)) - 1))
    print(name, "centre", centre, "relative error", worst)
    print("   ", ", ".join(float(c).hex().replace("0000000p", "p") + "f" for c in coefficients))


fit("central, in w", ratio, mp.mpf(0), mp.mpf(6), 9)
fit("tail, in sqrt(w)", lambda s: ratio(s * s), mp.mpf("2.4375"), mp.mpf("4.8125"), 8)

"""Makes the coefficients of the polynomials in ScalarMath: interpolation at Chebyshev nodes with 60 digits, rounded to
float32. Run: python3 polynomials.py (needs mpmath and numpy)."""
import mpmath as mp
import numpy as np

mp.mp.dps = 60


def fit(name, function, low, high, degree):
    """Prints the coefficients, lowest first, of the interpolating polynomial of the given degree on [low, high]."""
    n = degree + 1
    nodes = [(low + high) / 2 + (high - low) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * n)) for i in range(n)]
    matrix = mp.matrix([[x**j for j in range(n)] for x in nodes])
    values = mp.matrix([function(x) for x in nodes])
    print(name, ", ".join(float(np.float32(float(c))).hex() for c in mp.lu_solve(matrix, values)))


ln2 = mp.log(2)
# exp(r) = 1 + r + r² q(r), |r| <= ln(2)/2 (a little more, for the rounding of the reduction)
fit("exp q", lambda r: (mp.expm1(r) - r) / r**2 if abs(r) > 1e-20 else mp.mpf(1) / 2, -ln2 / 2 * 1.001, ln2 / 2 * 1.001, 4)
# log(1 + f) = f - f²/2 + f³ p(f), sqrt(1/2) <= 1 + f < sqrt(2)
fit("log p", lambda f: (mp.log1p(f) - f + f**2 / 2) / f**3 if abs(f) > 1e-15 else mp.mpf(1) / 3,
    mp.sqrt(mp.mpf(1) / 2) - 1, mp.sqrt(2) - 1, 8)
high = np.float32(float(ln2))
high = (high.view(np.uint32) & np.uint32(0xFFFFF000)).view(np.float32)  # 12 bits fewer: n * high is exact for |n| < 2^12
print("ln2 high", float(high).hex(), "low", float(np.float32(float(ln2 - mp.mpf(float(high))))).hex())
print("log2(e)", float(np.float32(float(1 / ln2))).hex())

"""Makes uncertainty.csv: what several passes say and how good probabilities are, in float64 with numpy and scipy, from
numbers rounded to float32 first. Run: python3 uncertainty.py (needs numpy and scipy)."""
import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp

rng = np.random.default_rng(7)
lines = []


def put(name, values):
    # What is a float32 is written as one, which is shorter.
    short = lambda v: str(np.float32(v)) if np.float64(np.float32(v)) == v else repr(float(v))
    lines.append(name + "," + ",".join(short(v) for v in np.ravel(values)))


# What passes say: 9 passes over 4 rows with 3 classes, softmax of normal logits; row 0 has zeros and ones.
passes, rows, classes = 9, 4, 3
logits = rng.normal(size=(passes, rows, classes)) * 2
p = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)
p[:, 0] = np.eye(3)[rng.integers(0, 3, passes)]
p = p.astype(np.float32).astype(np.float64)
mean = p.mean(0)
xlogx = lambda q: np.where(q > 0, q * np.log(np.where(q > 0, q, 1)), 0)
put("passes", p)
put("passes mean", mean)
put("passes deviation", p.std(0))
put("passes predictive", -xlogx(mean).sum(-1))
put("passes expected", -xlogx(p).sum(-1).mean(0))
votes = np.stack([np.bincount(p[:, r].argmax(-1), minlength=classes) for r in range(rows)])
put("passes variation", 1 - votes.max(-1) / passes)
put("passes quantiles", np.quantile(p, [0, 0.05, 0.5, 0.9, 1], axis=0))

# How good probabilities are: 500 rows, 5 classes, overconfident logits.
n, k = 500, 5
z = rng.normal(size=(n, k)) * 1.5
q = np.exp(z) / np.exp(z).sum(-1, keepdims=True)
y = np.array([rng.choice(k, p=row) for row in q])
z = (z * 1.9).astype(np.float32).astype(np.float64)
q = np.exp(z - logsumexp(z, axis=-1, keepdims=True)).astype(np.float32).astype(np.float64)
put("logits", z)
put("probabilities", q)
put("targets", y)
conf, choice = q.max(-1), q.argmax(-1)
right = choice == y
put("accuracy", right.mean())
put("nll", -np.log(np.maximum(1e-12, q[np.arange(n), y])).mean())
put("brier", ((q - np.eye(k)[y]) ** 2).sum(-1).mean())


def ece(conf, right, bins=15):
    edges = np.arange(bins + 1) / bins
    gaps, weights = [], []
    for b in range(bins):
        inside = (conf > edges[b]) & (conf <= edges[b + 1]) if b else conf <= edges[1]
        if inside.any():
            gaps.append(abs(right[inside].mean() - conf[inside].mean()))
            weights.append(inside.mean())
    return np.dot(gaps, weights), max(gaps)


def equal_mass(conf, right, bins=15):
    order = np.argsort(conf, kind="stable")
    parts = [order[b * len(order) // bins:(b + 1) * len(order) // bins] for b in range(bins)]
    return sum(len(i) / len(order) * abs(right[i].mean() - conf[i].mean()) for i in parts)


put("ece", ece(conf, right)[0])
put("mce", ece(conf, right)[1])
put("ece equal mass", equal_mass(conf, right))
put("ece classwise", np.mean([ece(q[:, c], y == c)[0] for c in range(k)]))

# Temperature: the least negative log-likelihood of z / T.
nll = lambda log_t: (logsumexp(z / np.exp(log_t), axis=-1) - z[np.arange(n), y] / np.exp(log_t)).mean()
best = minimize_scalar(nll, bracket=(-1, 0, 2), method="brent", tol=1e-12)
put("temperature", np.exp(best.x))
put("temperature nll", best.fun)

# Split conformal prediction: calibrate on the first 300 rows, measure on the rest.
scores = np.sort((1 - q[np.arange(n), y].astype(np.float32)[:300]).astype(np.float32))
for alpha in (0.05, 0.1, 0.2):
    threshold = scores[int(np.ceil(301 * (1 - alpha) - 1e-9)) - 1]
    sets = (1 - q[300:].astype(np.float32)) <= threshold
    put(f"conformal {alpha}", [threshold, sets[np.arange(200), y[300:]].mean(), sets.sum(-1).mean(),
                               (sets.sum(-1) == 1).mean(), (sets.sum(-1) == 0).mean()])

# Accuracy against coverage, ordered by entropy.
entropy = (-xlogx(q).sum(-1)).astype(np.float32)
order = np.argsort(entropy, kind="stable")
curve = np.cumsum(right[order]) / np.arange(1, n + 1)
put("entropy", entropy)
put("coverage curve", curve)
put("area under risk", (1 - curve).mean())

# Regression: normal distributions.
mu = rng.normal(size=300).astype(np.float32).astype(np.float64)
variance = np.exp(rng.normal(size=300)).astype(np.float32).astype(np.float64)
t = (mu + np.sqrt(variance) * rng.normal(size=300)).astype(np.float32).astype(np.float64)
put("mu", mu)
put("variance", variance)
put("t", t)
put("regression", [np.sqrt(((t - mu) ** 2).mean()), (0.5 * (np.log(2 * np.pi * variance) + (t - mu) ** 2 / variance)).mean(),
                   np.sqrt(variance).mean()] +
    [(np.abs(t - mu) <= w * np.sqrt(variance)).mean() for w in (0.6744897501960817, 1.6448536269514722, 1.959963984540054)])

open("uncertainty.csv", "w").write("\n".join(lines) + "\n")

# Writes ranked_areas-data.csv and ranked_areas.csv: the exact areas under curves, of scikit-learn and by their definition.
#
# Run:      python ranked_areas.py      (needs scikit-learn, numpy; writes beside itself)
# Made with Python 3.11.7, scikit-learn 1.9.1, numpy 2.4.6
#
# ranked_areas-data.csv  kind,row,y0..,t0..,weight   kind distinct (one column, no two outputs equal), ties (one column, seven
#                                                    values of either sign), columns (three columns, some ties), rare (one yes)
# ranked_areas.csv       kind,roc,weighted_roc,ap,weighted_ap   the definition in rational numbers, rounded once; scikit-learn
#                                                    gives the same to 1e-14
from fractions import Fraction
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

ROWS = 40
r = np.arange(ROWS)


def f32(values):
    return np.asarray(values, np.float32).astype(np.float64)


DISTINCT = f32(3 * np.sin(1.3 * r + 0.2))[:, None]
TIES = f32(np.round(3 * np.sin(1.7 * r)) / 4)[:, None]
COLUMNS = f32(np.round(100 * (0.5 + 0.5 * np.sin(1.1 * r[:, None] + 2.3 * np.arange(3)))) / 100)
WEIGHTS = f32(0.25 + (r % 5) / 2)
WEIGHTS[7] = 0.0


def yes(outputs, phase, least):
    shape = outputs.shape
    noise = np.cos(2.9 * np.arange(outputs.size).reshape(shape) + phase)
    return (outputs + 0.8 * noise > least).astype(float)


ONE = np.zeros((ROWS, 1))
ONE[17, 0] = 1.0
DATA = {
    "distinct": (DISTINCT, yes(DISTINCT, 0.0, 0.3)),
    "ties": (TIES, yes(TIES, 1.0, 0.1)),
    "columns": (COLUMNS, yes(COLUMNS, 2.0, 0.6)),
    "rare": (DISTINCT, ONE),
}


def roc_by_definition(outputs, targets, weights):
    above = whole = Fraction(0)
    for y, t, w in zip(outputs, targets, weights):
        for other, u, v in zip(outputs, targets, weights):
            if t and not u:
                whole += w * v
                above += w * v * (Fraction(1) if y > other else Fraction(1, 2) if y == other else 0)
    return above / whole


def ap_by_definition(outputs, targets, weights):
    total = sum(w for t, w in zip(targets, weights) if t)
    area = last = Fraction(0)
    for threshold in sorted(set(outputs), reverse=True):
        called = [(t, w) for y, t, w in zip(outputs, targets, weights) if y >= threshold]
        right = sum(w for t, w in called if t)
        whole = sum(w for _, w in called)
        if whole:
            area += (right - last) / total * (right / whole)
        last = right
    return area


def both(definition, library, outputs, targets, weights):
    y, t, w = outputs.ravel(), targets.ravel(), np.repeat(weights, outputs.shape[1])
    exact = float(definition([Fraction(v) for v in y], t, [Fraction(v) for v in w]))
    assert abs(exact - library(t, y, sample_weight=w)) < 1e-14, exact
    return repr(exact)


def main():
    here = Path(__file__)
    lines = ["kind,row,outputs,targets,weight"]
    for kind, (outputs, targets) in DATA.items():
        for i in range(ROWS):
            numbers = [*outputs[i], *targets[i], WEIGHTS[i]]
            lines.append(f"{kind},{i}," + ",".join(repr(float(v)) for v in numbers))
    here.with_name("ranked_areas-data.csv").write_text("\n".join(lines) + "\n")
    lines = ["kind,roc,weighted_roc,ap,weighted_ap"]
    for kind, (outputs, targets) in DATA.items():
        numbers = [
            both(definition, library, outputs, targets, weights)
            for definition, library in ((roc_by_definition, roc_auc_score), (ap_by_definition, average_precision_score))
            for weights in (np.ones(ROWS), WEIGHTS)
        ]
        lines.append(f"{kind}," + ",".join(numbers))
        print(lines[-1])
    here.with_suffix(".csv").write_text("\n".join(lines) + "\n")


main()

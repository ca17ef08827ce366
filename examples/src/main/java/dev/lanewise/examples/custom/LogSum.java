package dev.lanewise.examples.custom;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Penalty;

/// The penalty strength·Σ ln(1 + |w|/scale), with gradient strength·sign(w)/(scale + |w|): like L1 near 0, while large
/// weights are hardly moved (Candès, Wakin and Boyd, 2008).
///
/// @param strength finite and at least 0
/// @param scale what counts as small, finite and above 0
record LogSum(double strength, double scale) implements Penalty {
    LogSum {
        if (!(strength >= 0 && Double.isFinite(strength)) || !(scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException("a log-sum penalty needs a strength of at least 0 and a scale above 0,"
                    + " but has " + strength + " and " + scale);
        }
    }

    @Override
    public double value(Tensor parameter, long step) {
        double sum = 0;
        for (int i = 0; i < parameter.size(); i++) {
            sum += StrictMath.log1p(Math.abs(parameter.get(i)) / scale);
        }
        return strength * sum;
    }

    @Override
    public double addGradient(Tensor parameter, Tensor gradient, long step) {
        for (int i = 0; i < parameter.size(); i++) {
            float w = parameter.get(i);
            gradient.set(i, (float) (gradient.get(i) + strength * Math.signum(w) / (scale + Math.abs(w))));
        }
        return value(parameter, step);
    }
}

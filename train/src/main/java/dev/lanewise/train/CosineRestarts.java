package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// Half cosines one after another (Loshchilov and Hutter, 2017), as Keras' `CosineDecayRestarts`: period i, counted
/// from 0, has first·growthⁱ steps and falls from initial·shrinkⁱ to initial·α.
///
/// Within a period, of which the share f is over, it is initial·((1 − α)·½·shrinkⁱ·(1 + cos(π·f)) + α).
///
/// @param initial the value at step 0, finite and at least 0
/// @param first the steps of the first period, above 0
/// @param growth how many times longer each period is, at least 1; 2 by default
/// @param shrink how many times greater each period begins, at least 0; 1 by default
/// @param alpha α, the share of the initial value that is left at a period's end, in [0, 1]; 0 by default
public record CosineRestarts(double initial, double first, double growth, double shrink, double alpha)
        implements Schedule {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public CosineRestarts {
        Ranges.notNegative("the initial value of a schedule", initial);
        Ranges.positive("the first period of a schedule with restarts", first);
        Ranges.notNegative("the shrinking of a schedule with restarts", shrink);
        if (!(growth >= 1 && Double.isFinite(growth))) {
            throw new IllegalArgumentException("the periods of a schedule must not shrink, but grow by " + growth);
        }
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha of a cosine decay must be in [0, 1], but is " + alpha);
        }
    }

    /// Returns periods that double in length and begin from the same value.
    public static CosineRestarts of(double initial, long first) {
        return new CosineRestarts(initial, first, 2, 1, 0);
    }

    /// Returns a copy with other factors from period to period.
    public CosineRestarts withFactors(double otherGrowth, double otherShrink) {
        return new CosineRestarts(initial, first, otherGrowth, otherShrink, alpha);
    }

    /// Returns a copy whose periods end at this share of the initial value.
    public CosineRestarts withAlpha(double other) {
        return new CosineRestarts(initial, first, growth, shrink, other);
    }

    @Override
    public double at(long step) {
        double periods = step / first;
        double height = 1;
        double over = periods - Math.floor(periods);
        if (growth == 1) {
            height = Powers.of(shrink, (long) Math.floor(periods));
        } else {
            double begun = 0;
            double length = 1;
            while (begun + length <= periods) {
                begun += length;
                length *= growth;
                height *= shrink;
            }
            over = (periods - begun) / length;
        }
        return initial * ((1 - alpha) * 0.5 * height * (1 + StrictMath.cos(Math.PI * over)) + alpha);
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// Half a cosine from a value down to a share of it (Loshchilov and Hutter, 2017), as Keras' `CosineDecay`: with the
/// warm-up, a line from `initial` to `peak` over its steps, then peak·((1 − α)·½·(1 + cos(π·f)) + α) with f the share
/// of the steps after the warm-up that is over; at the end it stays.
///
/// @param initial the value at step 0, finite and at least 0
/// @param warmUp how many steps it rises, at least 0; 0 by default
/// @param peak where it begins to fall, finite and at least 0; `initial` without warm-up
/// @param steps how many steps it falls after the warm-up, above 0
/// @param alpha α, the share of the peak that is left at the end, in [0, 1]; 0 by default
public record CosineDecay(double initial, double warmUp, double peak, double steps, double alpha) implements Schedule {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range, or there is another peak without a warm-up
    public CosineDecay {
        Ranges.notNegative("the initial value of a schedule", initial);
        Ranges.notNegative("the warm-up of a cosine decay", warmUp);
        Ranges.notNegative("the peak of a cosine decay", peak);
        Ranges.positive("the steps of a cosine decay", steps);
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha of a cosine decay must be in [0, 1], but is " + alpha);
        }
        if (warmUp == 0 && peak != initial) {
            throw new IllegalArgumentException("a cosine decay from " + initial + " needs a warm-up to reach " + peak);
        }
    }

    /// Returns a fall from `initial` to 0.
    public static CosineDecay of(double initial, long steps) {
        return new CosineDecay(initial, 0, initial, steps, 0);
    }

    /// Returns a copy that ends at this share of the peak.
    public CosineDecay withAlpha(double other) {
        return new CosineDecay(initial, warmUp, peak, steps, other);
    }

    /// Returns a copy that first rises to a peak; the fall keeps its length and comes after.
    public CosineDecay withWarmUp(double otherPeak, long warmUpSteps) {
        return new CosineDecay(initial, warmUpSteps, otherPeak, steps, alpha);
    }

    @Override
    public double at(long step) {
        if (step < warmUp) {
            return initial + (peak - initial) * step / warmUp;
        }
        double over = Math.min(step - warmUp, steps) / steps;
        return peak * ((1 - alpha) * 0.5 * (1 + StrictMath.cos(Math.PI * over)) + alpha);
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// A cyclical rate (Smith, 2017): from `low` up to `high` in a line and down again, over and over, as PyTorch's
/// `CyclicLR`. The height above `low` is a triangle times a scale:
///
/// - triangular: 1
/// - triangular2: ½ to the power of the cycle, counted from 0
/// - exponential range: γ to the power of the step
///
/// @param low where it begins, finite and at least 0
/// @param high where it turns, at least `low`
/// @param stepsUp how many steps it rises, at least 1
/// @param stepsDown how many steps it falls, at least 1
/// @param shrink what the height is multiplied by from cycle to cycle, in [0, 1]; 1 for triangular, ½ for triangular2
/// @param gamma γ, what the height is multiplied by from step to step, in [0, 1]; 1 unless in an exponential range
public record Cyclical(double low, double high, long stepsUp, long stepsDown, double shrink, double gamma)
        implements Schedule {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Cyclical {
        Ranges.notNegative("the low value of a cyclical schedule", low);
        if (!(high >= low && Double.isFinite(high))) {
            throw new IllegalArgumentException("a cyclical schedule must rise, but goes from " + low + " to " + high);
        }
        if (stepsUp < 1 || stepsDown < 1) {
            throw new IllegalArgumentException("a cyclical schedule needs at least 1 step up and 1 down, but has "
                    + stepsUp + " and " + stepsDown);
        }
        if (!(shrink >= 0 && shrink <= 1 && gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException("the height of a cyclical schedule must not grow, but is multiplied by "
                    + shrink + " a cycle and " + gamma + " a step");
        }
    }

    /// Returns cycles of the same height.
    public static Cyclical triangular(double low, double high, long stepsUp) {
        return new Cyclical(low, high, stepsUp, stepsUp, 1, 1);
    }

    /// Returns cycles of half the height of the one before.
    public static Cyclical triangular2(double low, double high, long stepsUp) {
        return new Cyclical(low, high, stepsUp, stepsUp, 0.5, 1);
    }

    /// Returns cycles whose height falls by γ every step.
    public static Cyclical exponentialRange(double low, double high, long stepsUp, double gamma) {
        return new Cyclical(low, high, stepsUp, stepsUp, 1, gamma);
    }

    @Override
    public double at(long step) {
        long cycle = step / (stepsUp + stepsDown);
        long within = step % (stepsUp + stepsDown);
        double triangle = within <= stepsUp ? (double) within / stepsUp : 1 - (double) (within - stepsUp) / stepsDown;
        return low + (high - low) * triangle * Powers.of(shrink, cycle) * Powers.of(gamma, step);
    }
}

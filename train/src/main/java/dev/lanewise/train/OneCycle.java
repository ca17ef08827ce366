package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// The 1cycle policy (Smith, 2018) in the form of the textbook's `OneCycleScheduler`: linearly from peak/10 up to the
/// peak, linearly back down, and linearly to peak/10000 over the last tenth.
///
/// With N steps, the tail has N/10 + 1 of them and each slope half of the rest, rounded down. After the last step the
/// rate stays at peak/10000.
///
/// @param peak the greatest rate, finite and above 0
/// @param steps N, at least 2
public record OneCycle(double peak, long steps) implements Schedule {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public OneCycle {
        if (!(peak > 0 && Double.isFinite(peak))) {
            throw new IllegalArgumentException("the peak of a 1cycle must be finite and above 0, but is " + peak);
        }
        if (steps < 2) {
            throw new IllegalArgumentException("a 1cycle needs at least 2 steps, but has " + steps);
        }
    }

    /// Returns the textbook's form.
    ///
    /// @param peak the greatest rate
    /// @param steps the number of steps of the whole training
    public static OneCycle book(double peak, long steps) {
        return new OneCycle(peak, steps);
    }

    @Override
    public double at(long step) {
        long half = (steps - (steps / 10 + 1)) / 2;
        double start = peak / 10;
        double last = start / 1000;
        if (step < half) {
            return between(step, 0, half, start, peak);
        }
        if (step < 2 * half) {
            return between(step, half, 2 * half, peak, start);
        }
        return between(Math.min(step, steps), 2 * half, steps, start, last);
    }

    private static double between(long step, long from, long to, double first, double last) {
        return first + (last - first) * (step - from) / (to - from);
    }
}

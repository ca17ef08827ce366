package dev.lanewise.train;

import dev.lanewise.layers.Schedule;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// Schedules that are a formula of the step, and what joins them. The richer ones have a type of their own: [OneCycle],
/// [CosineDecay], [CosineRestarts], [Cyclical]. None remembers anything, so that a training can resume at any step.
public final class Schedules {
    record Chain(Schedule first, long steps, Schedule then) implements Schedule {
        Chain {
            if (steps < 0) {
                throw new IllegalArgumentException(
                        "the first of a chain must last at least 0 steps, but lasts " + steps);
            }
        }

        @Override
        public double at(long step) {
            return step < steps ? first.at(step) : then.at(step - steps);
        }
    }

    record PerEpoch(Schedule ofEpoch, long stepsPerEpoch) implements Schedule {
        PerEpoch {
            if (stepsPerEpoch < 1) {
                throw new IllegalArgumentException("an epoch needs at least 1 step, but has " + stepsPerEpoch);
            }
        }

        @Override
        public double at(long step) {
            return ofEpoch.at(step / stepsPerEpoch);
        }
    }

    record Scaled(Schedule schedule, double factor) implements Schedule {
        Scaled {
            Ranges.notNegative("the factor of a schedule", factor);
        }

        @Override
        public double at(long step) {
            return factor * schedule.at(step);
        }
    }

    private Schedules() {}

    /// Returns the same value for every step.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public static Schedule constant(double value) {
        return Schedule.constant(Ranges.notNegative("a learning rate", value));
    }

    /// Returns initial·rate^(step / steps), as Keras' `ExponentialDecay`.
    ///
    /// @throws IllegalArgumentException unless the initial value is at least 0 and steps and rate are above 0
    public static Schedule exponential(double initial, long steps, double rate) {
        return new ExponentialDecay(initial, steps, rate, false);
    }

    /// Returns the same in stairs: step / steps is rounded down.
    ///
    /// @throws IllegalArgumentException unless the initial value is at least 0 and steps and rate are above 0
    public static Schedule exponentialStairs(double initial, long steps, double rate) {
        return new ExponentialDecay(initial, steps, rate, true);
    }

    /// Returns initial / (1 + rate·step / steps), as Keras' `InverseTimeDecay`.
    ///
    /// @throws IllegalArgumentException unless initial value and rate are at least 0 and the steps above 0
    public static Schedule inverseTime(double initial, long steps, double rate) {
        return new InverseTimeDecay(initial, steps, rate, false);
    }

    /// Returns the same in stairs: step / steps is rounded down.
    ///
    /// @throws IllegalArgumentException unless initial value and rate are at least 0 and the steps above 0
    public static Schedule inverseTimeStairs(double initial, long steps, double rate) {
        return new InverseTimeDecay(initial, steps, rate, true);
    }

    /// Returns (initial − last)·(1 − step / steps)^power + last, which then stays, as Keras' `PolynomialDecay`.
    ///
    /// @throws IllegalArgumentException unless both values are at least 0 and steps and power are above 0
    public static Schedule polynomial(double initial, long steps, double last, double power) {
        return new PolynomialDecay(initial, steps, last, power, false);
    }

    /// Returns the same with `cycle`: when the steps are over it begins again from a lower place.
    ///
    /// @throws IllegalArgumentException unless both values are at least 0 and steps and power are above 0
    public static Schedule polynomialCycles(double initial, long steps, double last, double power) {
        return new PolynomialDecay(initial, steps, last, power, true);
    }

    /// Returns values[0] up to and including step boundaries[0], values[1] up to and including boundaries[1], and
    /// so on, as Keras' `PiecewiseConstantDecay`.
    ///
    /// @throws IllegalArgumentException unless the boundaries ascend, there is one value more, and none is below 0
    public static Schedule piecewise(long[] boundaries, double... values) {
        return new PiecewiseConstant(
                LongStream.of(boundaries).boxed().toList(),
                DoubleStream.of(values).boxed().toList());
    }

    /// Returns one schedule for some steps and then another, whose own steps begin at 0 there. Chains may be
    /// chained.
    ///
    /// @param steps how long the first lasts, at least 0
    /// @throws IllegalArgumentException if that is below 0
    public static Schedule chain(Schedule first, long steps, Schedule then) {
        return new Chain(first, steps, then);
    }

    /// Returns a line from one value to another over some steps, followed by a schedule.
    ///
    /// @throws IllegalArgumentException unless the values are at least 0 and the steps above 0
    public static Schedule warmUp(double from, double to, long steps, Schedule then) {
        return chain(polynomial(from, steps, to, 1), steps, then);
    }

    /// Returns a schedule of epochs as one of steps: all steps of an epoch have its value.
    ///
    /// @param ofEpoch its steps are epochs
    /// @throws IllegalArgumentException unless an epoch has at least 1 step
    public static Schedule perEpoch(Schedule ofEpoch, long stepsPerEpoch) {
        return new PerEpoch(ofEpoch, stepsPerEpoch);
    }

    /// Returns a multiple of a schedule.
    ///
    /// @throws IllegalArgumentException unless the factor is finite and at least 0
    public static Schedule scaled(Schedule schedule, double factor) {
        return new Scaled(schedule, factor);
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// (initial − last)·(1 − step / steps)^power + last up to the last of the steps, as Keras' `PolynomialDecay`.
///
/// Afterwards it stays at the last value, or with `cycle` begins again from a lower place: the steps are then a
/// multiple of themselves, the least that is not below the step.
///
/// @param initial the value at step 0, finite and at least 0
/// @param steps how long it falls, above 0
/// @param last where it ends, finite and at least 0; Keras' default is 1e-4
/// @param power of the fall, above 0; Keras' default is 1, a line
/// @param cycle whether it begins again
record PolynomialDecay(double initial, double steps, double last, double power, boolean cycle) implements Schedule {
    PolynomialDecay {
        Ranges.notNegative("the initial value of a schedule", initial);
        Ranges.positive("the steps of a polynomial decay", steps);
        Ranges.notNegative("the last value of a polynomial decay", last);
        Ranges.positive("the power of a polynomial decay", power);
    }

    @Override
    public double at(long step) {
        double length = cycle ? steps * Math.max(1, Math.ceil(step / steps)) : steps;
        double left = 1 - Math.min(step, length) / length;
        double fall = power == 1 || left == 0 ? left : StrictMath.exp(power * StrictMath.log(left));
        return (initial - last) * fall + last;
    }
}

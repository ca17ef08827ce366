package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// initial·rate^(step / steps), as Keras' `ExponentialDecay`.
///
/// @param initial the value at step 0, finite and at least 0
/// @param steps after how many steps the value has been multiplied by the rate once, above 0
/// @param rate what it is multiplied by, above 0
/// @param staircase whether step / steps is rounded down; false by default
record ExponentialDecay(double initial, double steps, double rate, boolean staircase) implements Schedule {
    ExponentialDecay {
        Ranges.notNegative("the initial value of a schedule", initial);
        Ranges.positive("the steps of an exponential decay", steps);
        Ranges.positive("the rate of an exponential decay", rate);
    }

    @Override
    public double at(long step) {
        double periods = step / steps;
        return initial * StrictMath.exp(StrictMath.log(rate) * (staircase ? Math.floor(periods) : periods));
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Schedule;

/// initial / (1 + rate·step / steps), as Keras' `InverseTimeDecay`.
///
/// @param initial the value at step 0, finite and at least 0
/// @param steps the unit that steps are counted in, above 0
/// @param rate how much a unit adds to the divisor, at least 0
/// @param staircase whether step / steps is rounded down; false by default
record InverseTimeDecay(double initial, double steps, double rate, boolean staircase) implements Schedule {
    InverseTimeDecay {
        Ranges.notNegative("the initial value of a schedule", initial);
        Ranges.positive("the steps of an inverse time decay", steps);
        Ranges.notNegative("the rate of an inverse time decay", rate);
    }

    @Override
    public double at(long step) {
        double periods = step / steps;
        return initial / (1 + rate * (staircase ? Math.floor(periods) : periods));
    }
}

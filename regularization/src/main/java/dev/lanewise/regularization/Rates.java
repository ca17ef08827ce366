package dev.lanewise.regularization;

import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Slot;
import org.jspecify.annotations.Nullable;

/// Checks of rates, with the rule and the value in the message, and the rate of a run.
final class Rates {
    /// Masks are made of 16 bits an element, so a rate is taken as a multiple of this.
    private static final double GRAIN = 0x1p-16;

    private Rates() {}

    static void check(String name, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(
                    "the rate of " + name + " is the fraction dropped and must be in [0, 1], but is " + rate);
        }
        if (rate > 0 && rate < GRAIN || rate < 1 && rate > 1 - GRAIN) {
            throw new IllegalArgumentException("the rate of " + name + " must be 0, 1 or in [2^-16, 1 - 2^-16], since"
                    + " masks are made of 16 bits an element, but is " + rate);
        }
    }

    /// Returns the rate of this run: in training what the schedule has for the step, if there is one.
    static double of(Slot slot, double rate, @Nullable Schedule schedule) {
        return schedule == null || slot.mode() != Mode.TRAINING ? rate : schedule.at(slot.step());
    }

    /// Returns whether a run with this rate has noise.
    static boolean active(Slot slot, double now) {
        return slot.mode() != Mode.INFERENCE && now != 0;
    }

    /// Returns whether there is noise in a mode.
    static boolean random(Mode mode, double rate, @Nullable Schedule schedule) {
        return switch (mode) {
            case INFERENCE -> false;
            case TRAINING -> rate > 0 || schedule != null;
            case MONTE_CARLO -> rate > 0;
        };
    }

    /// Returns how a layer is printed: its name, its rate, and the rest if there is any.
    static String print(String name, double rate, @Nullable Schedule schedule, String rest) {
        return name + "[rate=" + rate + (schedule == null ? "" : ", schedule=" + schedule) + rest + ']';
    }
}

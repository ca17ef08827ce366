package dev.lanewise.bench;

import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Penalty;

/// What a fresh JVM runs for [Startup]: training from nothing, with a note of the time after every few steps.
///
/// Times are read from the monotonic clock of the machine, which all processes share, so they count from the moment
/// before the launcher was started.
final class StartupProbe {
    /// Steps of an epoch of 55,000 examples in batches of 32.
    static final int EPOCH = 1719;

    /// The system property with [System#nanoTime()] of the moment before the start.
    static final String START = "lanewise.bench.start";

    private static final int STEPS_BETWEEN_NOTES = 8;

    private StartupProbe() {}

    /// Trains for at least an epoch and the given seconds, then prints the milliseconds from the start to main, and
    /// to every eighth step, beginning with the first, a line each.
    public static void main(String[] arguments) {
        long start = Long.getLong(START);
        long begun = System.nanoTime();
        double seconds = Double.parseDouble(arguments[0]);
        var step = StepProblem.forTiming(32, 1).ours(Penalty.NONE, Constraint.NONE, false);
        var notes = new long[1 << 16];
        int steps = 0;
        int noted = 0;
        while (noted < notes.length
                && (steps < EPOCH + STEPS_BETWEEN_NOTES || System.nanoTime() - start < seconds * 1e9)) {
            step.step();
            if (steps % STEPS_BETWEEN_NOTES == 0) {
                notes[noted] = System.nanoTime();
                noted++;
            }
            steps++;
        }
        System.out.println((begun - start) * 1e-6);
        for (int i = 0; i < noted; i++) {
            System.out.println((notes[i] - start) * 1e-6);
        }
    }

    /// Returns how many steps were done when a note was made.
    static int steps(int note) {
        return 1 + note * STEPS_BETWEEN_NOTES;
    }
}

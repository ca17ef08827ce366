package dev.lanewise.train;

import java.time.Duration;

/// Pauses a training after the step in which its time has run out. The time before a checkpoint counts; a training that
/// is resumed from one goes on with a longer limit, and with the same makes one step.
public final class TimeLimit implements Callback {
    private final Duration limit;
    private long began;
    private long earlier;

    private TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /// Returns a callback that lets a training run this long.
    ///
    /// @throws IllegalArgumentException unless the time is positive
    public static TimeLimit of(Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("a time limit must be positive, but is " + limit);
        }
        return new TimeLimit(limit);
    }

    @Override
    public Answer on(Event event) {
        if (event instanceof Event.FitStarted) {
            began = System.nanoTime();
            earlier = 0;
            return Answer.CONTINUE;
        }
        return elapsed() >= limit.toNanos() ? Answer.PAUSE : Answer.CONTINUE;
    }

    private long elapsed() {
        return earlier + System.nanoTime() - began;
    }

    @Override
    public void save(State state) {
        state.put("nanoseconds", elapsed());
    }

    @Override
    public void load(State state) {
        earlier = (long) state.number("nanoseconds");
    }
}

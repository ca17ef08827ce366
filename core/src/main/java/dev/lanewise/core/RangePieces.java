package dev.lanewise.core;

import dev.lanewise.core.internal.Workers;

/// A range cut into pieces for threads; its fields are set anew for each range, so that nothing is allocated.
final class RangePieces implements Workers.Task {
    /// Elements below which a second thread costs more than it brings: some microseconds of the lightest work.
    private static final int WORTH_A_THREAD = 1 << 14;

    private static final RangeTask NOTHING = (_, _) -> {};

    private RangeTask task = NOTHING;
    private int from;
    private int to;
    private int grain;

    /// Runs a task on a range.
    ///
    /// @param weight the elements that one of the range stands for
    /// @param multiple pieces begin at multiples of it, counted from the first
    /// @throws IllegalStateException within a task of the same engine
    void run(Engine engine, int first, int end, int weight, int multiple, RangeTask work) {
        if (task != NOTHING) {
            throw new IllegalStateException(
                    "a task on the pieces of a range must not start another on the same engine");
        }
        from = first;
        to = end;
        grain = multiple;
        task = work;
        try {
            long worth = Math.min((long) (end - first) * weight / WORTH_A_THREAD, (end - first) / multiple);
            engine.spread(this, (int) Math.max(1, worth));
        } finally {
            task = NOTHING;
        }
    }

    @Override
    public void run(int part, int parts) {
        task.run(border(part, parts), border(part + 1, parts));
    }

    private int border(int part, int parts) {
        return part == parts ? to : from + (int) ((long) (to - from) * part / parts) / grain * grain;
    }
}

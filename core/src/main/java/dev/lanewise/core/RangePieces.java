package dev.lanewise.core;

import dev.lanewise.core.internal.Workers;

/// A range cut into pieces for threads; its fields are set anew for each range, so that nothing is allocated.
final class RangePieces implements Workers.Task {
    /// Elements below which a second thread costs more than it brings: some microseconds of the lightest work.
    private static final int WORTH_A_THREAD = 1 << 14;

    /// Pieces begin at multiples of this many elements, counted from the first.
    private static final int GRAIN = 16;

    private static final RangeTask NOTHING = (_, _) -> {};

    private RangeTask task = NOTHING;
    private int from;
    private int to;

    void run(Engine engine, int first, int end, RangeTask work) {
        from = first;
        to = end;
        task = work;
        engine.spread(this, Math.max(1, (end - first) / WORTH_A_THREAD));
        task = NOTHING;
    }

    @Override
    public void run(int part, int parts) {
        task.run(border(part, parts), border(part + 1, parts));
    }

    private int border(int part, int parts) {
        return part == parts ? to : from + (int) ((long) (to - from) * part / parts) / GRAIN * GRAIN;
    }
}

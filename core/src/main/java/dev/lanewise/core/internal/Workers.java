package dev.lanewise.core.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Daemon threads shared by the whole process, made for tasks of a few microseconds.
///
/// A helper that has finished spins for a while before it parks, since the next product of a training step follows at
/// once. Parts are claimed, not assigned: what no helper has begun the caller runs itself, so a helper that the
/// operating system keeps from running costs nothing. Only one task is spread at a time: who finds the helpers busy
/// runs all parts itself, with the same result.
public final class Workers {
    /// Work that falls into parts which touch different outputs.
    public interface Task {
        /// Runs one part.
        ///
        /// @param part the part, from 0
        /// @param parts how many there are
        void run(int part, int parts);
    }

    private static final int SPINS = 20_000;
    private static final AtomicBoolean BUSY = new AtomicBoolean();
    private static final AtomicInteger PENDING = new AtomicInteger();

    /// The running task as one number, so that claiming a part is one exchange: its count in the high half, then
    /// 16 bits for how many parts it has and 16 for the next one to claim.
    private static final AtomicLong STATE = new AtomicLong();

    private static Helper[] helpers = {};
    private static volatile @Nullable Task current;
    private static volatile @Nullable Throwable failure;

    private Workers() {}

    /// Runs all parts, the first on the calling thread, and returns when all are done.
    public static void run(Task task, int parts) {
        if (parts == 1 || !BUSY.compareAndSet(false, true)) {
            for (int part = 0; part < parts; part++) {
                task.run(part, parts);
            }
            return;
        }
        try {
            spread(task, parts);
        } finally {
            BUSY.set(false);
        }
    }

    private static void spread(Task task, int parts) {
        grow(parts - 1);
        failure = null;
        current = task;
        PENDING.set(parts);
        STATE.set((STATE.get() >>> 32) + 1 << 32 | (long) parts << 16);
        for (int i = 0; i < parts - 1; i++) {
            helpers[i].wake();
        }
        while (runOnePart()) {}
        for (int spins = 0; PENDING.get() > 0; spins++) {
            pause(spins);
        }
        var thrown = failure;
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }

    /// Claims a part of the running task and runs it; returns false if none is left.
    private static boolean runOnePart() {
        long state = STATE.get();
        int part = (int) (state & 0xFFFF);
        int parts = (int) (state >>> 16 & 0xFFFF);
        if (part >= parts) {
            return false;
        }
        var task = current;
        if (task == null || !STATE.compareAndSet(state, state + 1)) {
            return true;
        }
        try {
            task.run(part, parts);
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        } finally {
            PENDING.decrementAndGet();
        }
        return true;
    }

    private static void grow(int count) {
        if (helpers.length >= count) {
            return;
        }
        var grown = new Helper[count];
        System.arraycopy(helpers, 0, grown, 0, helpers.length);
        for (int i = helpers.length; i < count; i++) {
            grown[i] = new Helper();
            Thread.ofPlatform().daemon().name("lanewise-", i + 1).start(grown[i]);
        }
        helpers = grown;
    }

    /// Waits a moment: by spinning at first, then by letting another thread run, for when there are more threads
    /// than cores.
    private static void pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    private static final class Helper implements Runnable {
        private volatile @Nullable Thread parked;

        private void wake() {
            var thread = parked;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            for (int spins = 0; ; spins++) {
                if (runOnePart()) {
                    spins = 0;
                } else if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    park();
                }
            }
        }

        private void park() {
            parked = Thread.currentThread();
            long state = STATE.get();
            if ((state & 0xFFFF) >= (state >>> 16 & 0xFFFF)) {
                LockSupport.park(this);
            }
            parked = null;
        }
    }
}

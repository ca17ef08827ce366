package dev.lanewise.core.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Daemon threads shared by the whole process, made for tasks of a few microseconds.
///
/// A helper that has finished spins for a while before it parks, since the next product of a training step follows at
/// once. Only one task is spread at a time: who finds the helpers busy runs all parts itself, with the same result.
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
    private static Helper[] helpers = {};
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
        PENDING.set(parts - 1);
        for (int part = 1; part < parts; part++) {
            helpers[part - 1].start(task, part, parts);
        }
        try {
            task.run(0, parts);
        } finally {
            for (int spins = 0; PENDING.get() > 0; spins++) {
                pause(spins);
            }
        }
        var thrown = failure;
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
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
        private int part;
        private int parts;
        private volatile @Nullable Task task;
        private volatile @Nullable Thread parked;

        private void start(Task next, int nextPart, int nextParts) {
            part = nextPart;
            parts = nextParts;
            task = next;
            LockSupport.unpark(parked);
        }

        @Override
        public void run() {
            while (true) {
                var next = await();
                try {
                    next.run(part, parts);
                } catch (RuntimeException | Error thrown) {
                    failure = thrown;
                } finally {
                    task = null;
                    PENDING.decrementAndGet();
                }
            }
        }

        private Task await() {
            for (int spins = 0; ; spins++) {
                var next = task;
                if (next != null) {
                    return next;
                }
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    parked = Thread.currentThread();
                    if (task == null) {
                        LockSupport.park(this);
                    }
                    parked = null;
                }
            }
        }
    }
}

package dev.lanewise.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts the bytes that a contestant allocates on the Java heap, on all threads.
final class Allocation {
    private static final long NANOSECONDS = 200_000_000;
    private static final int RUNS = 100;

    private Allocation() {}

    /// Returns the bytes of one run, the mean over up to a hundred runs or a fifth of a second.
    static double perRun(Contestant contestant) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        contestant.run();
        // The count itself allocates nothing, but the first call might.
        threads.getTotalThreadAllocatedBytes();
        long before = threads.getTotalThreadAllocatedBytes();
        long end = System.nanoTime() + NANOSECONDS;
        int runs = 0;
        do {
            contestant.run();
            runs++;
        } while (runs < RUNS && System.nanoTime() < end);
        return (double) (threads.getTotalThreadAllocatedBytes() - before) / runs;
    }
}

package dev.lanewise.bench;

import java.lang.management.ManagementFactory;
import java.util.List;

/// Runs contestants in turns until the just-in-time compiler of this JVM has had nothing to do for a while.
///
/// A fixed time is not enough: a kernel that is cold runs up to 500 times slower and boxes every vector, and how long
/// it stays so depends on the machine, on what it does beside, and on what else waits for the compiler.
final class WarmUp {
    private static final long TURN = 50_000_000;
    private static final long SILENCE = 500_000_000;
    private static final long LONGEST = 10_000_000_000L;

    private WarmUp() {}

    /// Runs the contestants for at least half a second and at most ten.
    static void run(List<Contestant> contestants) {
        long start = System.nanoTime();
        long silentSince = start;
        long compiled = compilation();
        long now = start;
        while (now - silentSince < SILENCE && now - start < LONGEST) {
            for (var contestant : contestants) {
                turn(contestant);
            }
            now = System.nanoTime();
            if (compilation() != compiled) {
                compiled = compilation();
                silentSince = now;
            }
        }
    }

    private static void turn(Contestant contestant) {
        long end = System.nanoTime() + TURN;
        do {
            contestant.run();
        } while (System.nanoTime() < end);
    }

    /// Returns the milliseconds that the compiler has worked so far.
    private static long compilation() {
        return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
    }
}

package dev.lanewise.bench;

import java.lang.management.ManagementFactory;
import java.util.List;

/// Runs contestants in turns until the just-in-time compiler of this JVM has finished nothing for a while.
///
/// A fixed time is not enough: a kernel that is cold runs up to 500 times slower and boxes every vector, and how long
/// it stays so depends on the machine, on what it does beside, and on what else waits for the compiler. A compilation
/// counts when it ends.
final class WarmUp {
    private static final long TURN = 50_000_000;
    private static final long SILENCE = 1_000_000_000;
    private static final int SILENT_ROUNDS = 3;
    private static final long LONGEST = 15_000_000_000L;

    private WarmUp() {}

    /// Runs the contestants for at least a second and three rounds, and for about fifteen seconds at most.
    static void run(List<Contestant> contestants) {
        long start = System.nanoTime();
        long silentSince = start;
        int silentRounds = 0;
        long compiled = compilation();
        long now = start;
        while ((now - silentSince < SILENCE || silentRounds < SILENT_ROUNDS) && now - start < LONGEST) {
            for (var contestant : contestants) {
                turn(contestant);
            }
            now = System.nanoTime();
            silentRounds++;
            if (compilation() != compiled) {
                compiled = compilation();
                silentSince = now;
                silentRounds = 0;
            }
        }
    }

    private static void turn(Contestant contestant) {
        long end = System.nanoTime() + TURN;
        do {
            contestant.run();
        } while (System.nanoTime() < end);
    }

    /// Returns the milliseconds that finished compilations have taken; 0 in a JVM without a compiler.
    private static long compilation() {
        var compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null ? 0 : compiler.getTotalCompilationTime();
    }
}

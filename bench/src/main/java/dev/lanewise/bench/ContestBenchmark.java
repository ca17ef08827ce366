package dev.lanewise.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The one JMH benchmark: each iteration times the contestant whose turn it is.
///
/// Before the first of them every kernel of the library has run in this JVM, since a call site that has seen other
/// kernels may be slower for ever, and a real program has run them, too.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContestBenchmark {
    /// Threads of peers spin on after their work, for 0.2 s at most by default, and would slow down the next one.
    private static final int PAUSE_MILLISECONDS = 250;

    /// The name of the suite.
    @Param("")
    public String suite = "";

    /// The problem in the notation of the suite.
    @Param("")
    public String problem = "";

    /// Threads of every contestant.
    @Param("1")
    public int threads;

    /// The contestants, separated by commas.
    @Param("")
    public String entries = "";

    private final List<Contestant> contestants = new ArrayList<>();
    private final ForkNotes notes = new ForkNotes();
    private Contest contest = new Contest("", "", 1, List.of());
    private Contestant current = () -> {};
    private int iteration;

    /// Creates the state; JMH does.
    public ContestBenchmark() {}

    /// Runs every kernel, lets the contestants in, each after its result was checked, and warms them up.
    @Setup
    public void open() {
        EveryKernel.run();
        contest = new Contest(suite, problem, threads, List.of(entries.split(",")));
        var opened = Suites.named(suite).open(contest);
        for (var entry : contest.entries()) {
            contestants.add(enter(opened, entry));
        }
        contestants.add(new FmaPeak(threads));
        notes.version(FmaPeak.NAME, contestants.getLast().version());
        WarmUp.run(contestants);
    }

    // A peer may fail in any way, from a missing native library on; it then only sleeps when it is its turn.
    private Contestant enter(Suite.Problem opened, String entry) {
        try {
            var contestant = opened.enter(entry);
            notes.version(entry, contestant.version());
            notes.operations(entry, contestant.operations());
            return contestant;
        } catch (RuntimeException | LinkageError failed) {
            notes.failure(entry, failed);
            return ContestBenchmark::sleep;
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Calls the next contestant.
    ///
    /// @throws InterruptedException if interrupted
    @Setup(Level.Iteration)
    public void next() throws InterruptedException {
        if (threads > 1 && contest.entries().size() > 1) {
            Thread.sleep(PAUSE_MILLISECONDS);
        }
        current = contestants.get(contest.turn(iteration));
        iteration++;
    }

    /// Runs the contestant once.
    @Benchmark
    public void run() {
        current.run();
    }

    /// Measures what an operation allocates and closes all.
    @TearDown
    public void close() {
        var opened = Suites.named(suite);
        for (int i = 0; i < contest.entries().size(); i++) {
            var entry = contest.entries().get(i);
            if (opened.reportsAllocation() && opened.contestant(entry).equals("lanewise")) {
                notes.bytes(entry, Allocation.perRun(contestants.get(i)));
            }
        }
        contestants.forEach(Contestant::close);
        notes.write();
    }
}

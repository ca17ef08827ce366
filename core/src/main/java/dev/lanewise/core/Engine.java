package dev.lanewise.core;

import dev.lanewise.core.internal.Workers;
import java.util.function.IntConsumer;

/// What a computation may use: a number of threads, and scratch memory that is kept between calls.
///
/// The number of threads never changes a result, since work is split by output. The threads themselves are shared by
/// all engines of the process. An engine belongs to one thread of control at a time: two threads that compute at once
/// need an engine each.
public final class Engine {
    /// Pieces of a range begin at multiples of this many elements, so that the last vector of one is full.
    private static final int GRAIN = 16;

    private final int threads;
    private final float[][] scratch = new float[3][0];
    final ProductTask productTask = new ProductTask();
    private final RangePieces pieces = new RangePieces();

    private Engine(int threads) {
        this.threads = threads;
    }

    /// Returns an engine that computes on the calling thread alone.
    public static Engine singleThreaded() {
        return new Engine(1);
    }

    /// Returns an engine that spreads large products and long ranges over this many threads, the calling one
    /// included.
    ///
    /// @throws IllegalArgumentException unless 1 ≤ threads ≤ 1024
    public static Engine ofThreads(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("the number of threads must be in [1, 1024], but is " + threads);
        }
        return new Engine(threads);
    }

    /// Returns the number of threads.
    public int threads() {
        return threads;
    }

    /// Returns the bits of a SIMD vector that the kernels of this process use, or 0 where they are scalar code.
    public static int vectorBits() {
        return Backend.vectorBits();
    }

    /// Runs an action once for every number from 0 to threads − 1 and returns when all are done: at once on as many
    /// threads where they are free, else one after another on the calling one.
    ///
    /// @throws RuntimeException what the action throws
    public void onEveryThread(IntConsumer action) {
        Workers.run((part, _) -> action.accept(part), threads);
    }

    /// Runs a task on all elements from `from` (inclusive) to `to` (exclusive) and returns when they are done: long
    /// ranges in pieces, at once on as many threads where they are free. Where the pieces are cut depends on the
    /// number of threads, and they run in any order, so an element's result must depend on that element alone.
    /// Allocates nothing.
    ///
    /// @throws RuntimeException what the task throws
    /// @throws IllegalStateException within such a task: it must not use this engine
    public void onPieces(int from, int to, RangeTask task) {
        pieces.run(this, from, to, 1, GRAIN, task);
    }

    /// Runs a task on all rows from 0 to `rows` − 1 as [#onPieces] does on elements.
    ///
    /// @param columns the elements of a row
    /// @throws RuntimeException what the task throws
    /// @throws IllegalStateException within such a task: it must not use this engine
    public void onRows(int rows, int columns, RangeTask task) {
        pieces.run(this, 0, rows, columns, 1, task);
    }

    /// Runs a task in at most `parts` parts on the threads of this engine; the parts may run in any order.
    void spread(Workers.Task task, int parts) {
        Workers.run(task, Math.min(parts, threads));
    }

    /// Returns one of the scratch arrays, of at least this size, with anything in it.
    float[] scratch(int slot, int size) {
        if (scratch[slot].length < size) {
            scratch[slot] = new float[size];
        }
        return scratch[slot];
    }
}

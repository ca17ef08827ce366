package dev.lanewise.train;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Reads a pass on a thread of its own, which copies every batch into one of a few that go round between the two.
///
/// What is read does not depend on the threads. A failure of the source is thrown where its batch would have come. An
/// interrupt of the caller is kept for it to see and does not disturb the reading.
final class PrefetchingPass implements DataSource.Pass {
    private static final int AHEAD = 4;

    /// What goes from the reader to the caller: a batch, a failure, or neither at the end.
    private record Parcel(
            @Nullable Dataset memory,
            @Nullable Dataset batch,
            @Nullable Throwable failure) {}

    private final BlockingQueue<Parcel> full = new ArrayBlockingQueue<>(AHEAD + 1);
    private final BlockingQueue<Parcel> empty = new ArrayBlockingQueue<>(AHEAD + 1);
    private final Thread reader;
    private @Nullable Parcel inUse;
    private boolean ended;

    PrefetchingPass(DataSource source, Reading reading) {
        for (int i = 0; i < AHEAD; i++) {
            empty.add(new Parcel(null, null, null));
        }
        reader = Thread.ofPlatform().daemon().name("lanewise-prefetch").start(() -> readAll(source, reading));
    }

    private void readAll(DataSource source, Reading reading) {
        try (var pass = source.open(reading)) {
            for (var batch = pass.next(); batch != null; batch = pass.next()) {
                var parcel = empty.take();
                var memory = parcel.memory();
                if (memory == null
                        || memory.size() < batch.size()
                        || (memory.weights() == null) != (batch.weights() == null)) {
                    memory = batch.empty(batch.size());
                }
                var copy = memory.size() == batch.size() ? memory : memory.rows(0, batch.size());
                copy.copyFrom(batch);
                full.put(copy == parcel.batch() ? parcel : new Parcel(memory, copy, null));
            }
            full.put(new Parcel(null, null, null));
        } catch (InterruptedException _) {
            // Closed before its end; nobody waits for more.
        } catch (RuntimeException | Error failure) {
            full.add(new Parcel(null, null, failure));
        }
    }

    @Override
    public @Nullable Dataset next() {
        if (ended) {
            return null;
        }
        if (inUse != null) {
            empty.add(inUse);
        }
        inUse = take();
        ended = inUse.batch() == null;
        switch (inUse.failure()) {
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            case null, default -> {}
        }
        return inUse.batch();
    }

    private Parcel take() {
        boolean interrupted = false;
        while (true) {
            try {
                var parcel = full.take();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return parcel;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
    }

    /// Ends the reader and waits until it has closed its source.
    @Override
    public void close() {
        ended = true;
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

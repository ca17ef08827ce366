package dev.lanewise.train;

import dev.lanewise.layers.Storage;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Files in memory that are as unkind as a disk may be. What was not forced survives a crash in part: any of the
/// writes, in any order, and any of the changes of names. One call can be made to fail, or to be the last before the
/// machine stops.
final class UnsafeDisk implements Storage {
    /// What a call that comes after the machine has stopped ends in.
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Write(int at, byte[] bytes) {
        byte[] appliedTo(byte[] content) {
            var longer = Arrays.copyOf(content, Math.max(content.length, at + bytes.length));
            System.arraycopy(bytes, 0, longer, at, bytes.length);
            return longer;
        }
    }

    /// A file without its name.
    private static final class Content {
        private byte[] now = {};
        private byte[] forced = {};
        private final List<Write> unforced = new ArrayList<>();
    }

    /// A change of names: this name means that content from now on, or nothing.
    private record Naming(String name, @Nullable Content content) {}

    private final Map<String, Content> names = new HashMap<>();
    private final Map<String, Content> forcedNames = new HashMap<>();
    private final List<List<Naming>> unforcedNames = new ArrayList<>();
    private final boolean forgetsForces;
    private int calls;
    private int failing = -1;
    private int last = Integer.MAX_VALUE;

    UnsafeDisk(boolean forgetsForces) {
        this.forgetsForces = forgetsForces;
    }

    /// Returns how many calls have changed anything so far.
    int calls() {
        return calls;
    }

    /// Lets the call after so many fail.
    void failAfter(int calls) {
        failing = calls;
    }

    /// Lets the machine stop after so many calls.
    void stopAfter(int calls) {
        last = calls;
    }

    private boolean counted() throws IOException {
        if (calls >= last) {
            throw new Stopped();
        }
        return calls++ == failing;
    }

    private void count() throws IOException {
        if (counted()) {
            throw new IOException("no space left on device");
        }
    }

    /// Loses what a crash would lose and starts again.
    void crash(Random random) {
        for (var change : unforcedNames) {
            change.forEach(naming -> keep(naming.content(), random));
        }
        Collections.shuffle(unforcedNames, random);
        for (var change : unforcedNames) {
            if (random.nextBoolean()) {
                change.forEach(naming -> set(forcedNames, naming));
            }
        }
        unforcedNames.clear();
        names.clear();
        names.putAll(forcedNames);
        names.values().forEach(content -> keep(content, random));
        last = Integer.MAX_VALUE;
        failing = -1;
    }

    private static void keep(@Nullable Content content, Random random) {
        if (content == null) {
            return;
        }
        Collections.shuffle(content.unforced, random);
        for (var write : content.unforced) {
            if (random.nextBoolean()) {
                content.forced = write.appliedTo(content.forced);
            }
        }
        content.unforced.clear();
        content.now = content.forced;
    }

    private static void set(Map<String, Content> names, Naming naming) {
        if (naming.content() == null) {
            names.remove(naming.name());
        } else {
            names.put(naming.name(), naming.content());
        }
    }

    private void change(Naming... namings) {
        for (var naming : namings) {
            set(names, naming);
        }
        unforcedNames.add(List.of(namings));
    }

    private Content find(Path file) throws FileNotFoundException {
        var content = names.get(file.toString());
        if (content == null) {
            throw new FileNotFoundException(file.toString());
        }
        return content;
    }

    @Override
    public Sink create(Path file) throws IOException {
        count();
        var content = new Content();
        change(new Naming(file.toString(), content));
        return new Sink() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                boolean fails = counted();
                var write = new Write(
                        content.now.length, Arrays.copyOfRange(bytes, offset, offset + (fails ? length / 2 : length)));
                content.now = write.appliedTo(content.now);
                content.unforced.add(write);
                if (fails) {
                    throw new IOException("no space left on device");
                }
            }

            @Override
            public void force() throws IOException {
                count();
                if (!forgetsForces) {
                    content.forced = content.now;
                    content.unforced.clear();
                }
            }

            @Override
            public void close() throws IOException {
                count();
            }
        };
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return new ByteArrayInputStream(find(file).now);
    }

    @Override
    public long size(Path file) throws IOException {
        return find(file).now.length;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        count();
        change(new Naming(to.toString(), find(from)), new Naming(from.toString(), null));
    }

    @Override
    public void delete(Path file) throws IOException {
        count();
        if (names.containsKey(file.toString())) {
            change(new Naming(file.toString(), null));
        }
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        count();
        unforcedNames.forEach(change -> change.forEach(naming -> set(forcedNames, naming)));
        unforcedNames.clear();
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.layers.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointFileTest {
    private static final Path FILE = Path.of("/folder/checkpoint");
    private static final int ORDERS = 1000;

    /// More than one chunk of the writer.
    private static final int VALUES = 9000;

    @TempDir
    private Path folder = Path.of("");

    private static State numbered(int number) {
        var state = new State();
        state.put("number", number);
        var values = new double[VALUES];
        Arrays.setAll(values, i -> number * i);
        state.put("values", values);
        return state;
    }

    private static int numberIn(State state) {
        int number = (int) state.number("number");
        assertEquals((VALUES - 1.0) * number, state.numbers("values")[VALUES - 1]);
        return number;
    }

    private static int writeAll(UnsafeDisk disk, int count) {
        int written = 0;
        try {
            for (int i = 1; i <= count; i++) {
                CheckpointFile.write(disk, FILE, numbered(i));
                written = i;
            }
        } catch (UnsafeDisk.Stopped _) {
            // The machine stopped in the middle.
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return written;
    }

    /// Returns how many of the crashes lost what had been written, or left a file that is not whole.
    private static int lostIn(int orders, boolean forgetsForces) {
        var calls = new UnsafeDisk(false);
        writeAll(calls, 3);
        int lost = 0;
        for (int order = 0; order < orders; order++) {
            var random = new Random(order);
            var disk = new UnsafeDisk(forgetsForces);
            disk.stopAfter(random.nextInt(calls.calls() + 1));
            int written = writeAll(disk, 3);
            disk.crash(random);
            try {
                int found = numberIn(CheckpointFile.read(disk, FILE));
                lost += found == written || found == written + 1 ? 0 : 1;
            } catch (IOException damaged) {
                lost += written > 0 || damaged.getMessage().contains("no whole") ? 1 : 0;
            }
        }
        return lost;
    }

    @Test
    void shouldLoseNothingInACrashWhateverOfTheUnforcedWritesSurvives() {
        assertEquals(0, lostIn(ORDERS, false));
    }

    /// The test above can fail: where forcing does nothing, files are damaged or lost.
    @Test
    void shouldNeedTheForces() {
        assertTrue(lostIn(100, true) > 20);
    }

    @Test
    void shouldKeepTheOldOrTheNewFileWholeWhicheverCallFails() throws IOException {
        var counting = new UnsafeDisk(false);
        writeAll(counting, 1);
        int callsOfOne = counting.calls();
        assertTrue(callsOfOne > 7, "header, chunks, force, close, rename, folder");
        for (int call = 0; call < callsOfOne; call++) {
            var disk = new UnsafeDisk(false);
            writeAll(disk, 1);
            disk.failAfter(callsOfOne + call);
            var failure = assertThrows(IOException.class, () -> CheckpointFile.write(disk, FILE, numbered(2)));
            assertTrue(failure.getMessage().contains("no space"), failure.getMessage());
            boolean renamed = call == callsOfOne - 1;
            assertEquals(renamed ? 2 : 1, numberIn(CheckpointFile.read(disk, FILE)));
            assertThrows(IOException.class, () -> disk.size(Path.of("/folder/checkpoint.tmp")));
            CheckpointFile.write(disk, FILE, numbered(3));
            assertEquals(3, numberIn(CheckpointFile.read(disk, FILE)));
        }
    }

    @Test
    void shouldReplaceAFileOfTheMachineAndLeaveNothingElse() throws IOException {
        var file = folder.resolve("checkpoint");
        CheckpointFile.write(Storage.DISK, file, numbered(1));
        Thread.currentThread().interrupt();
        CheckpointFile.write(Storage.DISK, file, numbered(2));
        assertTrue(Thread.interrupted(), "an interrupt is kept and does not disturb");
        assertEquals(2, numberIn(CheckpointFile.read(Storage.DISK, file)));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void shouldNameAFileThatIsNoneAndChangeNothing() throws IOException {
        var file = Files.writeString(folder.resolve("text"), "no checkpoint at all, but long enough for a header");
        var thrown = assertThrows(IOException.class, () -> CheckpointFile.read(Storage.DISK, file));
        assertTrue(thrown.getMessage().contains("text is no whole checkpoint"), thrown.getMessage());
        var missing = folder.resolve("missing");
        assertThrows(IOException.class, () -> CheckpointFile.read(Storage.DISK, missing));
        var nowhere = folder.resolve("nowhere").resolve("file");
        assertThrows(IOException.class, () -> CheckpointFile.write(Storage.DISK, nowhere, numbered(1)));
        assertFalse(Files.exists(nowhere));
    }
}

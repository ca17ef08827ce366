package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskTest {
    /// A folder of Linux whose file system does not force folders.
    private static final Path UNFORCED = Path.of("/proc/self");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void shouldNotFailWhereTheSystemCannotForceAFolder() {
        assumeTrue(Files.isDirectory(UNFORCED), "this test needs the folders of Linux");
        assertThrows(IOException.class, () -> {
            try (var channel = FileChannel.open(UNFORCED, StandardOpenOption.READ)) {
                channel.force(true);
            }
        });
        assertDoesNotThrow(() -> Storage.DISK.forceFolder(UNFORCED));
    }

    @Test
    void shouldStillFailForAFolderThatIsNotThere() {
        var missing = folder.resolve("missing");
        assertThrows(NoSuchFileException.class, () -> Storage.DISK.forceFolder(missing));
    }

    @Test
    void shouldReplaceAFileAndKeepAnInterrupt() throws IOException {
        var file = Files.write(folder.resolve("file"), new byte[] {1});
        Thread.currentThread().interrupt();
        AtomicFile.write(file, output -> output.write(2));
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        assertArrayEquals(new byte[] {2}, Files.readAllBytes(file));
    }
}

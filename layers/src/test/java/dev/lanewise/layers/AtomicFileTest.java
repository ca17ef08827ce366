package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void shouldLeaveTheOldFileAloneWhateverFails() throws IOException {
        var file = folder.resolve("model");
        Files.write(file, new byte[] {1, 2, 3});
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFile.write(file, out -> {
                    out.write(4);
                    throw new IllegalStateException("the content gave up");
                }));
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }
}

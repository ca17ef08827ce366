package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxFileMutationTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void shouldReadOrRefuseEveryFileThatWasChanged() throws IOException {
        mutate(1000);
    }

    @Test
    @Tag("slow")
    void shouldReadOrRefuseAHundredThousandChangedFiles() throws IOException {
        mutate(100_000);
    }

    private void mutate(int count) throws IOException {
        byte[] plain = new byte[4 + 3 * 4 + 2 * 3 * 4];
        plain[2] = 8;
        plain[3] = 3;
        plain[7] = 2;
        plain[11] = 3;
        plain[15] = 4;
        for (int i = 16; i < plain.length; i++) {
            plain[i] = (byte) (7 * i);
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        int refused = 0;
        for (int seed = 0; seed < count; seed++) {
            boolean zipped = seed % 2 == 1;
            var file = folder.resolve(zipped ? "changed.gz" : "changed");
            Files.write(file, Mutations.of(zipped ? packed.toByteArray() : plain, new Random(seed)));
            try {
                assertTrue(IdxFile.read(file).size() > 0);
            } catch (IOException clear) {
                assertTrue(clear.getMessage().contains("changed"), clear.getMessage());
                refused++;
            }
        }
        assertTrue(refused > count / 2);
    }
}

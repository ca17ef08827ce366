package dev.lanewise.examples.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.train.Dataset;
import dev.lanewise.train.Reading;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {
    private static Dataset read(long mostBytes) throws IOException {
        try (var rows = new TrainingRows(7, 2, mostBytes)) {
            for (int i = 0; i < 7; i++) {
                rows.add(new float[] {i, -i}, 10 * i);
            }
            try (var pass = rows.finish().open(Reading.inOrder(7))) {
                return Objects.requireNonNull(pass.next());
            }
        }
    }

    @Test
    void shouldKeepTheSameRowsInMemoryAndInAFile() throws IOException {
        var memory = read(1000);
        var file = read(0);
        assertEquals(7, file.size());
        assertArrayEquals(memory.features().toArray(), file.features().toArray());
        assertArrayEquals(memory.targets().toArray(), file.targets().toArray());
    }

    @Test
    void shouldSayHowMuchRoomIsNeeded() {
        var failure = assertThrows(IOException.class, () -> new TrainingRows(1L << 50, 3, 0));
        assertTrue(failure.getMessage().contains(Long.toString(16L << 50)), failure.getMessage());
    }
}

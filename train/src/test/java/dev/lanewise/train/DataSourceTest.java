package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import it.unimi.dsi.fastutil.floats.FloatArrayList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DataSourceTest {
    private static final int COLUMNS = 3;
    private static final int BLOCK_ROWS = 43;

    @TempDir
    private Path folder = Path.of("");

    /// Row r holds r in its first feature and r + ½ as its target.
    private static Dataset numbered(int rows, int columns) {
        var data = new Dataset(Tensor.zeros(Shape.of(rows, columns)), Tensor.zeros(Shape.of(rows, 1)));
        for (int row = 0; row < rows; row++) {
            data.features().set(row * columns, row);
            data.targets().set(row, row + 0.5f);
        }
        return data;
    }

    private RowFile file(int rows, int columns) throws IOException {
        var data = numbered(rows, columns);
        var bytes = ByteBuffer.allocate(4 * rows * (columns + 1)).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows; row++) {
            for (float value : data.features().rows(row, row + 1).toArray()) {
                bytes.putFloat(value);
            }
            bytes.putFloat(data.targets().get(row));
        }
        var path = Files.write(folder.resolve("rows.f32"), bytes.array());
        return RowFile.ofBlocks(path, Shape.of(columns), Shape.of(1), BLOCK_ROWS);
    }

    /// Returns the numbers of the rows of a pass, having checked that features and targets belong together.
    private static float[] read(DataSource source, Reading reading) {
        var rows = new FloatArrayList();
        try (var pass = source.open(reading)) {
            for (var batch = pass.next(); batch != null; batch = pass.next()) {
                assertTrue(batch.size() == reading.batchSize() || batch.size() < reading.batchSize());
                for (int row = 0; row < batch.size(); row++) {
                    rows.add(batch.features().get(row * batch.features().columns()));
                    assertEquals(
                            rows.getFloat(rows.size() - 1) + 0.5f,
                            batch.targets().get(row));
                }
            }
        }
        return rows.toFloatArray();
    }

    private static Reading shuffled(int batchSize, long from, int epoch) {
        return new Reading(batchSize, from, CounterRandom.of(3, 100, epoch));
    }

    private static float[] inOrder(int rows) {
        return numbered(rows, 1).features().toArray();
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "43, 43", "44, 10", "1500, 32", "1500, 2000"})
    void shouldReadAFileInItsOrder(int rows, int batchSize) throws IOException {
        assertArrayEquals(inOrder(rows), read(file(rows, COLUMNS), Reading.inOrder(batchSize)));
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "100, 32", "1500, 32", "3000, 77"})
    void shouldReadEveryRowOfAFileOnceInAnOrderThatFollowsFromTheRandomNumbers(int rows, int batchSize)
            throws IOException {
        var source = file(rows, COLUMNS);
        var first = read(source, shuffled(batchSize, 0, 0));
        assertArrayEquals(first, read(source, shuffled(batchSize, 0, 0)));
        assertArrayEquals(first, read(source, shuffled(5, 0, 0)), "the batch size does not change the order");
        if (rows > 1) {
            assertFalse(Arrays.equals(first, read(source, shuffled(batchSize, 0, 1))));
        }
        var sorted = first.clone();
        Arrays.sort(sorted);
        assertArrayEquals(inOrder(rows), sorted);
    }

    /// 3000 rows are 70 blocks of 43, the last of 33, in windows of 32 blocks.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 43, 1375, 1376, 1377, 2751, 2752, 2999, 3000, 4000})
    void shouldTakeAPassUpAgainAnywhere(int from) throws IOException {
        var source = file(3000, COLUMNS);
        var whole = read(source, shuffled(32, 0, 0));
        var rest = Arrays.copyOfRange(whole, Math.min(from, 3000), 3000);
        assertArrayEquals(rest, read(source, shuffled(32, from, 0)));
        var data = numbered(3000, 2);
        var ofMemory = read(data, shuffled(32, 0, 0));
        assertArrayEquals(Arrays.copyOfRange(ofMemory, Math.min(from, 3000), 3000), read(data, shuffled(32, from, 0)));
        assertArrayEquals(inOrder(3000), read(data, Reading.inOrder(32)));
    }

    @Test
    void shouldGiveTheSameBatchesAhead() throws IOException {
        var source = file(3000, COLUMNS);
        assertArrayEquals(read(source, shuffled(32, 5, 0)), read(source.prefetched(), shuffled(32, 5, 0)));
        assertEquals(3000, source.prefetched().examples());
        var data = numbered(100, 3);
        assertArrayEquals(read(data, shuffled(7, 0, 2)), read(data.prefetched(), shuffled(7, 0, 2)));
    }

    @Test
    void shouldEndItsReaderWhenClosedEarly() {
        var pass = numbered(100, 3).prefetched().open(shuffled(7, 0, 2));
        assertNotNull(pass.next());
        pass.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("lanewise-prefetch") && thread.isAlive()));
    }

    @Test
    void shouldKeepAnInterruptWhileItReadsAhead() {
        Thread.currentThread().interrupt();
        var rows = read(numbered(100, 3).prefetched(), Reading.inOrder(7));
        assertTrue(Thread.interrupted());
        assertArrayEquals(inOrder(100), rows);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSayThatAFileHasBecomeShorter(boolean ahead) throws IOException {
        var source = file(3000, COLUMNS);
        try (var channel = Files.newByteChannel(source.file(), StandardOpenOption.WRITE)) {
            channel.truncate(1000);
        }
        var read = ahead ? source.prefetched() : source;
        var reading = Reading.inOrder(32);
        var thrown = assertThrows(UncheckedIOException.class, () -> read(read, reading));
        assertTrue(thrown.getMessage().contains("rows.f32 has become shorter"), thrown.getMessage());
    }

    @Test
    void shouldReadAboutAMebibyteAtOnce() throws IOException {
        var path = Files.write(folder.resolve("bytes"), new byte[4000]);
        assertEquals(
                (1 << 20) / 400, RowFile.of(path, Shape.of(90), Shape.of(10)).blockRows());
    }

    @Test
    void shouldRefuseAFileThatDoesNotHoldWholeExamples() throws IOException {
        var path = Files.write(folder.resolve("odd"), new byte[13]);
        var shape = Shape.of(2);
        var thrown = assertThrows(IOException.class, () -> RowFile.of(path, shape, Shape.of(1)));
        assertTrue(
                thrown.getMessage().contains("13 bytes") && thrown.getMessage().contains("12"));
        var nothing = Files.write(folder.resolve("empty"), new byte[0]);
        assertThrows(IOException.class, () -> RowFile.of(nothing, shape, Shape.of(1)));
        assertThrows(IOException.class, () -> RowFile.of(folder.resolve("none"), shape, Shape.of(1)));
    }

    @Test
    void shouldTrainFromAFileAsFromMemoryWhereTheOrderIsTheSame() throws IOException {
        var source = file(200, 3);
        var data = numbered(200, 3);
        var fit = Fit.epochs(2).unshuffled();
        var first = Sequential.of(Shape.of(3), Dense.of(1));
        var fromFile = first.build(1);
        var fromMemory = first.build(1);
        var optimizer = Sgd.learningRate(1e-6);
        var untouched = fromFile.sha256();
        var a = Trainer.of(fromFile, Losses.MEAN_SQUARED_ERROR, optimizer).fit(source.prefetched(), source, fit);
        var b = Trainer.of(fromMemory, Losses.MEAN_SQUARED_ERROR, optimizer).fit(data, data, fit);
        assertEquals(fromMemory.sha256(), fromFile.sha256());
        assertNotEquals(untouched, fromFile.sha256());
        assertArrayEquals(b.column("val_loss"), a.column("val_loss"));
    }
}

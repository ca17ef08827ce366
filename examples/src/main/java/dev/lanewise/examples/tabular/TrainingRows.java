package dev.lanewise.examples.tabular;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.train.DataSource;
import dev.lanewise.train.Dataset;
import dev.lanewise.train.RowFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Takes the training rows in: into memory up to 64 MiB, else into a file that training streams.
///
/// The bound does not follow from the memory that is there, because the order of training follows from the choice.
final class TrainingRows implements AutoCloseable {
    static final long MOST_BYTES = 64L << 20;

    private final int width;
    private final long bytes;
    private final @Nullable Dataset memory;
    private final @Nullable Path file;
    private final OutputStream output;
    private final ByteBuffer buffer;
    private int row;

    /// Makes room.
    ///
    /// @param rows how many there will be
    /// @param width the number of inputs
    /// @param mostBytes what is kept in memory
    /// @throws IOException if the folder for temporary files has not enough room; the message gives both numbers
    TrainingRows(long rows, int width, long mostBytes) throws IOException {
        this.width = width;
        int rowBytes = 4 * (width + 1);
        bytes = rows * rowBytes;
        buffer = ByteBuffer.allocate(rowBytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean small = bytes <= mostBytes;
        memory = small
                ? new Dataset(Tensor.zeros(Shape.of((int) rows, width)), Tensor.zeros(Shape.of((int) rows, 1)))
                : null;
        file = small ? null : room(bytes);
        output = file == null ? OutputStream.nullOutputStream() : Files.newOutputStream(file);
    }

    private static Path room(long bytes) throws IOException {
        var file = Files.createTempFile("lanewise-tabular", ".rows");
        file.toFile().deleteOnExit();
        long free = Files.getFileStore(file).getUsableSpace();
        if (bytes > free) {
            Files.delete(file);
            throw new IOException("the training rows need " + bytes + " bytes in " + file.getParent() + ", which has "
                    + free + "; LANEWISE_JAVA_OPTS=-Djava.io.tmpdir=FOLDER names another folder");
        }
        return file;
    }

    void add(float[] inputs, float target) throws IOException {
        if (memory == null) {
            buffer.clear();
            buffer.asFloatBuffer().put(inputs).put(target);
            output.write(buffer.array());
        } else {
            memory.features().rows(row, row + 1).copyFrom(Tensor.wrap(inputs, 0, Shape.of(1, width)));
            memory.targets().set(row++, target);
        }
    }

    /// Returns the rows, all of which have been added.
    DataSource finish() throws IOException {
        output.close();
        if (memory != null) {
            return memory;
        }
        if (file == null) {
            throw new IllegalStateException("rows are in memory or in a file");
        }
        return RowFile.of(file, Shape.of(width), Shape.of(1)).prefetched();
    }

    /// Returns where the rows are, for people.
    String place() {
        return file == null ? "in memory" : String.format("in a temporary file of %,d bytes", bytes);
    }

    /// Deletes the file.
    @Override
    public void close() throws IOException {
        output.close();
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}

package dev.lanewise.layers;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The files of the machine. Reading and writing use streams, which do not know of interrupts.
record Disk() implements Storage {
    private static final System.Logger LOGGER = System.getLogger(Disk.class.getName());

    private record OpenFile(FileOutputStream stream) implements Sink {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            stream.write(bytes, offset, length);
        }

        @Override
        public void force() throws IOException {
            stream.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    @Override
    public Sink create(Path file) throws IOException {
        return new OpenFile(new FileOutputStream(file.toFile()));
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return new FileInputStream(file.toFile());
    }

    @Override
    public long size(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /// A folder can only be forced through a channel, which an interrupt would close: it is put aside meanwhile.
    /// A system may be unable to open folders, as Windows is, or its file system to force them. That is no failure:
    /// the system then keeps the new names in its own time, and after a crash each stands for the old or the new
    /// file, which are whole.
    @Override
    public void forceFolder(Path folder) throws IOException {
        boolean interrupted = Thread.interrupted();
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unable) {
            if (!Files.isDirectory(folder)) {
                throw unable;
            }
            LOGGER.log(System.Logger.Level.DEBUG, "the folder " + folder + " cannot be forced: " + unable);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

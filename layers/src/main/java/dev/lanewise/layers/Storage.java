package dev.lanewise.layers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// The few things that replacing a file safely takes. [#DISK] does them on the machine; another one may keep files
/// elsewhere, or fail on purpose in a test.
public interface Storage {
    /// The files of the machine. An interrupt of the thread does not disturb what is read and written.
    Storage DISK = new Disk();

    /// Creates a file, or empties one.
    Sink create(Path file) throws IOException;

    /// Opens a file for reading from its beginning.
    InputStream open(Path file) throws IOException;

    /// Returns how many bytes a file has.
    long size(Path file) throws IOException;

    /// Gives a file another name in one step, in place of what had that name.
    void rename(Path from, Path to) throws IOException;

    /// Deletes a file if there is one.
    void delete(Path file) throws IOException;

    /// Returns when the names of a folder's files are where they survive a crash, or at once where the system has
    /// no means for that.
    ///
    /// @throws IOException if there is no such folder, or its storage fails
    void forceFolder(Path folder) throws IOException;

    /// A file that is being written.
    interface Sink extends Closeable {
        /// Writes some bytes of an array behind what was written.
        void write(byte[] bytes, int offset, int length) throws IOException;

        /// Returns when everything written is where it survives a crash.
        void force() throws IOException;
    }
}

package dev.lanewise.train;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// The few things that replacing a file safely takes, so that tests can make each of them fail.
interface FileLayer {
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

    /// Returns when the names of a folder's files are on the disk.
    void forceFolder(Path folder) throws IOException;

    /// A file that is being written.
    interface Sink extends Closeable {
        /// Writes the first bytes of an array.
        void write(byte[] bytes, int length) throws IOException;

        /// Returns when everything written is on the disk.
        void force() throws IOException;
    }
}

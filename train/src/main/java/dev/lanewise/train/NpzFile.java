package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Reads NumPy's `.npz` format, the arrays that `numpy.savez` or `numpy.savez_compressed` put into one file: a zip file
/// of `.npy` files, read as [NpyFile] reads them, each checked against its CRC-32.
///
/// ```java
/// var arrays = NpzFile.read(Path.of("mnist.npz"));
/// var data = new Dataset(arrays.get("x_train"), arrays.get("y_train"));
/// ```
public final class NpzFile {
    private static final String ENDING = ".npy";

    private NpzFile() {}

    /// Returns all arrays by their names, in the order of the file.
    ///
    /// @throws IOException if the file cannot be read, is no zip file, or holds an array that is damaged or not
    ///     known, or anything else; the message names file and array
    public static SequencedMap<String, Tensor> read(Path file) throws IOException {
        var arrays = new LinkedHashMap<String, Tensor>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (!entry.getName().endsWith(ENDING)) {
                    throw new IOException(file + " holds '" + entry.getName() + "', which is no array");
                }
                var name = entry.getName().substring(0, entry.getName().length() - ENDING.length());
                if (arrays.put(name, read(zip, entry, file + ", '" + name + "',")) != null) {
                    throw new IOException(file + " holds '" + name + "' twice");
                }
            }
        } catch (IOException | IllegalArgumentException damaged) {
            // The zip library makes of some damaged fields an IllegalArgumentException, or an exception without
            // message.
            var reason = String.valueOf(damaged.getMessage());
            throw damaged instanceof IOException named && reason.startsWith(file.toString())
                    ? named
                    : new IOException(file + " is no sound zip file: " + reason, damaged);
        }
        return Collections.unmodifiableSequencedMap(arrays);
    }

    private static Tensor read(ZipFile zip, ZipEntry entry, String name) throws IOException {
        try (var stream = zip.getInputStream(entry);
                var checked = new CheckedInputStream(new BufferedInputStream(stream), new CRC32())) {
            var array = NpyFile.read(checked, name);
            if (checked.getChecksum().getValue() != entry.getCrc()) {
                throw new IOException(name + " is damaged: its checksum is not that of its content");
            }
            return array;
        }
    }
}

package dev.lanewise.examples.tabular;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where a run writes: all its files appear at the end, or none.
///
/// @param folder the output folder, which may be there already; other files in it stay
/// @param existing the folder itself or the nearest one above it that exists
record ResultFolder(Path folder, Path existing) {
    /// Writes files into a folder.
    @FunctionalInterface
    interface Writing {
        void into(Path folder) throws IOException;
    }

    /// Sees that one can write there, and leaves nothing behind.
    ///
    /// @throws IOException if not
    static ResultFolder of(Path folder) throws IOException {
        var existing = folder.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            Files.delete(Files.createTempDirectory(existing, ".lanewise"));
        } catch (IOException failed) {
            throw new IOException("the output folder " + folder + " cannot be written to", failed);
        }
        return new ResultFolder(folder, existing);
    }

    /// Lets files be written into a hidden folder beside, and moves them to their place.
    void write(Writing writing) throws IOException {
        var hidden = Files.createTempDirectory(existing, ".lanewise");
        hidden.toFile().deleteOnExit();
        try {
            writing.into(hidden);
            Files.createDirectories(folder);
            for (var file : files(hidden)) {
                Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (var file : files(hidden)) {
                Files.delete(file);
            }
            Files.delete(hidden);
        }
    }

    /// Does as [#write], and where an earlier result is overwritten deletes its files that the new one lacks.
    ///
    /// @param sign the file by which a result is known
    /// @param obsolete names of files that not every result has
    void replace(Writing writing, String sign, List<String> obsolete) throws IOException {
        boolean earlier = Files.isRegularFile(folder.resolve(sign));
        write(hidden -> {
            writing.into(hidden);
            for (var name : earlier ? obsolete : List.<String>of()) {
                if (!Files.exists(hidden.resolve(name))) {
                    Files.deleteIfExists(folder.resolve(name));
                }
            }
        });
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        }
    }
}

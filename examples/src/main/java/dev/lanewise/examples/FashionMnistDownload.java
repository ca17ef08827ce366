package dev.lanewise.examples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/// Finds the files of Fashion-MNIST, or downloads them from the data set's public home into the cache folder.
final class FashionMnistDownload {
    private static final String HOME = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
    private static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");

    /// The SHA-256 of the four files.
    private static final Map<String, String> CHECKSUMS = Map.of(
            "train-images-idx3-ubyte.gz", "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7",
            "train-labels-idx1-ubyte.gz", "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056",
            "t10k-images-idx3-ubyte.gz", "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa",
            "t10k-labels-idx1-ubyte.gz", "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05");

    private FashionMnistDownload() {}

    /// Returns a folder with the four files.
    ///
    /// @throws IOException if they are nowhere and cannot be downloaded
    static Path folder() throws IOException {
        var cache = cache();
        if (FashionMnistData.complete(cache)) {
            return cache;
        }
        if (FashionMnistData.complete(DEBIAN)) {
            return DEBIAN;
        }
        Files.createDirectories(cache);
        for (var name : FashionMnistData.names()) {
            download(name + ".gz", cache);
        }
        return cache;
    }

    private static Path cache() {
        var base = System.getenv("XDG_CACHE_HOME");
        var root = base == null || base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        return root.resolve("lanewise").resolve("fashion-mnist");
    }

    private static void download(String name, Path folder) throws IOException {
        System.err.println("downloading " + name + " …");
        byte[] bytes;
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
            var request = HttpRequest.newBuilder(URI.create(HOME + name))
                    .timeout(Duration.ofMinutes(5))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            bytes = response.body();
        } catch (IOException failed) {
            throw new IOException(
                    "Fashion-MNIST is neither in " + folder + " nor in " + DEBIAN + " and could not be downloaded from "
                            + HOME + ": install Debian's package dataset-fashion-mnist, or name a folder with --data",
                    failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while downloading " + name, interrupted);
        }
        if (!sha256(bytes).equals(CHECKSUMS.get(name))) {
            throw new IOException(HOME + name + " is not the file that it should be: SHA-256 " + sha256(bytes)
                    + " instead of " + CHECKSUMS.get(name));
        }
        var part = folder.resolve(name + ".part");
        Files.write(part, bytes);
        Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}

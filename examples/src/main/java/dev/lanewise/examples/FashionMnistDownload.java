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
import org.jspecify.annotations.Nullable;

/// Finds the files of Fashion-MNIST, or downloads them from the data set's public home into the cache folder, or lets a
/// script put them there.
///
/// @param home where the files are to be had, ending in a slash
/// @param checksums the SHA-256 of the files there
/// @param cache the folder to look into first, and to download to
/// @param installed the folder to look into next
/// @param script what to run without arguments where the home is out of reach; null for nothing
record FashionMnistDownload(
        String home,
        Map<String, String> checksums,
        Path cache,
        Path installed,
        @Nullable Path script) {
    /// Of the four files at their public home; Debian's package has them packed anew.
    private static final Map<String, String> CHECKSUMS = Map.of(
            "train-images-idx3-ubyte.gz", "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            "train-labels-idx1-ubyte.gz", "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            "t10k-images-idx3-ubyte.gz", "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            "t10k-labels-idx1-ubyte.gz", "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5");

    /// Returns the public home, the user's cache folder, the folder of Debian's package, and the script that
    /// `examples/run` names in the property `lanewise.fetch`.
    static FashionMnistDownload standard() {
        var script = System.getProperty("lanewise.fetch");
        var base = System.getenv("XDG_CACHE_HOME");
        var root = base == null || base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        return new FashionMnistDownload(
                "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                CHECKSUMS,
                root.resolve("lanewise").resolve("fashion-mnist"),
                Path.of("/usr/share/datasets/fashion-mnist"),
                script == null ? null : Path.of(script));
    }

    /// Returns a folder with the four files.
    ///
    /// @throws IOException if they are nowhere and cannot be downloaded
    Path folder() throws IOException {
        if (FashionMnistData.complete(cache)) {
            return cache;
        }
        if (FashionMnistData.complete(installed)) {
            return installed;
        }
        try {
            for (var name : FashionMnistData.names()) {
                download(name + ".gz");
            }
        } catch (IOException failed) {
            runScript();
            if (!FashionMnistData.complete(cache)) {
                throw failed;
            }
        }
        return cache;
    }

    /// Runs the script, which says itself what it does.
    private void runScript() throws IOException {
        if (script != null) {
            try {
                new ProcessBuilder(script.toString()).inheritIO().start().waitFor();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while running " + script, interrupted);
            }
        }
    }

    private void download(String name) throws IOException {
        System.err.println("downloading " + name + " …");
        var bytes = fetch(name);
        if (!sha256(bytes).equals(checksums.get(name))) {
            throw new IOException(home + name + " is not the file that it should be: SHA-256 " + sha256(bytes)
                    + " instead of " + checksums.get(name));
        }
        Files.createDirectories(cache);
        var part = cache.resolve(name + ".part");
        Files.write(part, bytes);
        Files.move(part, cache.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private byte[] fetch(String name) throws IOException {
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
            var request = HttpRequest.newBuilder(URI.create(home + name))
                    .timeout(Duration.ofMinutes(5))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            return response.body();
        } catch (IOException failed) {
            throw new IOException(
                    "Fashion-MNIST is neither in " + cache + " nor in " + installed
                            + " and could not be downloaded from " + home
                            + ": install Debian's package dataset-fashion-mnist, or name a folder with --data",
                    failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while downloading " + name, interrupted);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}

package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Downloads from a server of the sample on this machine.
class FashionMnistDownloadTest {
    @TempDir
    private Path folder;

    private HttpServer server = SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            FashionMnistTest.SAMPLE.toAbsolutePath(),
            SimpleFileServer.OutputLevel.NONE);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private FashionMnistDownload download(String path, Map<String, String> checksums) {
        return new FashionMnistDownload(
                "http:/" + server.getAddress() + path,
                checksums,
                folder.resolve("cache"),
                folder.resolve("installed"),
                null);
    }

    private static Map<String, String> checksums() throws Exception {
        var sums = new TreeMap<String, String>();
        for (var name : FashionMnistData.names()) {
            var bytes = Files.readAllBytes(FashionMnistTest.SAMPLE.resolve(name + ".gz"));
            sums.put(
                    name + ".gz",
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        return sums;
    }

    @Test
    void shouldDownloadWhatIsNowhereAndFindItTheNextTime() throws Exception {
        var download = download("/", checksums());
        assertEquals(folder.resolve("cache"), download.folder());
        for (var name : checksums().keySet()) {
            assertArrayEquals(
                    Files.readAllBytes(FashionMnistTest.SAMPLE.resolve(name)),
                    Files.readAllBytes(folder.resolve("cache").resolve(name)));
        }
        server.stop(0);
        assertEquals(folder.resolve("cache"), download.folder());
    }

    @Test
    void shouldPreferWhatIsInstalled() throws Exception {
        var cache = folder.resolve("cache");
        var download = new FashionMnistDownload("http://localhost:1/", Map.of(), cache, FashionMnistTest.SAMPLE, null);
        assertEquals(FashionMnistTest.SAMPLE, download.folder());
        assertFalse(Files.exists(cache));
    }

    @Test
    void shouldKeepNoFileWithAnotherChecksum() throws Exception {
        var wrong = new TreeMap<>(checksums());
        wrong.put("train-images-idx3-ubyte.gz", "0".repeat(64));
        var refused = assertThrows(IOException.class, () -> download("/", wrong).folder());
        assertTrue(refused.getMessage().contains("train-images-idx3-ubyte.gz is not the file"), refused.getMessage());
        assertFalse(Files.exists(folder.resolve("cache")));
    }

    /// As `examples/fetch-fashion-mnist` does where there is Debian's package.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldLetTheScriptFetchWhatCannotBeDownloaded() throws IOException {
        var cache = folder.resolve("cache");
        var copy = "mkdir '" + cache + "' && cp " + FashionMnistTest.SAMPLE.toAbsolutePath() + "/*.gz '" + cache + "'";
        assertEquals(cache, without("fetch", copy, cache).folder());
        assertTrue(Files.exists(cache.resolve("train-images-idx3-ubyte.gz")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldSayThatTheDownloadFailedIfTheScriptDoesToo() throws IOException {
        var cache = folder.resolve("cache");
        var message = assertThrows(
                        IOException.class,
                        () -> without("fail", "exit 1", cache).folder())
                .getMessage();
        assertTrue(message.contains("could not be downloaded from http://localhost:1/"), message);
    }

    /// Returns a download from a home that is out of reach, with a script.
    private FashionMnistDownload without(String name, String commands, Path cache) throws IOException {
        var script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return new FashionMnistDownload("http://localhost:1/", Map.of(), cache, folder.resolve("installed"), script);
    }

    @Test
    void shouldSayWhereItLookedIfThereIsNothing() {
        for (var home : new String[] {"/nothing/", ":1/"}) {
            var download = new FashionMnistDownload(
                    home.startsWith(":") ? "http://localhost" + home : "http:/" + server.getAddress() + home,
                    Map.of(),
                    folder.resolve("cache"),
                    folder.resolve("installed"),
                    null);
            var message = assertThrows(IOException.class, download::folder).getMessage();
            for (var part : new String[] {
                folder.resolve("cache").toString(),
                folder.resolve("installed").toString(),
                download.home(),
                "dataset-fashion-mnist",
                "--data"
            }) {
                assertTrue(message.contains(part), message);
            }
            assertFalse(message.contains("\n"), message);
            assertFalse(Files.exists(folder.resolve("cache")));
        }
    }
}

package dev.lanewise.examples.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.examples.Main;
import dev.lanewise.examples.Outcome;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.ModelFile;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.regularization.L2;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// A server asked over HTTP, on the loopback.
class ServeTest {
    private static final int GREATEST_BODY = 100_000;

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Model model = Sequential.of(
                    Shape.of(2, 2),
                    Dropout.rate(0.5),
                    Dense.of(20).withActivation(Activations.ELU).withPenalty(L2.of(0.1)),
                    Dense.of(3).withActivation(Activations.SOFTMAX))
            .build(42);
    private Path file = Path.of("");
    private PredictionServer server = serve(model);

    private static PredictionServer serve(Model model) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new PredictionServer(model, address, 4, GREATEST_BODY);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// As a program would that has the file alone.
    @BeforeEach
    void serveWhatTheFileHolds() throws IOException {
        file = folder.resolve("model.safetensors");
        ModelFile.write(model, file);
        server.close();
        server = serve(ModelFile.read(file));
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private static Tensor rows(int count, int seed) {
        var rows = Tensor.zeros(Shape.of(count, 4));
        CounterRandom.of(seed, 1000, 0).normal(rows, 1);
        return rows;
    }

    private static String json(Tensor rows) {
        return new String(JsonRows.write(rows), StandardCharsets.UTF_8);
    }

    private static float[][] numbers(String json) {
        return JsonMapper.shared().readValue(json, float[][].class);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        var uri = URI.create("http://localhost:" + server.port() + path);
        try {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private void assertPredicts(Tensor rows) {
        var response = send("POST", "/", json(rows));
        assertEquals(200, response.statusCode(), response.body());
        var expected = model.predict(rows);
        var actual = numbers(response.body());
        assertEquals(rows.rows(), actual.length);
        for (int row = 0; row < actual.length; row++) {
            assertArrayEquals(expected.rows(row, row + 1).toArray(), actual[row]);
        }
    }

    @Test
    void shouldAnswerWithTheBitsOfTheModelThatWasTrained() {
        assertPredicts(rows(1, 1));
        // More than one block of rows.
        assertPredicts(rows(300, 2));
    }

    @Test
    void shouldAnswerManyAtOnce() {
        try (var asking = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, 40)
                    .mapToObj(i -> asking.submit(() -> assertPredicts(rows(1 + i, i))))
                    .toList();
            for (var answer : answers) {
                try {
                    answer.get();
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            }
        }
    }

    @Test
    void shouldTellTheShapes() {
        var response = send("GET", "/", "");
        assertEquals(200, response.statusCode());
        assertEquals(
                "(2, 2)",
                JsonMapper.shared().readTree(response.body()).get("input").asString());
        assertEquals(
                "(3)",
                JsonMapper.shared().readTree(response.body()).get("output").asString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        [[1, 2, 3]]               | 4 numbers            | row 0 has 3
        [[1, 2, 3, 4], [1, 2, 3, 4, 5]] | 4 numbers      | row 1 has 5
        [[]]                      | 4 numbers            | row 0 has 0
        []                        | at least 1 row       | 0
        [1, 2, 3, 4]              | array of rows        | after 0 rows
        {}                        | array of rows        | numbers
        [[1, 2, null, 4]]         | numbers alone        | row 0 has something else at 2
        [[1, 2, [3], 4]]          | numbers alone        | row 0 has something else at 2
        [[1, 2, 3, "4"]]          | numbers alone        | row 0 has something else at 3
        [[1, 2, 3, 1e39]]         | finite               | row 0 has another at 3
        [[1, 2, 3, NaN]]          | JSON                 | is none
        [[1, 2, 3, 4]             | JSON                 | is none
        [[1, 2, 3, 4]] x          | JSON                 | is none
        [[1, 2, 3, 4]] []         | one array            | after 1 rows
        hello                     | JSON                 | is none
        ""                        | array of rows        | numbers
        """)
    void shouldRefuseWhatIsNoRowsWithTheRuleAndBothNumbers(String body, String rule, String value) {
        var response = send("POST", "/", body);
        assertEquals(400, response.statusCode(), response.body());
        var error = JsonMapper.shared().readTree(response.body()).get("error").asString();
        assertTrue(error.contains(rule), error);
        assertTrue(error.contains(value), error);
        assertPredicts(rows(2, 3));
    }

    @Test
    void shouldRefuseMoreRowsThanItWouldAnswer() {
        server.close();
        server = serve(Sequential.of(Shape.of(1), Dense.of(100)).build(42));
        var body = "[0],".repeat(10_486);
        var response = send("POST", "/", '[' + body.substring(0, body.length() - 1) + ']');
        assertEquals(413, response.statusCode(), response.body());
        assertTrue(response.body().contains("1048576 numbers, but 10486 rows of 100 outputs"), response.body());
        var most = body.substring(0, 4 * 10_485 - 1);
        assertEquals(200, send("POST", "/", '[' + most + ']').statusCode());
    }

    @Test
    void shouldNotAnswerWithWhatIsNoNumber() {
        server.close();
        model.values()[0] = Float.NaN;
        server = serve(model);
        var response = send("POST", "/", "[[0, 0, 0, 0], [1, 0, 0, 0]]");
        assertEquals(422, response.statusCode());
        assertTrue(response.body().contains("no finite number for row 0"), response.body());
    }

    @ParameterizedTest
    @CsvSource({"GET, /other, 404", "POST, /other, 404", "PUT, /, 405", "DELETE, /, 405"})
    void shouldRefuseOtherPathsAndMethods(String method, String path, int status) {
        assertEquals(status, send(method, path, "").statusCode());
    }

    /// A body that says it is too long is refused before any of it was read, and one that does not after the limit.
    @ParameterizedTest
    @CsvSource({"Content-Length: 100001, is 100001", "Transfer-Encoding: chunked, is longer"})
    void shouldRefuseBodiesThatAreTooLong(String header, String what) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var out = socket.getOutputStream();
            out.write(
                    ("POST / HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            if (header.contains("chunked")) {
                out.write("%x\r\n%s\r\n"
                        .formatted(GREATEST_BODY + 1, " ".repeat(GREATEST_BODY + 1))
                        .getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            var reader = reader(socket);
            assertTrue(reader.readLine().contains(" 413 "));
            var answer = new StringBuilder();
            for (int c = reader.read(); c >= 0 && c != '}'; c = reader.read()) {
                answer.append((char) c);
            }
            assertTrue(
                    answer.toString().contains("a body may have 100000 bytes, but this one " + what),
                    answer.toString());
        }
        assertPredicts(rows(2, 3));
    }

    @Test
    void shouldRefuseWrongOptionsInOneLine() {
        for (var option : new String[] {"--port 70000", "--threads -1", "--max-body 0", "--port x"}) {
            var outcome = Outcome.of(Outcome.arguments(List.of("serve", "--model", file.toString()), option));
            assertEquals(2, outcome.status(), option);
            assertEquals(1, outcome.errors().size(), outcome.errors().toString());
        }
        var outcome =
                Outcome.of(List.of("serve", "--model", folder.resolve("none").toString()));
        assertEquals(1, outcome.status());
        assertEquals(1, outcome.errors().size(), outcome.errors().toString());
    }

    /// The process is asked to end while half a request is there: it takes no new ones, waits for the other half,
    /// and answers it.
    @Test
    void shouldFinishWhatHasBegunWhenAskedToEnd() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--model",
                        file.toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        try (var reader = process.inputReader(StandardCharsets.UTF_8);
                var socket = new Socket(InetAddress.getLoopbackAddress(), port(reader))) {
            var body = json(rows(1, 1));
            var out = socket.getOutputStream();
            var head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n";
            out.write((head + body.substring(0, 5)).getBytes(StandardCharsets.UTF_8));
            out.flush();
            // An answer to a later request shows that the server has read this one's beginning.
            waitUntilServing(socket.getPort());
            process.destroy();
            waitUntilClosed(socket.getPort());
            out.write(body.substring(5).getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertTrue(reader(socket).readLine().contains(" 200 "));
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static int port(BufferedReader reader) throws IOException {
        var text = new StringBuilder();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            text.append(line).append('\n');
            var address = line.split("http://localhost:", 2);
            if (address.length == 2) {
                return Integer.parseInt(address[1].replace("/", ""));
            }
        }
        throw new AssertionError(Objects.toString(text));
    }

    private void waitUntilServing(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .build();
        assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode());
    }

    private static void waitUntilClosed(int port) throws InterruptedException {
        for (int tries = 0; tries < 1000; tries++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread.sleep(20);
            } catch (IOException refused) {
                return;
            }
        }
        assertThrows(IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }
}

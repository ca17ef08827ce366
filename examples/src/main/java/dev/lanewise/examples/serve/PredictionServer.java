package dev.lanewise.examples.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers rows of numbers, sent by POST as JSON, with what a network gives for them, and GET with the shapes it takes
/// and gives. An answer has at most 1,048,576 numbers; more rows are refused.
///
/// All threads share the model, which nobody changes; each has a workspace, so that predicting needs no lock.
final class PredictionServer implements AutoCloseable {
    private static final int BLOCK = 256;
    /// Rows times outputs; as JSON some 12 MB.
    private static final int MOST_NUMBERS = 1 << 20;

    private static final int SECONDS_TO_FINISH = 10;

    private final Model model;
    private final int greatestBody;
    private final ThreadLocal<Workspace> workspace;
    private final ExecutorService threads;
    private final HttpServer server;

    /// Begins to serve.
    ///
    /// @param address where to listen; port 0 for any that is free
    /// @param threads how many requests are worked on at once; the bodies of as many are in memory
    /// @param greatestBody in bytes; longer ones are refused
    /// @throws IOException if one cannot listen there
    PredictionServer(Model model, InetSocketAddress address, int threads, int greatestBody) throws IOException {
        this.model = model;
        this.greatestBody = greatestBody;
        workspace = ThreadLocal.withInitial(() -> new Workspace(model, Engine.singleThreaded(), BLOCK));
        this.threads = Executors.newFixedThreadPool(threads);
        server = HttpServer.create(address, 0);
        server.setExecutor(this.threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /// Returns the port it listens at.
    int port() {
        return server.getAddress().getPort();
    }

    /// Takes no more requests, finishes those that have begun, for at most 10 seconds, and returns.
    @Override
    public void close() {
        server.stop(SECONDS_TO_FINISH);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, 200, respond(exchange));
            } catch (Refusal refusal) {
                send(exchange, refusal.status(), JsonRows.write(Map.of("error", refusal.reason())));
            } catch (RuntimeException failed) {
                System.err.println("a request failed: " + failed);
                send(exchange, 500, JsonRows.write(Map.of("error", "the server failed")));
            }
        }
    }

    private byte[] respond(HttpExchange exchange) throws IOException, Refusal {
        var path = exchange.getRequestURI().getPath();
        if (!"/".equals(path)) {
            throw new Refusal(404, "only / is served");
        }
        return switch (exchange.getRequestMethod()) {
            case "POST" ->
                JsonRows.write(
                        predict(JsonRows.read(body(exchange), model.shape(0).size())));
            case "GET" ->
                JsonRows.write(Map.of(
                        "input", model.shape(0).toString(),
                        "output", model.shape(model.layers().size()).toString()));
            default -> {
                exchange.getResponseHeaders().set("Allow", "GET, POST");
                throw new Refusal(405, "rows are sent by POST");
            }
        };
    }

    private byte[] body(HttpExchange exchange) throws IOException, Refusal {
        var declared = exchange.getRequestHeaders().getFirst("Content-Length");
        if (declared != null && declared.matches("[0-9]{1,18}") && Long.parseLong(declared) > greatestBody) {
            throw tooLong("is " + declared);
        }
        var body = new ByteArrayOutputStream();
        var block = new byte[1 << 16];
        var in = exchange.getRequestBody();
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            body.write(block, 0, n);
            if (body.size() > greatestBody) {
                throw tooLong("is longer");
            }
        }
        return body.toByteArray();
    }

    private Refusal tooLong(String what) {
        return new Refusal(413, "a body may have " + greatestBody + " bytes, but this one " + what);
    }

    private Tensor predict(Tensor input) throws Refusal {
        int outputs = model.shape(model.layers().size()).size();
        if ((long) input.rows() * outputs > MOST_NUMBERS) {
            throw new Refusal(
                    413,
                    "an answer may have " + MOST_NUMBERS + " numbers, but " + input.rows() + " rows of " + outputs
                            + " outputs have " + (long) input.rows() * outputs);
        }
        var output = Tensor.zeros(model.shape(model.layers().size()).batch(input.rows()));
        for (int from = 0; from < input.rows(); from += BLOCK) {
            int to = Math.min(from + BLOCK, input.rows());
            output.rows(from, to).copyFrom(workspace.get().forward(input.rows(from, to), Mode.INFERENCE, 0, from));
        }
        for (int i = 0; i < output.size(); i++) {
            if (!Float.isFinite(output.get(i))) {
                throw new Refusal(422, "the network gives no finite number for row " + i / output.columns());
            }
        }
        return output;
    }

    private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        // Sent before the rest of a refused body is waited for.
        try (var out = exchange.getResponseBody()) {
            out.write(json);
        }
    }
}

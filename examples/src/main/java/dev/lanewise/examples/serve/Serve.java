package dev.lanewise.examples.serve;

import dev.lanewise.layers.ModelFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Serves a model file until the process is asked to end; then it finishes what has begun.
@Command(
        name = "serve",
        description = {
            "Serves a model file over HTTP: POST rows of numbers as JSON to /, and get rows of outputs.",
            "curl -d '[[5.1, 3.5, 1.4, 0.2]]' http://localhost:8080"
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Serve implements Callable<Integer> {
    private static final String SECONDS = "30";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--model", required = true, description = "a file that ModelFile.write has written")
    private Path model = Path.of("");

    @Option(names = "--host", description = "where to listen; 0.0.0.0 for everywhere", defaultValue = "localhost")
    private String host = "localhost";

    @Option(names = "--port", description = "0 for any that is free", defaultValue = "8080")
    private int port;

    @Option(names = "--threads", description = "requests at once; 0 for all processors", defaultValue = "0")
    private int threads;

    @Option(names = "--max-body", description = "the longest body that is read, in bytes", defaultValue = "16777216")
    private int greatestBody;

    private Serve() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        check("--port", port, 0, 65_535);
        check("--threads", threads, 0, 1024);
        check("--max-body", greatestBody, 1, 1 << 30);
        // Whoever sends or reads too slowly does not keep a thread for long.
        System.setProperty("sun.net.httpserver.maxReqTime", SECONDS);
        System.setProperty("sun.net.httpserver.maxRspTime", SECONDS);
        var network = ModelFile.read(model);
        int atOnce = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        var server = new PredictionServer(network, new InetSocketAddress(host, port), atOnce, greatestBody);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println(network.summary());
        System.out.println("serving " + model + " at http://" + host + ":" + server.port() + "/");
        new CountDownLatch(1).await();
        return 0;
    }

    private void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), option + " must be in [" + least + ", " + most + "], but is " + value);
        }
    }
}

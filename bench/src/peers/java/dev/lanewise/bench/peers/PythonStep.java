package dev.lanewise.bench.peers;

import dev.lanewise.bench.StepContestant;
import dev.lanewise.bench.StepProblem;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A library in a Python process of its own, which makes many steps for each line it is sent: what the pipe costs is
/// then lost in the noise. The process sleeps while others have their turns.
final class PythonStep implements StepContestant {
    private final int steps;
    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;
    private final String version;

    PythonStep(String name, StepProblem problem) {
        steps = Math.max(1, 1600 / problem.batch());
        try {
            var data = write(problem);
            process = new ProcessBuilder(
                            System.getProperty("lanewise.bench.python", "python3"),
                            System.getProperty("lanewise.bench.script"),
                            name,
                            data.toString(),
                            Integer.toString(problem.batch()),
                            Integer.toString(problem.threads()),
                            Double.toString(problem.rate()),
                            Double.toString(problem.learningRate()),
                            Double.toString(problem.momentum()),
                            Integer.toString(steps))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            to = process.outputWriter();
            from = process.inputReader();
            version = expect("version ");
            Files.delete(data);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Writes weights, features and labels one after another as little-endian float32.
    private static Path write(StepProblem problem) throws IOException {
        int size = problem.features().length + problem.labels().length;
        for (var weight : problem.weights()) {
            size += weight.length;
        }
        var bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
        var floats = bytes.asFloatBuffer();
        problem.weights().forEach(floats::put);
        floats.put(problem.features());
        for (int label : problem.labels()) {
            floats.put(label);
        }
        return Files.write(Files.createTempFile("lanewise", ".f32"), bytes.array());
    }

    /// Reads lines up to one with this beginning, and returns the rest of it.
    private String expect(String beginning) throws IOException {
        for (var line = from.readLine(); line != null; line = from.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
            if (line.startsWith("missing ")) {
                throw new UnsupportedOperationException("Python has no module for it: " + line.substring(8));
            }
        }
        throw new IOException("the Python process ended before it said " + beginning);
    }

    private String ask(String question, String beginning) {
        try {
            to.write(question + '\n');
            to.flush();
            return expect(beginning);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public double step() {
        return Double.parseDouble(ask("step", "loss "));
    }

    @Override
    public void run() {
        ask("run", "done");
    }

    @Override
    public int operations() {
        return steps;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void close() {
        process.destroy();
    }
}

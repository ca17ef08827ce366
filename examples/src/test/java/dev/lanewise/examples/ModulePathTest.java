package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A module of someone else's needs no flag, and nothing beside ours, jackson-core and fastutil.
class ModulePathTest {
    private static final String PROGRAM = """
        package demo;
        import dev.lanewise.core.*;
        import dev.lanewise.layers.*;
        import dev.lanewise.regularization.*;
        import dev.lanewise.train.*;
        public final class Demo {
            public static void main(String[] arguments) {
                var layer = Dense.of(2).withPenalty(L2.of(1e-4)).withBias(null).withActivation(Activations.SOFTMAX);
                var model = Sequential.of(Shape.of(3), Dropout.rate(0.1), layer).build(1);
                var data = new Dataset(Tensor.zeros(Shape.of(4, 3)), Tensor.zeros(Shape.of(4)));
                Trainer.of(model, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, Nadam.learningRate(1e-3))
                        .fit(data, data, Fit.epochs(2));
                System.out.println(MonteCarlo.predict(model, data.features(), 5).mean().shape()
                        + " on vectors: " + (Engine.vectorBits() > 0));
            }
        }
        """;

    @TempDir
    private Path folder;

    private static String modules() {
        var separator = File.separator;
        var ours = Stream.of("core", "layers", "regularization", "train")
                .map(name -> separator + name + separator + "target" + separator);
        var wanted = Stream.concat(ours, Stream.of("jackson-core", "fastutil")).toList();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.stream().anyMatch(entry::contains))
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    private static String run(String tool, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(arguments);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void shouldCompileAndRunAModuleThatRequiresTrainAlone() throws IOException, InterruptedException {
        var module =
                Files.writeString(folder.resolve("module-info.java"), "module demo { requires dev.lanewise.train; }");
        var program = Files.writeString(folder.resolve("Demo.java"), PROGRAM);
        var classes = folder.resolve("classes").toString();
        run("javac", List.of("-p", modules(), "-d", classes, module.toString(), program.toString()));
        var output = run("java", List.of("-p", modules() + File.pathSeparator + classes, "-m", "demo/demo.Demo"));
        assertTrue(output.endsWith("(4, 2) on vectors: true" + System.lineSeparator()), output);
    }
}

package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    /// Keeps every number at or below 1.
    private record AtMostOne() implements Constraint {
        @Override
        public void project(Tensor parameter) {
            for (int i = 0; i < parameter.size(); i++) {
                parameter.set(i, Math.min(1, parameter.get(i)));
            }
        }
    }

    private static final Codecs WITH_CONSTRAINT =
            Codecs.standard().with(List.of(Codec.constant("at_most_one", new AtMostOne())));

    private final Sequential description = Sequential.of(
            Shape.of(2, 3),
            Flatten.layer(),
            Dense.of(5).withActivation(Activations.ELU).withConstraint(new AtMostOne()),
            Frozen.of(BatchNormalization.layer()),
            Residual.of(Dense.of(5).withActivation(Elu.alpha(0.5)), ActivationLayer.of(LeakyRelu.slope(0.3))),
            Dense.of(3).withBias(null).withActivation(Activations.SOFTMAX));
    private final Model model = description.build(-7);
    private final Tensor input = Gradients.normal(1, 4, 2, 3);

    @TempDir
    Path folder;

    @Test
    void shouldPredictTheSameBitsFromTheFormForInference() throws IOException {
        var file = folder.resolve("model.safetensors");
        ModelFile.write(model, file);
        var read = ModelFile.read(file);
        assertArrayEquals(model.predict(input).toArray(), read.predict(input).toArray());
        assertEquals(model.sha256(), read.sha256());
        assertEquals(names(model), names(read));
        assertEquals(-7, read.seed());
        for (var parameter : read.parameters()) {
            assertEquals(Constraint.NONE, parameter.constraint());
        }
        try (var left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList(), "no temporary file stays");
        }
    }

    @Test
    void shouldReadTheWholeFormAsItWas() throws IOException {
        var file = folder.resolve("model.safetensors");
        ModelFile.writeWhole(model, file, WITH_CONSTRAINT);
        var read = ModelFile.read(file, WITH_CONSTRAINT);
        assertEquals(description, read.description());
        assertEquals(model.sha256(), read.sha256());
        var message =
                assertThrows(IOException.class, () -> ModelFile.read(file)).getMessage();
        assertTrue(message.contains("at_most_one") && message.contains(file.toString()), message);
        assertThrows(IllegalArgumentException.class, () -> ModelFile.writeWhole(model, file, Codecs.standard()));
        assertEquals(model.sha256(), ModelFile.read(file, WITH_CONSTRAINT).sha256(), "the file that was there stays");
    }

    @Test
    void shouldProjectWhatItsConstraintDoesNotAllow() throws IOException {
        var file = folder.resolve("model.safetensors");
        model.parameters().getFirst().value().set(3, 2);
        ModelFile.writeWhole(model, file, WITH_CONSTRAINT);
        var read = ModelFile.read(file, WITH_CONSTRAINT).parameters().getFirst().value();
        for (int i = 0; i < read.size(); i++) {
            assertEquals(i == 3 ? 1 : model.values()[i], read.get(i));
        }
    }

    @Test
    void shouldReplaceAFileAndLeaveItWhereItCannotWrite() throws IOException {
        var file = folder.resolve("model.safetensors");
        Files.writeString(file, "old");
        ModelFile.write(model, file);
        assertEquals(model.sha256(), ModelFile.read(file).sha256());
        assertThrows(IOException.class, () -> ModelFile.write(model, folder.resolve("missing/model.safetensors")));
        assertThrows(IOException.class, () -> ModelFile.read(folder.resolve("none")));
        assertThrows(IOException.class, () -> ModelFile.read(folder));
    }

    @Test
    void shouldRefuseWhatDoesNotFitWithTheReason() throws IOException {
        refuses("version 2", "version 1", file -> with(file, "version", "2"));
        refuses("a seed", "seed", file -> with(file, "seed", "x"));
        refuses("no network", "lacks \"network\"", file -> {
            var metadata = new LinkedHashMap<>(file.metadata());
            metadata.remove("network");
            return new Safetensors(metadata, file.tensors());
        });
        refuses(
                "more units",
                "missing [dense_2/weight (5, 200000000)]",
                file -> with(
                        file, "network", file.metadata().get("network").replace("\"units\":3", "\"units\":200000000")));
        refuses("a tensor more", "not known [x (1)]", file -> {
            var tensors = new LinkedHashMap<>(file.tensors());
            tensors.put("x", Tensor.zeros(Shape.of(1)));
            return new Safetensors(file.metadata(), tensors);
        });
        refuses("a tensor less", "missing [dense_2/weight (5, 3)]", file -> {
            var tensors = new LinkedHashMap<>(file.tensors());
            tensors.remove("dense_2/weight");
            return new Safetensors(file.metadata(), tensors);
        });
    }

    private interface Change {
        Safetensors apply(Safetensors file);
    }

    private void refuses(String what, String reason, Change change) throws IOException {
        var file = folder.resolve("model.safetensors");
        ModelFile.write(model, file);
        var changed = SafetensorsTest.bytes(change.apply(Safetensors.read(file)));
        Files.write(file, changed);
        var message = assertThrows(IOException.class, () -> ModelFile.read(file), what)
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    private static Safetensors with(Safetensors file, String name, String value) {
        var metadata = new LinkedHashMap<>(file.metadata());
        metadata.put(name, value);
        return new Safetensors(metadata, file.tensors());
    }

    @Test
    void shouldGiveAnErrorOrANetworkForDamagedFiles() throws IOException {
        damage(2_000);
    }

    @Test
    @Tag("slow")
    void shouldGiveAnErrorOrANetworkForManyDamagedFiles() throws IOException {
        damage(100_000);
    }

    /// Changes, cuts, doubles and swaps bytes, mostly of the header, where the structure is.
    private void damage(int files) throws IOException {
        var file = folder.resolve("model.safetensors");
        ModelFile.writeWhole(model, file, WITH_CONSTRAINT);
        byte[] whole = Files.readAllBytes(file);
        int header = 8 + (int) headerLength(whole);
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < files; i++) {
            byte[] damaged = Mutations.of(whole, header, random);
            try {
                var stream = new ByteArrayInputStream(damaged);
                var read = ModelFile.read(stream, damaged.length, "damaged", WITH_CONSTRAINT);
                assertTrue(4L * read.values().length <= damaged.length, "more numbers than the file has");
            } catch (IOException expected) {
                assertTrue(!expected.getMessage().isBlank());
                refused++;
            }
        }
        assertTrue(refused > files / 2, () -> "the damage does not reach the structure");
    }

    private static long headerLength(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static List<String> names(Model model) {
        return model.parameters().stream().map(Parameter::name).toList();
    }
}

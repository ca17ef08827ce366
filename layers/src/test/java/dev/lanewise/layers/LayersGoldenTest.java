package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Layers against Keras in float64, on a batch of 4 examples of shape (2, 3).
class LayersGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/golden/layers.csv");

    private static final Map<String, Layer> CASES = Map.of(
            "layer_normalization", LayerNormalization.layer(),
            "layer_normalization_plain",
                    LayerNormalization.layer().withGamma(null).withBeta(null),
            "batch_normalization", BatchNormalization.layer(),
            "batch_normalization_centre", BatchNormalization.layer().withGamma(null),
            "batch_normalization_scale", BatchNormalization.layer().withBeta(null),
            "batch_normalization_frozen", Frozen.of(BatchNormalization.layer()),
            "prelu", Prelu.layer(),
            "rescaling", new Rescaling(1 / 127.5, -1));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "layer_normalization",
                "layer_normalization_plain",
                "batch_normalization",
                "batch_normalization_centre",
                "batch_normalization_scale",
                "batch_normalization_frozen",
                "prelu",
                "rescaling",
                "normalization"
            })
    void shouldHaveTheOutputsAndGradientsOfKeras(String name) throws IOException {
        var input = batch(golden(name.equals("normalization") ? name : "data", "input"));
        var layer = name.equals("normalization") ? Normalization.adapt(input) : CASES.get(name);
        var model = Sequential.of(Shape.of(2, 3), layer).build(1);
        for (var parameter : model.parameters()) {
            var values = golden(name, role(parameter));
            for (int i = 0; i < values.length; i++) {
                parameter.value().set(i, (float) values[i]);
            }
        }
        var workspace = new Workspace(model, Engine.singleThreaded(), 4, true);
        check(name, "output", workspace.forward(input, Mode.TRAINING, 0, 0));
        check(name, "gradient_input", workspace.inputGradient(batch(golden("data", "weighting"))));
        for (var parameter : model.parameters()) {
            if (parameter.trainable()) {
                var value = parameter.value();
                check(
                        name,
                        "gradient_" + role(parameter),
                        Tensor.wrap(workspace.gradients(), value.offset(), value.shape()));
            }
        }
    }

    private static String role(Parameter parameter) {
        return parameter.name().substring(parameter.name().lastIndexOf('/') + 1);
    }

    /// Behind a number lie sums of at most 8 terms, twice nested for gradients through mean and variance: fewer
    /// than 128 roundings of numbers that are at most about as great as 1 or the greatest in their column.
    private static void check(String name, String tensor, Tensor actual) throws IOException {
        var expected = golden(name, tensor);
        assertEquals(expected.length, actual.size(), tensor);
        for (int i = 0; i < expected.length; i++) {
            double greatest = 1;
            for (int j = i % 3; j < expected.length; j += 3) {
                greatest = Math.max(greatest, Math.abs(expected[j]));
            }
            assertEquals(expected[i], actual.get(i), 128 * 0x1p-24 * greatest, name + ' ' + tensor + ' ' + i);
        }
    }

    private static Tensor batch(double[] values) {
        var x = Tensor.zeros(Shape.of(4, 2, 3));
        for (int i = 0; i < values.length; i++) {
            x.set(i, (float) values[i]);
        }
        return x;
    }

    private static double[] golden(String name, String tensor) throws IOException {
        try (var lines = Files.lines(GOLDEN)) {
            return lines.filter(line -> line.startsWith(name + ',' + tensor + ','))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                    .toArray();
        }
    }
}

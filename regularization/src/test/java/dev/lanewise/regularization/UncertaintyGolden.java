package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The numbers of `uncertainty.csv`, which `uncertainty.py` beside it made.
final class UncertaintyGolden {
    private UncertaintyGolden() {}

    static double[] of(String name) {
        try (var lines = Files.lines(Path.of("src/test/golden/uncertainty.csv"))) {
            var line = lines.filter(candidate -> candidate.startsWith(name + ','))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no numbers named " + name));
            return Arrays.stream(line.split(","))
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    static double number(String name) {
        return of(name)[0];
    }

    static Tensor tensor(String name, int... lengths) {
        var tensor = Tensor.zeros(Shape.of(lengths));
        double[] values = of(name);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.set(i, (float) values[i]);
        }
        return tensor;
    }
}

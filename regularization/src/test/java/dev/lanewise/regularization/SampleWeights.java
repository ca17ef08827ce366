package dev.lanewise.regularization;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// Weights that the tests of constraints project.
final class SampleWeights {
    private SampleWeights() {}

    /// Columns of norms 5, 0.5 and 0.
    static Tensor example() {
        return Tensor.of(Shape.of(2, 3), 3f, 0.3f, 0f, 4f, 0.4f, 0f);
    }

    static Tensor random(int rows, int columns) {
        var tensor = Tensor.zeros(Shape.of(rows, columns));
        CounterRandom.of(11, 100, rows).uniform(tensor, -0.4, 0.4);
        return tensor;
    }

    static double norm(Tensor x, int column) {
        double sum = 0;
        for (int row = 0; row < x.rows(); row++) {
            double value = x.get(row * x.columns() + column);
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// A random orthogonal matrix times a gain (Saxe et al., 2013), as Keras' `Orthogonal`: the columns of a weight, or its
/// rows where there are fewer, are perpendicular and as long as the gain.
///
/// It is the factor Q of a matrix of normal numbers, with the signs that make R's diagonal positive, found by
/// Gram-Schmidt in double, every vector made perpendicular twice.
///
/// @param gain finite; 1 by default
public record Orthogonal(double gain) implements Initializer {
    /// Checks the gain.
    ///
    /// @throws IllegalArgumentException unless it is finite
    public Orthogonal {
        if (!Double.isFinite(gain)) {
            throw new IllegalArgumentException("the gain of an orthogonal matrix must be finite, but is " + gain);
        }
    }

    /// Returns the initializer with a gain of 1.
    public static Orthogonal standard() {
        return new Orthogonal(1);
    }

    /// Fills a weight; of more than two axes, all but the last count as rows.
    ///
    /// @throws IllegalArgumentException if it has fewer than two axes
    @Override
    public void initialize(Tensor target, CounterRandom random) {
        int rank = target.shape().rank();
        if (rank < 2) {
            throw new IllegalArgumentException(
                    "an orthogonal matrix has at least two axes, but the parameter has shape " + target.shape());
        }
        int columns = target.shape().length(rank - 1);
        int rows = target.size() / columns;
        double[][] vectors = normal(Math.min(rows, columns), Math.max(rows, columns), random);
        for (int k = 0; k < vectors.length; k++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < k; before++) {
                    subtract(vectors[k], dot(vectors[k], vectors[before]), vectors[before]);
                }
            }
            double norm = Math.sqrt(dot(vectors[k], vectors[k]));
            for (int i = 0; i < vectors[k].length; i++) {
                vectors[k][i] /= norm;
            }
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double element = rows < columns ? vectors[i][j] : vectors[j][i];
                target.set(i * columns + j, (float) (gain * element));
            }
        }
    }

    private static double[][] normal(int count, int length, CounterRandom random) {
        var numbers = Tensor.zeros(Shape.of(count, length));
        random.normal(numbers, 1);
        double[][] vectors = new double[count][length];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < length; i++) {
                vectors[k][i] = numbers.get(k * length + i);
            }
        }
        return vectors;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }

    private static void subtract(double[] from, double factor, double[] vector) {
        for (int i = 0; i < from.length; i++) {
            from[i] = Math.fma(-factor, vector[i], from[i]);
        }
    }
}

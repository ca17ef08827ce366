package dev.lanewise.regularization;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Products;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The cosines between the units of a matrix; scratch memory of one thread for matrices of one shape.
final class Cosines {
    private static final ThreadLocal<Map<Shape, Cosines>> COLUMNS = ThreadLocal.withInitial(HashMap::new);
    private static final ThreadLocal<Map<Shape, Cosines>> ROWS = ThreadLocal.withInitial(HashMap::new);

    private final Engine engine = Engine.singleThreaded();
    private final boolean columns;
    private final int units;
    private final double[] norms;
    private final double[] sums;
    private final Tensor directions;
    private final Tensor cosines;
    private final Tensor pull;

    private Cosines(Shape shape, boolean columns) {
        this.columns = columns;
        units = shape.length(columns ? 1 : 0);
        norms = new double[units];
        sums = new double[units];
        directions = Tensor.zeros(shape);
        cosines = Tensor.zeros(Shape.of(units, units));
        pull = Tensor.zeros(shape);
    }

    /// Computes the cosines of a matrix.
    static Cosines of(Tensor matrix, Orthogonal.Units units) {
        boolean columns = units == Orthogonal.Units.COLUMNS;
        var known = (columns ? COLUMNS : ROWS).get();
        var result = known.get(matrix.shape());
        if (result == null) {
            result = new Cosines(matrix.shape(), columns);
            known.put(matrix.shape(), result);
        }
        result.compute(matrix);
        return result;
    }

    private void compute(Tensor matrix) {
        Arrays.fill(norms, 0);
        int n = matrix.columns();
        for (int i = 0; i < matrix.size(); i++) {
            double w = matrix.get(i);
            norms[columns ? i % n : i / n] += w * w;
        }
        for (int i = 0; i < units; i++) {
            norms[i] = Math.sqrt(norms[i]);
        }
        for (int i = 0; i < matrix.size(); i++) {
            double norm = norms[columns ? i % n : i / n];
            directions.set(i, norm == 0 ? 0f : (float) (matrix.get(i) / norm));
        }
        if (columns) {
            Products.multiplyTransposedLeft(engine, directions, directions, cosines);
        } else {
            Products.multiplyTransposedRight(engine, directions, directions, cosines);
        }
    }

    /// Returns Σ |cos| over the pairs, and turns the cosines into their signs.
    double sum() {
        double sum = 0;
        for (int i = 0; i < units; i++) {
            double ofUnit = 0;
            for (int j = 0; j < units; j++) {
                float cosine = i == j ? 0f : cosines.get(i * units + j);
                ofUnit += Math.abs(cosine);
                cosines.set(i * units + j, Math.signum(cosine));
            }
            sums[i] = ofUnit;
            sum += ofUnit;
        }
        return sum / 2;
    }

    /// Adds share·∇Σ|cos|, after [#sum()].
    void addGradient(double share, Tensor gradient) {
        if (columns) {
            Products.multiply(engine, directions, cosines, null, pull);
        } else {
            Products.multiply(engine, cosines, directions, null, pull);
        }
        int n = gradient.columns();
        for (int i = 0; i < gradient.size(); i++) {
            int unit = columns ? i % n : i / n;
            if (norms[unit] > 0) {
                double slope = (pull.get(i) - sums[unit] * directions.get(i)) / norms[unit];
                gradient.set(i, (float) (gradient.get(i) + share * slope));
            }
        }
    }
}

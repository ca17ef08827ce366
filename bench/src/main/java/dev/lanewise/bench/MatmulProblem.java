package dev.lanewise.bench;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Products;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// A product C = op(A)·op(B) of m × n elements with k terms each.
///
/// It is named after the dense layer and batch where it occurs, rows × units × inputs: `32x300x784 nn` is the forward
/// product X·W, `32x300x784 tn` the weight's gradient Xᵀ·dY, `32x300x784 nt` the input's gradient dY·Wᵀ. All three have
/// the same arithmetic.
///
/// @param product which operand is read as transposed: `nn` for none, `tn` for A, `nt` for B
/// @param m rows of C
/// @param n columns of C
/// @param k terms of an element
/// @param threads threads a contestant may use
/// @param a m × k, or k × m for `tn`, row by row, in [−1, 1)
/// @param b k × n, or n × k for `nt`
public record MatmulProblem(String product, int m, int n, int k, int threads, Tensor a, Tensor b) {
    private static final double UNIT_ROUNDOFF = 0x1p-24;
    private static final int SAMPLES = 1000;

    /// Returns the problem of a name such as `32x300x784 tn`.
    static MatmulProblem of(String name, int threads) {
        var parts = name.split("[x ]");
        int rows = Integer.parseInt(parts[0]);
        int units = Integer.parseInt(parts[1]);
        int inputs = Integer.parseInt(parts[2]);
        return switch (parts[3]) {
            case "nn" -> filled("nn", rows, units, inputs, threads, Shape.of(rows, inputs), Shape.of(inputs, units));
            case "tn" -> filled("tn", inputs, units, rows, threads, Shape.of(rows, inputs), Shape.of(rows, units));
            case "nt" -> filled("nt", rows, inputs, units, threads, Shape.of(rows, units), Shape.of(inputs, units));
            default -> throw new IllegalArgumentException("a product is nn, tn or nt, but " + name + " is none");
        };
    }

    private static MatmulProblem filled(String product, int m, int n, int k, int threads, Shape a, Shape b) {
        var problem = new MatmulProblem(product, m, n, k, threads, Tensor.zeros(a), Tensor.zeros(b));
        CounterRandom.of(1, 0, 0).uniform(problem.a, -1, 1);
        CounterRandom.of(1, 0, 1).uniform(problem.b, -1, 1);
        return problem;
    }

    /// Computes the product with the library.
    void multiply(Engine engine, Tensor left, Tensor right, Tensor c) {
        switch (product) {
            case "tn" -> Products.multiplyTransposedLeft(engine, left, right, c);
            case "nt" -> Products.multiplyTransposedRight(engine, left, right, c);
            default -> Products.multiply(engine, left, right, null, c);
        }
    }

    /// Checks a result against the library's, which is checked in double precision at some elements.
    ///
    /// Either is off by at most k·u·(|A|·|B|) with the unit roundoff u, in whatever order its terms are added, so
    /// they differ by at most twice that, and by a little more since the bound itself is rounded.
    ///
    /// @throws WrongResultException if they differ by more
    void check(String name, float[] result) {
        var engine = Engine.singleThreaded();
        var ours = Tensor.zeros(Shape.of(m, n));
        var sizes = Tensor.zeros(Shape.of(m, n));
        multiply(engine, a, b, ours);
        multiply(engine, absolute(a), absolute(b), sizes);
        for (int i = 0; i < ours.size(); i++) {
            compare(name, i, result[i], ours.get(i), 2.1 * k * UNIT_ROUNDOFF * sizes.get(i));
        }
        for (int sample = 0; sample < Math.min(SAMPLES, ours.size()); sample++) {
            int i = (int) (sample * 7919L % ours.size());
            compare("lanewise", i, ours.get(i), exact(i / n, i % n), 1.1 * k * UNIT_ROUNDOFF * sizes.get(i));
        }
    }

    private static void compare(String name, int element, double got, double expected, double bound) {
        if (!(Math.abs(got - expected) <= bound)) {
            throw new WrongResultException("element " + element + " of " + name + "'s product is " + got + ", not "
                    + expected + ", and rounding explains no more than " + bound);
        }
    }

    private double exact(int row, int column) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum += (double) a.get(product.equals("tn") ? i * m + row : row * k + i)
                    * b.get(product.equals("nt") ? column * k + i : i * n + column);
        }
        return sum;
    }

    private static Tensor absolute(Tensor x) {
        var absolute = Tensor.zeros(x.shape());
        for (int i = 0; i < x.size(); i++) {
            absolute.set(i, Math.abs(x.get(i)));
        }
        return absolute;
    }
}

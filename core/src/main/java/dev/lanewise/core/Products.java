package dev.lanewise.core;

import org.jspecify.annotations.Nullable;

/// Matrix products of float32 tensors, each read as a matrix of [Tensor#rows()] × [Tensor#columns()].
///
/// An element of a product is one chain of fused multiply-adds in ascending order of the summed index; it depends
/// neither on the other elements nor on threads or vector width, so a row has the same bits alone and in any batch.
/// Results are written, never read, and must not share memory with the operands.
///
/// A flight recording that enables the event `dev.lanewise.Product` shows every product with its sizes.
public final class Products {
    /// The most rows that one chain of [#multiplyTransposedLeft] sums.
    public static final int CHAIN_ROWS = 256;

    /// The chain of a sum that is not cut.
    private static final int WHOLE = Integer.MAX_VALUE;

    private Products() {}

    /// Computes C = A·B + bias, with the bias, one row, added to every row of the product (each chain begins with
    /// it).
    ///
    /// @param a m × k
    /// @param b k × n
    /// @param bias n elements, or null for none
    /// @param c m × n, overwritten
    /// @throws IllegalArgumentException if the shapes do not fit, or C shares memory with an operand
    public static void multiply(Engine engine, Tensor a, Tensor b, @Nullable Tensor bias, Tensor c) {
        check("A·B", a.columns() == b.rows() && c.rows() == a.rows() && c.columns() == b.columns(), a, b, c);
        if (bias != null && (bias.size() != c.columns() || bias.overlaps(c))) {
            throw new IllegalArgumentException("the bias of a product with " + c.columns()
                    + " columns needs as many elements, apart from the result, but has shape " + bias.shape());
        }
        var event = ProductEvent.begun();
        var task = engine.productTask;
        task.left(a.array(), a.offset(), a.columns(), 1);
        task.right(
                b.array(),
                b.offset(),
                b.columns(),
                bias == null ? null : bias.array(),
                bias == null ? 0 : bias.offset());
        task.result(c.array(), c.offset(), c.columns());
        task.run(engine, c.rows(), c.columns(), a.columns(), WHOLE);
        ProductEvent.end(event, "A·B", c, a.columns());
    }

    /// Computes C = A·Bᵀ.
    ///
    /// @param a m × k
    /// @param b n × k
    /// @param c m × n, overwritten
    /// @throws IllegalArgumentException if the shapes do not fit, or C shares memory with an operand
    public static void multiplyTransposedRight(Engine engine, Tensor a, Tensor b, Tensor c) {
        check("A·Bᵀ", a.columns() == b.columns() && c.rows() == a.rows() && c.columns() == b.rows(), a, b, c);
        var event = ProductEvent.begun();
        int m = a.rows();
        int n = b.rows();
        int k = a.columns();
        // Lanes run over contiguous columns, so one operand is transposed: the one that moves fewer elements.
        if (m >= 16 && (long) m * (k + n) < (long) n * k) {
            float[] transposed = engine.scratch(0, m * k);
            float[] product = engine.scratch(1, n * m);
            Backend.PRODUCTS.transpose(a.array(), a.offset(), k, transposed, 0, m, m, k);
            run(engine, b.array(), b.offset(), k, 1, transposed, 0, m, product, 0, m, n, m, k, WHOLE);
            Backend.PRODUCTS.transpose(product, 0, m, c.array(), c.offset(), n, n, m);
        } else {
            float[] transposed = engine.scratch(0, n * k);
            Backend.PRODUCTS.transpose(b.array(), b.offset(), k, transposed, 0, n, n, k);
            run(engine, a.array(), a.offset(), k, 1, transposed, 0, n, c.array(), c.offset(), n, m, n, k, WHOLE);
        }
        ProductEvent.end(event, "A·Bᵀ", c, k);
    }

    /// Computes C = Aᵀ·B, the sum over the rows of a batch that a weight's gradient is.
    ///
    /// The sum runs in chains of [#CHAIN_ROWS] rows, the last one shorter, which are joined as a balanced binary
    /// tree: neighbours first, then neighbouring pairs, and so on. Up to [#CHAIN_ROWS] rows it is one chain.
    ///
    /// @param a r × m
    /// @param b r × n
    /// @param c m × n, overwritten
    /// @throws IllegalArgumentException if the shapes do not fit, or C shares memory with an operand
    public static void multiplyTransposedLeft(Engine engine, Tensor a, Tensor b, Tensor c) {
        check("Aᵀ·B", a.rows() == b.rows() && c.rows() == a.columns() && c.columns() == b.columns(), a, b, c);
        var event = ProductEvent.begun();
        int m = a.columns();
        int n = b.columns();
        run(
                engine,
                a.array(),
                a.offset(),
                1,
                m,
                b.array(),
                b.offset(),
                n,
                c.array(),
                c.offset(),
                n,
                m,
                n,
                a.rows(),
                CHAIN_ROWS);
        ProductEvent.end(event, "Aᵀ·B", c, a.rows());
    }

    private static void run(
            Engine engine,
            float[] a,
            int aOffset,
            int aRow,
            int aColumn,
            float[] b,
            int bOffset,
            int bRow,
            float[] c,
            int cOffset,
            int cRow,
            int rows,
            int columns,
            int depth,
            int chain) {
        var task = engine.productTask;
        task.left(a, aOffset, aRow, aColumn);
        task.right(b, bOffset, bRow, null, 0);
        task.result(c, cOffset, cRow);
        task.run(engine, rows, columns, depth, chain);
    }

    private static void check(String product, boolean fits, Tensor a, Tensor b, Tensor c) {
        if (!fits) {
            throw new IllegalArgumentException("the shapes of C = " + product + " do not fit: A " + a.shape() + ", B "
                    + b.shape() + ", C " + c.shape());
        }
        if (a.overlaps(c) || b.overlaps(c)) {
            throw new IllegalArgumentException("the result of a product must not share memory with an operand: A "
                    + a.shape() + ", B " + b.shape() + ", C " + c.shape());
        }
    }
}

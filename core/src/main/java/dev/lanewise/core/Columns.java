package dev.lanewise.core;

/// Sums down the columns of a batch, operations with one number a column, and the projection of columns onto a range of
/// norms.
///
/// Sums over a batch run in chains of [Products#CHAIN_ROWS] rows joined as a balanced binary tree, like
/// [Products#multiplyTransposedLeft]. Every tensor is read as a matrix of [Tensor#rows()] × [Tensor#columns()].
public final class Columns {
    private enum Sum {
        PLAIN,
        PRODUCTS,
        SQUARED_DEVIATIONS
    }

    /// How far, relatively, a norm may lie outside and still count as inside.
    private static final double TOLERANCE = 0x1p-22;

    private static final ThreadLocal<Norms> NORMS = ThreadLocal.withInitial(Norms::new);

    private Columns() {}

    /// Computes sum_j = Σ_i x(i,j).
    ///
    /// @param x r × n
    /// @param sum n elements, overwritten
    /// @throws IllegalArgumentException if the sizes do not fit
    public static void sum(Engine engine, Tensor x, Tensor sum) {
        check(x, x, sum);
        tree(engine, Sum.PLAIN, x, x, 0, x.rows(), sum.array(), sum.offset(), 0);
    }

    /// Computes sum_j = Σ_i x(i,j)·y(i,j).
    ///
    /// @param x r × n
    /// @param y r × n
    /// @param sum n elements, overwritten
    /// @throws IllegalArgumentException if the sizes do not fit
    public static void sumOfProducts(Engine engine, Tensor x, Tensor y, Tensor sum) {
        check(x, y, sum);
        tree(engine, Sum.PRODUCTS, x, y, 0, x.rows(), sum.array(), sum.offset(), 0);
    }

    /// Computes sum_j = Σ_i (x(i,j) − mean_j)².
    ///
    /// @param x r × n
    /// @param mean n elements
    /// @param sum n elements, overwritten
    /// @throws IllegalArgumentException if the sizes do not fit
    public static void sumOfSquaredDeviations(Engine engine, Tensor x, Tensor mean, Tensor sum) {
        check(x, x, sum);
        if (mean.size() != x.columns()) {
            throw new IllegalArgumentException(
                    "a mean for " + x.columns() + " columns needs as many elements, but has " + mean.size());
        }
        if (mean.overlaps(sum)) {
            throw new IllegalArgumentException("the result of a sum must not share memory with the mean: mean "
                    + mean.shape() + ", result " + sum.shape());
        }
        tree(engine, Sum.SQUARED_DEVIATIONS, x, mean, 0, x.rows(), sum.array(), sum.offset(), 0);
    }

    private static void tree(
            Engine engine,
            Sum kind,
            Tensor x,
            Tensor y,
            int from,
            int to,
            float[] target,
            int targetOffset,
            int level) {
        int n = x.columns();
        int chains = (to - from + Products.CHAIN_ROWS - 1) / Products.CHAIN_ROWS;
        if (chains == 1) {
            int rows = to - from;
            int at = from * n;
            var kernels = Backend.COLUMNS;
            switch (kind) {
                case PLAIN -> kernels.sum(x.array(), x.offset() + at, target, targetOffset, rows, n);
                case PRODUCTS ->
                    kernels.sumOfProducts(
                            x.array(), x.offset() + at, y.array(), y.offset() + at, target, targetOffset, rows, n);
                case SQUARED_DEVIATIONS ->
                    kernels.sumOfSquaredDeviations(
                            x.array(), x.offset() + at, y.array(), y.offset(), target, targetOffset, rows, n);
            }
            return;
        }
        int middle = from + Integer.highestOneBit(chains - 1) * Products.CHAIN_ROWS;
        // Asking for all levels at once, at every level, keeps the array while it is in use.
        float[] spare = engine.scratch(2, Math.multiplyExact(levels(x.rows()), n));
        tree(engine, kind, x, y, from, middle, target, targetOffset, level);
        int spareOffset = level * n;
        tree(engine, kind, x, y, middle, to, spare, spareOffset, level + 1);
        for (int j = 0; j < n; j++) {
            target[targetOffset + j] += spare[spareOffset + j];
        }
    }

    /// Returns how many sums of right subtrees are kept at once for this many rows.
    static int levels(int rows) {
        return 32 - Integer.numberOfLeadingZeros((rows - 1) / Products.CHAIN_ROWS);
    }

    /// Computes y(i,j) = (x(i,j) − mean_j)·factor_j.
    ///
    /// @param x r × n
    /// @param mean n elements
    /// @param factor n elements
    /// @param y r × n, overwritten; may be x
    /// @throws IllegalArgumentException if the sizes do not fit
    public static void normalize(Tensor x, Tensor mean, Tensor factor, Tensor y) {
        checkRows(x, mean, factor, y);
        Backend.COLUMNS.normalize(
                x.array(),
                x.offset(),
                mean.array(),
                mean.offset(),
                factor.array(),
                factor.offset(),
                y.array(),
                y.offset(),
                x.rows(),
                x.columns());
    }

    /// Computes y(i,j) = factor_j·x(i,j) + shift_j.
    ///
    /// @param x r × n
    /// @param factor n elements
    /// @param shift n elements
    /// @param y r × n, overwritten; may be x
    /// @throws IllegalArgumentException if the sizes do not fit
    public static void scaleAndShift(Tensor x, Tensor factor, Tensor shift, Tensor y) {
        checkRows(x, factor, shift, y);
        Backend.COLUMNS.scaleAndShift(
                x.array(),
                x.offset(),
                factor.array(),
                factor.offset(),
                shift.array(),
                shift.offset(),
                y.array(),
                y.offset(),
                x.rows(),
                x.columns());
    }

    /// Computes y(i,j) = (x(i,j) − share·y(i,j))·factor_j.
    ///
    /// @param x r × n
    /// @param factor n elements
    /// @param y r × n, read and overwritten
    /// @throws IllegalArgumentException if the sizes do not fit
    public static void subtractAndScale(Tensor x, float share, Tensor factor, Tensor y) {
        checkRows(x, factor, factor, y);
        Backend.COLUMNS.subtractAndScale(
                x.array(),
                x.offset(),
                share,
                factor.array(),
                factor.offset(),
                y.array(),
                y.offset(),
                x.rows(),
                x.columns());
    }

    private static void checkRows(Tensor x, Tensor first, Tensor second, Tensor y) {
        if (x.rows() != y.rows() || x.columns() != y.columns()) {
            throw new IllegalArgumentException(
                    "an operation on columns needs a result of the operand's shape: " + x.shape() + ", " + y.shape());
        }
        if (first.size() != x.columns() || second.size() != x.columns()) {
            throw new IllegalArgumentException("an operation on " + x.columns()
                    + " columns needs as many elements beside them: " + first.shape() + ", " + second.shape());
        }
    }

    /// Scales every column whose euclidean norm lies outside [minimum, maximum] so that it lies at rate · (the
    /// nearest end of the interval) + (1 − rate) · norm; at a rate of 1 this is the projection onto the set.
    ///
    /// Norms are sums in double. A column is inside, and stays bit for bit as it is, if its norm is 0 or within
    /// [minimum·(1 − 2⁻²²), maximum·(1 + 2⁻²²)]; rounding to float moves a scaled column by at most half of that,
    /// so projecting twice equals projecting once.
    ///
    /// @param x r × n, changed in place
    /// @return the number of columns that were scaled
    public static int clipNorms(Tensor x, double minimum, double maximum, double rate) {
        return clip(x, minimum, maximum, rate, 0);
    }

    /// Multiplies every column by (rate · clip(norm, minimum, maximum) + (1 − rate) · norm) / (norm + epsilon), the
    /// form of Keras, which shrinks also what is inside a little, by the factor norm / (norm + epsilon).
    ///
    /// @param x r × n, changed in place
    /// @param epsilon above 0; Keras has 1e-7
    public static void clipNormsWithEpsilon(Tensor x, double minimum, double maximum, double rate, double epsilon) {
        clip(x, minimum, maximum, rate, epsilon);
    }

    private static int clip(Tensor x, double minimum, double maximum, double rate, double epsilon) {
        int columns = x.columns();
        var norms = NORMS.get();
        norms.grow(columns);
        Backend.COLUMNS.sumOfSquares(x.array(), x.offset(), norms.squares, x.rows(), columns);
        int scaled = 0;
        for (int j = 0; j < columns; j++) {
            double norm = Math.sqrt(norms.squares[j]);
            boolean inside = norm == 0 || norm >= minimum * (1 - TOLERANCE) && norm <= maximum * (1 + TOLERANCE);
            double clipped = norm < minimum ? minimum : norm > maximum ? maximum : norm;
            double desired = Math.fma(rate, clipped, (1 - rate) * norm);
            boolean stays = epsilon == 0 && inside;
            norms.factors[j] = stays ? 1f : (float) (desired / (norm + epsilon));
            scaled += stays ? 0 : 1;
        }
        if (scaled > 0) {
            scale(x, norms);
        }
        return scaled;
    }

    /// Multiplies the columns by their factors, as many rows at once as make whole vectors of up to 16 lanes: rows
    /// that end within a vector took half as long again.
    private static void scale(Tensor x, Norms norms) {
        int columns = x.columns();
        int together = norms.together;
        for (int row = 1; row < together; row++) {
            System.arraycopy(norms.factors, 0, norms.factors, row * columns, columns);
        }
        int groups = x.rows() / together;
        int rest = x.rows() % together;
        var kernels = Backend.COLUMNS;
        kernels.scale(x.array(), x.offset(), norms.factors, groups, together * columns);
        kernels.scale(x.array(), x.offset() + groups * together * columns, norms.factors, rest, columns);
    }

    /// Scratch of one thread, so that projecting after every step allocates nothing.
    private static final class Norms {
        private double[] squares = {};
        private float[] factors = {};
        private int together;

        private void grow(int columns) {
            together = 16 / Math.min(16, Integer.lowestOneBit(columns));
            squares = squares.length < columns ? new double[columns] : squares;
            factors = factors.length < together * columns ? new float[together * columns] : factors;
        }
    }

    private static void check(Tensor x, Tensor y, Tensor sum) {
        if (x.rows() != y.rows() || x.columns() != y.columns() || sum.size() != x.columns()) {
            throw new IllegalArgumentException("sums of columns need operands of one shape and an element a column: "
                    + x.shape() + ", " + y.shape() + ", result " + sum.shape());
        }
        if (sum.overlaps(x) || sum.overlaps(y)) {
            throw new IllegalArgumentException("the result of a sum must not share memory with an operand: " + x.shape()
                    + ", " + y.shape() + ", result " + sum.shape());
        }
    }
}

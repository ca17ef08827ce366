package dev.lanewise.core.internal;

/// Sums and norms down the columns of a row-major matrix, and rescaling of columns; unchecked.
///
/// All run from the first row to the last as one chain a column. Sums over more rows than a chain may have are put
/// together by the callers in [dev.lanewise.core.Columns].
public interface ColumnKernels {
    /// A norm counts as not below a minimum from this multiple of it on: 1 − 2⁻²².
    double LOWER = 1 - 0x1p-22;

    /// A norm counts as not above a maximum up to this multiple of it: 1 + 2⁻²².
    double UPPER = 1 + 0x1p-22;

    /// Computes sum_j = Σ_i x(i,j), beginning with +0 and adding in ascending i.
    void sum(float[] x, int xOffset, float[] sum, int sumOffset, int rows, int columns);

    /// Computes sum_j = Σ_i x(i,j)·y(i,j), beginning with +0, by fused multiply-adds in ascending i.
    void sumOfProducts(
            float[] x, int xOffset, float[] y, int yOffset, float[] sum, int sumOffset, int rows, int columns);

    /// Computes sum_j = Σ_i (x(i,j) − mean_j)², beginning with +0, by fused multiply-adds in ascending i.
    void sumOfSquaredDeviations(
            float[] x, int xOffset, float[] mean, int meanOffset, float[] sum, int sumOffset, int rows, int columns);

    /// Moves the euclidean norm of every column of x into an interval by scaling the column.
    ///
    /// In double: n = √Σ x², desired = rate·clip(n, minimum, maximum) + (1 − rate)·n, and the column is multiplied
    /// by (float) (desired / (n + epsilon)). With an epsilon of 0 a column is left alone, bit for bit, when n is 0
    /// or lies within [minimum·(1 − 2⁻²²), maximum·(1 + 2⁻²²)]; rounding the factor and the products to float
    /// moves the norm by at most 2⁻²³ of itself, so a column scaled with rate 1 lies within.
    ///
    /// @return the number of columns that were scaled
    int clipNorms(
            float[] x, int xOffset, int rows, int columns, double minimum, double maximum, double rate, double epsilon);
}

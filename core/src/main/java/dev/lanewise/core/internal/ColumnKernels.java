package dev.lanewise.core.internal;

/// Sums down the columns of a row-major matrix, and scaling of columns; unchecked.
///
/// The results of sums share no memory with operands; the others may overwrite x. All sums run from the first row to
/// the last as one chain a column. Sums over more rows than a chain may have are put together by the callers in
/// [dev.lanewise.core.Columns].
public interface ColumnKernels {
    /// Computes sum_j = Σ_i x(i,j), beginning with +0 and adding in ascending i.
    void sum(float[] x, int xOffset, float[] sum, int sumOffset, int rows, int columns);

    /// Computes sum_j = Σ_i x(i,j)·y(i,j), beginning with +0, by fused multiply-adds in ascending i.
    void sumOfProducts(
            float[] x, int xOffset, float[] y, int yOffset, float[] sum, int sumOffset, int rows, int columns);

    /// Computes sum_j = Σ_i (x(i,j) − mean_j)², beginning with +0, by fused multiply-adds in ascending i.
    void sumOfSquaredDeviations(
            float[] x, int xOffset, float[] mean, int meanOffset, float[] sum, int sumOffset, int rows, int columns);

    /// Computes sum_j = Σ_i x(i,j)² in double, beginning with 0, by fused multiply-adds in ascending i.
    void sumOfSquares(float[] x, int xOffset, double[] sum, int rows, int columns);

    /// Computes y(i,j) = (x(i,j) − mean_j)·factor_j.
    void normalize(
            float[] x,
            int xOffset,
            float[] mean,
            int meanOffset,
            float[] factor,
            int factorOffset,
            float[] y,
            int yOffset,
            int rows,
            int columns);

    /// Computes y(i,j) = factor_j·x(i,j) + shift_j, by one fused multiply-add.
    void scaleAndShift(
            float[] x,
            int xOffset,
            float[] factor,
            int factorOffset,
            float[] shift,
            int shiftOffset,
            float[] y,
            int yOffset,
            int rows,
            int columns);

    /// Computes y(i,j) = (x(i,j) − share·y(i,j))·factor_j, the difference by one fused multiply-add.
    void subtractAndScale(
            float[] x,
            int xOffset,
            float share,
            float[] factor,
            int factorOffset,
            float[] y,
            int yOffset,
            int rows,
            int columns);

    /// Computes x(i,j) = factor_j·x(i,j).
    void scale(float[] x, int xOffset, float[] factor, int rows, int columns);
}

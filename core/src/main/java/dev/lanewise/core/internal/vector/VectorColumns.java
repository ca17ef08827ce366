package dev.lanewise.core.internal.vector;

import dev.lanewise.core.internal.ColumnKernels;
import dev.lanewise.core.internal.scalar.ScalarColumns;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Column kernels with one column a lane, so that each lane runs the chain of its column.
///
/// The last vector of columns is moved back over columns that are already summed, which come out with the same bits;
/// matrices narrower than a vector are left to the scalar twin. Norms are accumulated in double: floats are loaded half
/// a vector at a time and widened.
///
/// In every loop the receiver of a method call is a vector made in the same round, and the sum that the loop carries is
/// an argument: C2 does not know the class of what a loop carries, and calls on it become virtual, and box, once
/// another kernel of the process has used vectors of another size.
public final class VectorColumns implements ColumnKernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    private static final int HALF_LANES = HALF.length();

    /// Elements of a block of rows, half of the first-level cache.
    private static final int BLOCK = 4096;

    /// Rows of a block at least, so that sums are not taken up again too often.
    private static final int LEAST_BLOCK_ROWS = 8;

    private static final ScalarColumns NARROW = new ScalarColumns();

    @Override
    public void sum(float[] x, int xOffset, float[] sum, int sumOffset, int rows, int columns) {
        if (columns < LANES) {
            NARROW.sum(x, xOffset, sum, sumOffset, rows, columns);
            return;
        }
        int j = 0;
        for (; j <= columns - 4 * LANES; j += 4 * LANES) {
            sumOfFour(x, xOffset + j, sum, sumOffset + j, rows, columns);
        }
        for (; j < columns; j += LANES) {
            int from = Math.min(j, columns - LANES);
            sumOfOne(x, xOffset + from, sum, sumOffset + from, rows, columns);
        }
    }

    private static void sumOfFour(float[] x, int xOffset, float[] sum, int sumOffset, int rows, int columns) {
        var chain0 = FloatVector.zero(SPECIES);
        var chain1 = FloatVector.zero(SPECIES);
        var chain2 = FloatVector.zero(SPECIES);
        var chain3 = FloatVector.zero(SPECIES);
        for (int i = 0, at = xOffset; i < rows; i++, at += columns) {
            chain0 = FloatVector.fromArray(SPECIES, x, at).add(chain0);
            chain1 = FloatVector.fromArray(SPECIES, x, at + LANES).add(chain1);
            chain2 = FloatVector.fromArray(SPECIES, x, at + 2 * LANES).add(chain2);
            chain3 = FloatVector.fromArray(SPECIES, x, at + 3 * LANES).add(chain3);
        }
        chain0.intoArray(sum, sumOffset);
        chain1.intoArray(sum, sumOffset + LANES);
        chain2.intoArray(sum, sumOffset + 2 * LANES);
        chain3.intoArray(sum, sumOffset + 3 * LANES);
    }

    private static void sumOfOne(float[] x, int xOffset, float[] sum, int sumOffset, int rows, int columns) {
        var chain = FloatVector.zero(SPECIES);
        for (int i = 0, at = xOffset; i < rows; i++, at += columns) {
            chain = FloatVector.fromArray(SPECIES, x, at).add(chain);
        }
        chain.intoArray(sum, sumOffset);
    }

    @Override
    public void sumOfProducts(
            float[] x, int xOffset, float[] y, int yOffset, float[] sum, int sumOffset, int rows, int columns) {
        if (columns < LANES) {
            NARROW.sumOfProducts(x, xOffset, y, yOffset, sum, sumOffset, rows, columns);
            return;
        }
        for (int j = 0; j < columns; j += LANES) {
            int from = Math.min(j, columns - LANES);
            productsOfOne(x, xOffset + from, y, yOffset + from, sum, sumOffset + from, rows, columns);
        }
    }

    private static void productsOfOne(
            float[] x, int xOffset, float[] y, int yOffset, float[] sum, int sumOffset, int rows, int columns) {
        var chain = FloatVector.zero(SPECIES);
        for (int i = 0, at = 0; i < rows; i++, at += columns) {
            chain = FloatVector.fromArray(SPECIES, x, xOffset + at)
                    .fma(FloatVector.fromArray(SPECIES, y, yOffset + at), chain);
        }
        chain.intoArray(sum, sumOffset);
    }

    @Override
    public void sumOfSquaredDeviations(
            float[] x, int xOffset, float[] mean, int meanOffset, float[] sum, int sumOffset, int rows, int columns) {
        if (columns < LANES) {
            NARROW.sumOfSquaredDeviations(x, xOffset, mean, meanOffset, sum, sumOffset, rows, columns);
            return;
        }
        for (int j = 0; j < columns; j += LANES) {
            int from = Math.min(j, columns - LANES);
            deviationsOfOne(x, xOffset + from, mean, meanOffset + from, sum, sumOffset + from, rows, columns);
        }
    }

    private static void deviationsOfOne(
            float[] x, int xOffset, float[] mean, int meanOffset, float[] sum, int sumOffset, int rows, int columns) {
        var centre = FloatVector.fromArray(SPECIES, mean, meanOffset);
        var chain = FloatVector.zero(SPECIES);
        for (int i = 0, at = xOffset; i < rows; i++, at += columns) {
            var deviation = FloatVector.fromArray(SPECIES, x, at).sub(centre);
            chain = deviation.fma(deviation, chain);
        }
        chain.intoArray(sum, sumOffset);
    }

    /// Walks down the rows in blocks that every group of columns finds in the cache: read group by group over all
    /// rows, a large matrix takes half as long again.
    @Override
    public void sumOfSquares(float[] x, int xOffset, double[] sum, int rows, int columns) {
        Arrays.fill(sum, 0, columns, 0);
        int blockRows = Math.max(LEAST_BLOCK_ROWS, BLOCK / columns);
        for (int i = 0; i < rows; i += blockRows) {
            addSquares(x, xOffset + i * columns, sum, Math.min(blockRows, rows - i), columns);
        }
    }

    /// Columns left over by groups of four half vectors are summed by plain code: with a kernel for single ones
    /// beside that for four, C2 boxed in some JVMs.
    private static void addSquares(float[] x, int xOffset, double[] sum, int rows, int columns) {
        int j = 0;
        for (; j <= columns - 4 * HALF_LANES; j += 4 * HALF_LANES) {
            addSquaresOfFour(x, xOffset + j, sum, j, rows, columns);
        }
        for (int i = 0, at = xOffset; i < rows; i++, at += columns) {
            addSquaresOfRest(x, at, sum, j, columns);
        }
    }

    private static void addSquaresOfRest(float[] x, int xOffset, double[] sum, int from, int to) {
        for (int j = from; j < to; j++) {
            double value = x[xOffset + j];
            sum[j] = Math.fma(value, value, sum[j]);
        }
    }

    private static void addSquaresOfFour(float[] x, int xOffset, double[] sum, int sumOffset, int rows, int columns) {
        var chain0 = DoubleVector.fromArray(DOUBLES, sum, sumOffset);
        var chain1 = DoubleVector.fromArray(DOUBLES, sum, sumOffset + HALF_LANES);
        var chain2 = DoubleVector.fromArray(DOUBLES, sum, sumOffset + 2 * HALF_LANES);
        var chain3 = DoubleVector.fromArray(DOUBLES, sum, sumOffset + 3 * HALF_LANES);
        for (int i = 0, at = xOffset; i < rows; i++, at += columns) {
            var x0 = widen(FloatVector.fromArray(HALF, x, at));
            var x1 = widen(FloatVector.fromArray(HALF, x, at + HALF_LANES));
            var x2 = widen(FloatVector.fromArray(HALF, x, at + 2 * HALF_LANES));
            var x3 = widen(FloatVector.fromArray(HALF, x, at + 3 * HALF_LANES));
            chain0 = x0.fma(x0, chain0);
            chain1 = x1.fma(x1, chain1);
            chain2 = x2.fma(x2, chain2);
            chain3 = x3.fma(x3, chain3);
        }
        chain0.intoArray(sum, sumOffset);
        chain1.intoArray(sum, sumOffset + HALF_LANES);
        chain2.intoArray(sum, sumOffset + 2 * HALF_LANES);
        chain3.intoArray(sum, sumOffset + 3 * HALF_LANES);
    }

    private static DoubleVector widen(FloatVector floats) {
        return (DoubleVector) floats.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    @Override
    public void normalize(
            float[] x,
            int xOffset,
            float[] mean,
            int meanOffset,
            float[] factor,
            int factorOffset,
            float[] y,
            int yOffset,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int xAt = xOffset + i * columns;
            int yAt = yOffset + i * columns;
            int j = 0;
            for (; j <= columns - LANES; j += LANES) {
                FloatVector.fromArray(SPECIES, x, xAt + j)
                        .sub(FloatVector.fromArray(SPECIES, mean, meanOffset + j))
                        .mul(FloatVector.fromArray(SPECIES, factor, factorOffset + j))
                        .intoArray(y, yAt + j);
            }
            if (j < columns) {
                var mask = SPECIES.indexInRange(j, columns);
                FloatVector.fromArray(SPECIES, x, xAt + j, mask)
                        .sub(FloatVector.fromArray(SPECIES, mean, meanOffset + j, mask))
                        .mul(FloatVector.fromArray(SPECIES, factor, factorOffset + j, mask))
                        .intoArray(y, yAt + j, mask);
            }
        }
    }

    @Override
    public void scaleAndShift(
            float[] x,
            int xOffset,
            float[] factor,
            int factorOffset,
            float[] shift,
            int shiftOffset,
            float[] y,
            int yOffset,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int xAt = xOffset + i * columns;
            int yAt = yOffset + i * columns;
            int j = 0;
            for (; j <= columns - LANES; j += LANES) {
                FloatVector.fromArray(SPECIES, x, xAt + j)
                        .fma(
                                FloatVector.fromArray(SPECIES, factor, factorOffset + j),
                                FloatVector.fromArray(SPECIES, shift, shiftOffset + j))
                        .intoArray(y, yAt + j);
            }
            if (j < columns) {
                var mask = SPECIES.indexInRange(j, columns);
                FloatVector.fromArray(SPECIES, x, xAt + j, mask)
                        .fma(
                                FloatVector.fromArray(SPECIES, factor, factorOffset + j, mask),
                                FloatVector.fromArray(SPECIES, shift, shiftOffset + j, mask))
                        .intoArray(y, yAt + j, mask);
            }
        }
    }

    @Override
    public void subtractAndScale(
            float[] x,
            int xOffset,
            float share,
            float[] factor,
            int factorOffset,
            float[] y,
            int yOffset,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int xAt = xOffset + i * columns;
            int yAt = yOffset + i * columns;
            int j = 0;
            for (; j <= columns - LANES; j += LANES) {
                FloatVector.fromArray(SPECIES, y, yAt + j)
                        .lanewise(VectorOperators.FMA, -share, FloatVector.fromArray(SPECIES, x, xAt + j))
                        .mul(FloatVector.fromArray(SPECIES, factor, factorOffset + j))
                        .intoArray(y, yAt + j);
            }
            if (j < columns) {
                var mask = SPECIES.indexInRange(j, columns);
                FloatVector.fromArray(SPECIES, y, yAt + j, mask)
                        .lanewise(VectorOperators.FMA, -share, FloatVector.fromArray(SPECIES, x, xAt + j, mask))
                        .mul(FloatVector.fromArray(SPECIES, factor, factorOffset + j, mask))
                        .intoArray(y, yAt + j, mask);
            }
        }
    }

    @Override
    public void scale(float[] x, int xOffset, float[] factor, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            scaleRow(x, xOffset + i * columns, factor, columns);
        }
    }

    private static void scaleRow(float[] x, int xOffset, float[] factor, int columns) {
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            FloatVector.fromArray(SPECIES, x, xOffset + j)
                    .mul(FloatVector.fromArray(SPECIES, factor, j))
                    .intoArray(x, xOffset + j);
        }
        for (; j < columns; j++) {
            x[xOffset + j] *= factor[j];
        }
    }
}

package dev.lanewise.core.internal.vector;

import dev.lanewise.core.internal.ColumnKernels;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Column kernels with one column a lane, so that each lane runs the chain of its column.
///
/// Norms are accumulated in double: floats are loaded half a vector at a time and widened.
public final class VectorColumns implements ColumnKernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    private static final int HALF_LANES = HALF.length();

    @Override
    public void sum(float[] x, int xOffset, float[] sum, int sumOffset, int rows, int columns) {
        int j = 0;
        for (; j <= columns - 4 * LANES; j += 4 * LANES) {
            sumOfFour(x, xOffset + j, sum, sumOffset + j, rows, columns);
        }
        for (; j < columns; j += LANES) {
            var mask = SPECIES.indexInRange(j, columns);
            var chain = FloatVector.zero(SPECIES);
            for (int i = 0, at = xOffset + j; i < rows; i++, at += columns) {
                chain = chain.add(FloatVector.fromArray(SPECIES, x, at, mask));
            }
            chain.intoArray(sum, sumOffset + j, mask);
        }
    }

    private static void sumOfFour(float[] x, int xOffset, float[] sum, int sumOffset, int rows, int columns) {
        var chain0 = FloatVector.zero(SPECIES);
        var chain1 = FloatVector.zero(SPECIES);
        var chain2 = FloatVector.zero(SPECIES);
        var chain3 = FloatVector.zero(SPECIES);
        for (int i = 0, at = xOffset; i < rows; i++, at += columns) {
            chain0 = chain0.add(FloatVector.fromArray(SPECIES, x, at));
            chain1 = chain1.add(FloatVector.fromArray(SPECIES, x, at + LANES));
            chain2 = chain2.add(FloatVector.fromArray(SPECIES, x, at + 2 * LANES));
            chain3 = chain3.add(FloatVector.fromArray(SPECIES, x, at + 3 * LANES));
        }
        chain0.intoArray(sum, sumOffset);
        chain1.intoArray(sum, sumOffset + LANES);
        chain2.intoArray(sum, sumOffset + 2 * LANES);
        chain3.intoArray(sum, sumOffset + 3 * LANES);
    }

    @Override
    public void sumOfProducts(
            float[] x, int xOffset, float[] y, int yOffset, float[] sum, int sumOffset, int rows, int columns) {
        for (int j = 0; j < columns; j += LANES) {
            var mask = SPECIES.indexInRange(j, columns);
            var chain = FloatVector.zero(SPECIES);
            for (int i = 0, at = j; i < rows; i++, at += columns) {
                chain = FloatVector.fromArray(SPECIES, x, xOffset + at, mask)
                        .fma(FloatVector.fromArray(SPECIES, y, yOffset + at, mask), chain);
            }
            chain.intoArray(sum, sumOffset + j, mask);
        }
    }

    @Override
    public void sumOfSquaredDeviations(
            float[] x, int xOffset, float[] mean, int meanOffset, float[] sum, int sumOffset, int rows, int columns) {
        for (int j = 0; j < columns; j += LANES) {
            var mask = SPECIES.indexInRange(j, columns);
            var centre = FloatVector.fromArray(SPECIES, mean, meanOffset + j, mask);
            var chain = FloatVector.zero(SPECIES);
            for (int i = 0, at = xOffset + j; i < rows; i++, at += columns) {
                var deviation = FloatVector.fromArray(SPECIES, x, at, mask).sub(centre);
                chain = deviation.fma(deviation, chain);
            }
            chain.intoArray(sum, sumOffset + j, mask);
        }
    }

    @Override
    public void sumOfSquares(float[] x, int xOffset, double[] sum, int rows, int columns) {
        int j = 0;
        for (; j <= columns - 4 * HALF_LANES; j += 4 * HALF_LANES) {
            sumOfFourSquares(x, xOffset + j, sum, j, rows, columns);
        }
        for (; j < columns; j += HALF_LANES) {
            var mask = HALF.indexInRange(j, columns);
            var chain = DoubleVector.zero(DOUBLES);
            for (int i = 0, at = xOffset + j; i < rows; i++, at += columns) {
                var value = widen(FloatVector.fromArray(HALF, x, at, mask));
                chain = value.fma(value, chain);
            }
            chain.intoArray(sum, j, DOUBLES.indexInRange(j, columns));
        }
    }

    private static void sumOfFourSquares(float[] x, int xOffset, double[] sum, int sumOffset, int rows, int columns) {
        var chain0 = DoubleVector.zero(DOUBLES);
        var chain1 = DoubleVector.zero(DOUBLES);
        var chain2 = DoubleVector.zero(DOUBLES);
        var chain3 = DoubleVector.zero(DOUBLES);
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
    public void scale(float[] x, int xOffset, float[] factor, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int at = xOffset + i * columns;
            int j = 0;
            for (; j <= columns - LANES; j += LANES) {
                FloatVector.fromArray(SPECIES, x, at + j)
                        .mul(FloatVector.fromArray(SPECIES, factor, j))
                        .intoArray(x, at + j);
            }
            if (j < columns) {
                var mask = SPECIES.indexInRange(j, columns);
                FloatVector.fromArray(SPECIES, x, at + j, mask)
                        .mul(FloatVector.fromArray(SPECIES, factor, j, mask))
                        .intoArray(x, at + j, mask);
            }
        }
    }
}

package dev.lanewise.core.internal.vector;

import dev.lanewise.core.internal.ColumnKernels;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
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
    public int clipNorms(
            float[] x,
            int xOffset,
            int rows,
            int columns,
            double minimum,
            double maximum,
            double rate,
            double epsilon) {
        int scaled = 0;
        int j = 0;
        for (; j <= columns - 4 * HALF_LANES; j += 4 * HALF_LANES) {
            scaled += clipFour(x, xOffset + j, rows, columns, minimum, maximum, rate, epsilon);
        }
        for (; j < columns; j += HALF_LANES) {
            scaled += clipTail(x, xOffset + j, rows, columns, columns - j, minimum, maximum, rate, epsilon);
        }
        return scaled;
    }

    private static int clipFour(
            float[] x,
            int xOffset,
            int rows,
            int columns,
            double minimum,
            double maximum,
            double rate,
            double epsilon) {
        var squares0 = DoubleVector.zero(DOUBLES);
        var squares1 = DoubleVector.zero(DOUBLES);
        var squares2 = DoubleVector.zero(DOUBLES);
        var squares3 = DoubleVector.zero(DOUBLES);
        for (int i = 0, at = xOffset; i < rows; i++, at += columns) {
            var x0 = widen(FloatVector.fromArray(HALF, x, at));
            var x1 = widen(FloatVector.fromArray(HALF, x, at + HALF_LANES));
            var x2 = widen(FloatVector.fromArray(HALF, x, at + 2 * HALF_LANES));
            var x3 = widen(FloatVector.fromArray(HALF, x, at + 3 * HALF_LANES));
            squares0 = x0.fma(x0, squares0);
            squares1 = x1.fma(x1, squares1);
            squares2 = x2.fma(x2, squares2);
            squares3 = x3.fma(x3, squares3);
        }
        return scale(x, xOffset, rows, columns, squares0, minimum, maximum, rate, epsilon)
                + scale(x, xOffset + HALF_LANES, rows, columns, squares1, minimum, maximum, rate, epsilon)
                + scale(x, xOffset + 2 * HALF_LANES, rows, columns, squares2, minimum, maximum, rate, epsilon)
                + scale(x, xOffset + 3 * HALF_LANES, rows, columns, squares3, minimum, maximum, rate, epsilon);
    }

    private static DoubleVector widen(FloatVector floats) {
        return (DoubleVector) floats.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private static int scale(
            float[] x,
            int xOffset,
            int rows,
            int columns,
            DoubleVector squares,
            double minimum,
            double maximum,
            double rate,
            double epsilon) {
        var norm = squares.sqrt();
        var outside = outside(norm, minimum, maximum, epsilon);
        if (!outside.anyTrue()) {
            return 0;
        }
        var factor = factor(norm, outside, minimum, maximum, rate, epsilon);
        for (int i = 0, at = xOffset; i < rows; i++, at += columns) {
            FloatVector.fromArray(HALF, x, at).mul(factor).intoArray(x, at);
        }
        return outside.trueCount();
    }

    private static int clipTail(
            float[] x,
            int xOffset,
            int rows,
            int columns,
            int width,
            double minimum,
            double maximum,
            double rate,
            double epsilon) {
        var mask = HALF.indexInRange(0, width);
        var squares = DoubleVector.zero(DOUBLES);
        for (int i = 0, at = xOffset; i < rows; i++, at += columns) {
            var value = widen(FloatVector.fromArray(HALF, x, at, mask));
            squares = value.fma(value, squares);
        }
        var norm = squares.sqrt();
        var outside = outside(norm, minimum, maximum, epsilon).and(mask.cast(DOUBLES));
        if (!outside.anyTrue()) {
            return 0;
        }
        var factor = factor(norm, outside, minimum, maximum, rate, epsilon);
        for (int i = 0, at = xOffset; i < rows; i++, at += columns) {
            FloatVector.fromArray(HALF, x, at, mask).mul(factor).intoArray(x, at, mask);
        }
        return outside.trueCount();
    }

    /// The columns to scale; written as the negation of staying, so that NaN counts as outside, as in the scalar
    /// twin.
    private static VectorMask<Double> outside(DoubleVector norm, double minimum, double maximum, double epsilon) {
        if (epsilon != 0) {
            return DOUBLES.maskAll(true);
        }
        return norm.compare(VectorOperators.GE, minimum * LOWER)
                .and(norm.compare(VectorOperators.LE, maximum * UPPER))
                .or(norm.compare(VectorOperators.EQ, 0))
                .not();
    }

    private static FloatVector factor(
            DoubleVector norm,
            VectorMask<Double> outside,
            double minimum,
            double maximum,
            double rate,
            double epsilon) {
        var clipped = norm.blend(minimum, norm.compare(VectorOperators.LT, minimum))
                .blend(maximum, norm.compare(VectorOperators.GT, maximum));
        var desired = clipped.fma(DoubleVector.broadcast(DOUBLES, rate), norm.mul(1 - rate));
        var factor = desired.div(norm.add(epsilon));
        return (FloatVector)
                DoubleVector.broadcast(DOUBLES, 1).blend(factor, outside).convertShape(VectorOperators.D2F, HALF, 0);
    }
}

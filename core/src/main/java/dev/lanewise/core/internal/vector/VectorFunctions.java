package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.scalar.ScalarMath.*;
import static dev.lanewise.core.internal.vector.VectorMath.LANES;
import static dev.lanewise.core.internal.vector.VectorMath.SPECIES;

import dev.lanewise.core.internal.FunctionKernels;
import dev.lanewise.core.internal.scalar.ScalarFunctions;
import dev.lanewise.core.internal.scalar.ScalarMath;
import dev.lanewise.core.internal.scalar.ScalarSoftmax;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The elementary kernels on vectors; the scalar twin computes the last elements of a range, those that fill no vector.
///
/// Loops of whole vectors alone: where a vector came from either of two loads, C2 boxed it in some JVMs.
public final class VectorFunctions implements FunctionKernels {
    private static final FunctionKernels SCALAR = new ScalarFunctions();
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            exp(x, xOffset + i, y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = ScalarMath.exp(x[xOffset + i]);
        }
    }

    /// [VectorMath#exp] from memory to memory, and without helpers: softmax calls it for a few short rows, and C2
    /// did not always inline what it saw so seldom.
    private static void exp(float[] x, int xAt, float[] y, int yAt) {
        var z = FloatVector.fromArray(SPECIES, x, xAt);
        var negative = z.compare(VectorOperators.LT, 0f);
        var clamped = z.blend(EXP_OVERFLOW, z.compare(VectorOperators.GT, EXP_OVERFLOW))
                .blend(EXP_UNDERFLOW, z.compare(VectorOperators.LT, EXP_UNDERFLOW));
        var round = FloatVector.broadcast(SPECIES, ROUND_TO_POWER - 1f).blend(ROUND_TO_POWER + 64f, negative);
        var rounded = clamped.lanewise(VectorOperators.FMA, LOG2_E, round);
        var n = rounded.sub(round);
        var r = n.lanewise(VectorOperators.FMA, -LN2_LOW, n.lanewise(VectorOperators.FMA, -LN2_HIGH, clamped));
        var p = r.fma(E4, E3).lanewise(VectorOperators.FMA, r, E2).lanewise(VectorOperators.FMA, r, E1);
        p = p.lanewise(VectorOperators.FMA, r, E0)
                .lanewise(VectorOperators.FMA, r, 1f)
                .lanewise(VectorOperators.FMA, r, 1f);
        rounded.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .reinterpretAsFloats()
                .mul(p)
                .mul(FloatVector.broadcast(SPECIES, 2f).blend(0x1p-64f, negative))
                .intoArray(y, yAt);
    }

    @Override
    public void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorMath.expm1(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.expm1(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorMath.log(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.log(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorMath.log1p(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.log1p(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorMath.tanh(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.tanh(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorMath.sigmoid(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.sigmoid(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorMath.erf(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.erf(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    /// The exponentials of all rows are computed in one go, also of rows shorter than a vector.
    @Override
    public void softmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
        boolean wide = VectorSoftmax.serves(columns);
        for (int row = 0, at = 0; row < rows; row++, at += columns) {
            if (wide) {
                VectorSoftmax.shift(x, xOffset + at, 0f, y, yOffset + at, columns);
            } else {
                ScalarSoftmax.shift(x, xOffset + at, y, yOffset + at, columns);
            }
        }
        exp(y, yOffset, y, yOffset, rows * columns);
        for (int row = 0, at = 0; row < rows; row++, at += columns) {
            if (wide) {
                VectorSoftmax.normalize(y, yOffset + at, columns);
            } else {
                ScalarSoftmax.normalize(y, yOffset + at, columns);
            }
        }
    }

    @Override
    public void softmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int rows, int columns) {
        if (!VectorSoftmax.serves(columns)) {
            SCALAR.softmaxGradient(y, yOffset, dy, dyOffset, dx, dxOffset, rows, columns);
            return;
        }
        for (int row = 0, at = 0; row < rows; row++, at += columns) {
            VectorSoftmax.gradient(y, yOffset + at, dy, dyOffset + at, dx, dxOffset + at, columns);
        }
    }

    /// The exponentials pass through y, so in place, where that would overwrite x, the scalar twin computes.
    @Override
    public void logSoftmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
        if (!VectorSoftmax.serves(columns) || x == y) {
            SCALAR.logSoftmax(x, xOffset, y, yOffset, rows, columns);
            return;
        }
        for (int row = 0, at = 0; row < rows; row++, at += columns) {
            VectorSoftmax.shift(x, xOffset + at, 0f, y, yOffset + at, columns);
        }
        exp(y, yOffset, y, yOffset, rows * columns);
        for (int row = 0, at = 0; row < rows; row++, at += columns) {
            float log = ScalarMath.log(VectorSoftmax.sum(y, yOffset + at, columns));
            VectorSoftmax.shift(x, xOffset + at, log, y, yOffset + at, columns);
        }
    }

    @Override
    public void logSoftmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int rows, int columns) {
        if (!VectorSoftmax.serves(columns)) {
            SCALAR.logSoftmaxGradient(y, yOffset, dy, dyOffset, dx, dxOffset, rows, columns);
            return;
        }
        for (int row = 0, at = 0; row < rows; row++, at += columns) {
            VectorSoftmax.logGradient(y, yOffset + at, dy, dyOffset + at, dx, dxOffset + at, columns);
        }
    }

    /// The bits of magnitudes are in the order of the magnitudes, with those of NaN above all.
    @Override
    public float largestMagnitude(float[] x, int xOffset, int n) {
        var even = IntVector.zero(INTS);
        var odd = even;
        int i = 0;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            var x0 = FloatVector.fromArray(SPECIES, x, xOffset + i).reinterpretAsInts();
            var x1 = FloatVector.fromArray(SPECIES, x, xOffset + i + LANES).reinterpretAsInts();
            even = x0.and(Integer.MAX_VALUE).max(even);
            odd = x1.and(Integer.MAX_VALUE).max(odd);
        }
        int largest = even.max(odd).reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(x[xOffset + i]) & Integer.MAX_VALUE);
        }
        return Float.intBitsToFloat(largest);
    }
}

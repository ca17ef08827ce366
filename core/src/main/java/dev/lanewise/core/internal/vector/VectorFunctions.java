package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.scalar.ScalarMath.SELU_LAMBDA;
import static dev.lanewise.core.internal.scalar.ScalarMath.SELU_LAMBDA_ALPHA;

import dev.lanewise.core.internal.FunctionKernels;
import dev.lanewise.core.internal.scalar.ScalarSoftmax;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The elementwise kernels on vectors: whole vectors first, then one under a mask with the same arithmetic.
public final class VectorFunctions implements FunctionKernels {
    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length();

    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMath.exp(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            VectorMath.exp(FloatVector.fromArray(SPECIES, x, xOffset + i, tail)).intoArray(y, yOffset + i, tail);
        }
    }

    @Override
    public void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMath.expm1(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            VectorMath.expm1(FloatVector.fromArray(SPECIES, x, xOffset + i, tail))
                    .intoArray(y, yOffset + i, tail);
        }
    }

    @Override
    public void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMath.log(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            VectorMath.log(FloatVector.fromArray(SPECIES, x, xOffset + i, tail)).intoArray(y, yOffset + i, tail);
        }
    }

    @Override
    public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMath.tanh(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            VectorMath.tanh(FloatVector.fromArray(SPECIES, x, xOffset + i, tail))
                    .intoArray(y, yOffset + i, tail);
        }
    }

    @Override
    public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMath.sigmoid(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            VectorMath.sigmoid(FloatVector.fromArray(SPECIES, x, xOffset + i, tail))
                    .intoArray(y, yOffset + i, tail);
        }
    }

    @Override
    public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            reluOf(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            reluOf(FloatVector.fromArray(SPECIES, x, xOffset + i, tail)).intoArray(y, yOffset + i, tail);
        }
    }

    private static FloatVector reluOf(FloatVector x) {
        return x.blend(0f, x.compare(VectorOperators.LE, 0f));
    }

    @Override
    public void selu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            seluOf(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            seluOf(FloatVector.fromArray(SPECIES, x, xOffset + i, tail)).intoArray(y, yOffset + i, tail);
        }
    }

    private static FloatVector seluOf(FloatVector x) {
        var negative = VectorMath.expm1(x).mul(SELU_LAMBDA_ALPHA);
        return negative.blend(x.mul(SELU_LAMBDA), x.compare(VectorOperators.GT, 0f));
    }

    @Override
    public void elu(float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            eluOf(FloatVector.fromArray(SPECIES, x, xOffset + i), alpha).intoArray(y, yOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            eluOf(FloatVector.fromArray(SPECIES, x, xOffset + i, tail), alpha).intoArray(y, yOffset + i, tail);
        }
    }

    private static FloatVector eluOf(FloatVector x, float alpha) {
        return VectorMath.expm1(x).mul(alpha).blend(x, x.compare(VectorOperators.GT, 0f));
    }

    @Override
    public void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            reluSlope(FloatVector.fromArray(SPECIES, y, yOffset + i), FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            reluSlope(
                            FloatVector.fromArray(SPECIES, y, yOffset + i, tail),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i, tail))
                    .intoArray(dx, dxOffset + i, tail);
        }
    }

    private static FloatVector reluSlope(FloatVector y, FloatVector dy) {
        return dy.blend(0f, y.compare(VectorOperators.LE, 0f));
    }

    @Override
    public void seluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            seluSlope(FloatVector.fromArray(SPECIES, y, yOffset + i), FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            seluSlope(
                            FloatVector.fromArray(SPECIES, y, yOffset + i, tail),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i, tail))
                    .intoArray(dx, dxOffset + i, tail);
        }
    }

    private static FloatVector seluSlope(FloatVector y, FloatVector dy) {
        return dy.mul(y.add(SELU_LAMBDA_ALPHA).blend(SELU_LAMBDA, y.compare(VectorOperators.GT, 0f)));
    }

    @Override
    public void tanhGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            tanhSlope(FloatVector.fromArray(SPECIES, y, yOffset + i), FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            tanhSlope(
                            FloatVector.fromArray(SPECIES, y, yOffset + i, tail),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i, tail))
                    .intoArray(dx, dxOffset + i, tail);
        }
    }

    private static FloatVector tanhSlope(FloatVector y, FloatVector dy) {
        return dy.mul(y.neg().fma(y, FloatVector.broadcast(SPECIES, 1f)));
    }

    @Override
    public void sigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            sigmoidSlope(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            sigmoidSlope(
                            FloatVector.fromArray(SPECIES, y, yOffset + i, tail),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i, tail))
                    .intoArray(dx, dxOffset + i, tail);
        }
    }

    private static FloatVector sigmoidSlope(FloatVector y, FloatVector dy) {
        return dy.mul(y.mul(FloatVector.broadcast(SPECIES, 1f).sub(y)));
    }

    @Override
    public void eluGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, float alpha) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            eluSlope(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i),
                            alpha)
                    .intoArray(dx, dxOffset + i);
        }
        if (i < n) {
            var tail = SPECIES.indexInRange(i, n);
            eluSlope(
                            FloatVector.fromArray(SPECIES, y, yOffset + i, tail),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i, tail),
                            alpha)
                    .intoArray(dx, dxOffset + i, tail);
        }
    }

    private static FloatVector eluSlope(FloatVector y, FloatVector dy, float alpha) {
        return dy.mul(y.add(alpha)).blend(dy, y.compare(VectorOperators.GT, 0f));
    }

    @Override
    public void softmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            ScalarSoftmax.shift(x, xOffset + row * columns, y, yOffset + row * columns, columns);
        }
        exp(y, yOffset, y, yOffset, rows * columns);
        for (int row = 0; row < rows; row++) {
            ScalarSoftmax.normalize(y, yOffset + row * columns, columns);
        }
    }

    @Override
    public void softmaxGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            int at = row * columns;
            ScalarSoftmax.gradientOfRow(y, yOffset + at, dy, dyOffset + at, dx, dxOffset + at, columns);
        }
    }

    /// Every difference x − x is 0 unless an element is infinite or NaN, and a NaN stays in a sum.
    @Override
    public boolean allFinite(float[] x, int xOffset, int n) {
        var zeros = FloatVector.zero(SPECIES);
        var more = zeros;
        int i = 0;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            var x0 = FloatVector.fromArray(SPECIES, x, xOffset + i);
            var x1 = FloatVector.fromArray(SPECIES, x, xOffset + i + LANES);
            zeros = x0.sub(x0).add(zeros);
            more = x1.sub(x1).add(more);
        }
        for (; i < n; i += LANES) {
            var rest = FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n));
            zeros = zeros.add(rest.sub(rest));
        }
        return zeros.add(more).compare(VectorOperators.EQ, 0f).allTrue();
    }
}

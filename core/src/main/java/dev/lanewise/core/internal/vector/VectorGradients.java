package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.vector.VectorMath.LANES;
import static dev.lanewise.core.internal.vector.VectorMath.SPECIES;

import dev.lanewise.core.internal.GradientKernels;
import dev.lanewise.core.internal.scalar.ScalarGradients;
import jdk.incubator.vector.FloatVector;

/// The gradient kernels on vectors; the scalar twin computes the last elements of a range, those that fill no vector.
///
/// Loops of whole vectors alone: where a vector came from either of two loads, C2 boxed it in some JVMs.
public final class VectorGradients implements GradientKernels {
    private static final GradientKernels SCALAR = new ScalarGradients();
    private static final int CHUNK = 256;
    private static final ThreadLocal<float[]> DISTRIBUTION = ThreadLocal.withInitial(() -> new float[CHUNK]);

    @Override
    public void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.relu(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.reluGradient(y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void leakyReluGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, float slope) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.leakyRelu(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i),
                            slope)
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.leakyReluGradient(y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole, slope);
    }

    @Override
    public void relu6Gradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.relu6(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.relu6Gradient(y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void eluGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, float alpha) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.elu(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i),
                            alpha)
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.eluGradient(y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole, alpha);
    }

    @Override
    public void seluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.selu(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.seluGradient(y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void expGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.exp(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.expGradient(y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void tanhGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.tanh(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.tanhGradient(y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void sigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.sigmoid(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.sigmoidGradient(y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void softplusGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.softplus(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.softplusGradient(y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void softsignGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.softsign(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.softsignGradient(y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void hardSigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.hardSigmoid(
                            FloatVector.fromArray(SPECIES, y, yOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.hardSigmoidGradient(y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void swishGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.swish(
                            FloatVector.fromArray(SPECIES, x, xOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.swishGradient(x, xOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void geluGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        float[] distribution = DISTRIBUTION.get();
        int whole = n - n % LANES;
        for (int from = 0; from < whole; from += CHUNK) {
            int length = Math.min(CHUNK, whole - from);
            for (int i = 0; i < length; i += LANES) {
                VectorUnits.normalDistribution(FloatVector.fromArray(SPECIES, x, xOffset + from + i))
                        .intoArray(distribution, i);
            }
            for (int i = 0; i < length; i += LANES) {
                int at = from + i;
                VectorSlopes.gelu(x, xOffset + at, dy, dyOffset + at, distribution, i, dx, dxOffset + at);
            }
        }
        SCALAR.geluGradient(x, xOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void geluTanhGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.geluTanh(
                            FloatVector.fromArray(SPECIES, x, xOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.geluTanhGradient(x, xOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }

    @Override
    public void mishGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorSlopes.mish(
                            FloatVector.fromArray(SPECIES, x, xOffset + i),
                            FloatVector.fromArray(SPECIES, dy, dyOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        SCALAR.mishGradient(x, xOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole, n - whole);
    }
}

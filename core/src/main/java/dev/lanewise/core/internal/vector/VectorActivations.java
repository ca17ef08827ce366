package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.vector.VectorMath.LANES;
import static dev.lanewise.core.internal.vector.VectorMath.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.lanewise.core.internal.ActivationKernels;
import dev.lanewise.core.internal.scalar.ScalarActivations;
import jdk.incubator.vector.FloatVector;

/// The activation kernels on vectors; the scalar twin computes the last elements of a range, those that fill no vector.
///
/// Loops of whole vectors alone: where a vector came from either of two loads, C2 boxed it in some JVMs.
public final class VectorActivations implements ActivationKernels {
    private static final ActivationKernels SCALAR = new ScalarActivations();

    @Override
    public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.relu(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.relu(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void leakyRelu(float[] x, int xOffset, float[] y, int yOffset, int n, float slope) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.leakyRelu(FloatVector.fromArray(SPECIES, x, xOffset + i), slope)
                    .intoArray(y, yOffset + i);
        }
        SCALAR.leakyRelu(x, xOffset + whole, y, yOffset + whole, n - whole, slope);
    }

    @Override
    public void relu6(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.relu6(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.relu6(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void elu(float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.elu(FloatVector.fromArray(SPECIES, x, xOffset + i), alpha)
                    .intoArray(y, yOffset + i);
        }
        SCALAR.elu(x, xOffset + whole, y, yOffset + whole, n - whole, alpha);
    }

    @Override
    public void selu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.selu(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.selu(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.softplus(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.softplus(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void softsign(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.softsign(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.softsign(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void swish(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.swish(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.swish(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void gelu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.gelu(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.gelu(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.geluTanh(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.geluTanh(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void mish(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.mish(FloatVector.fromArray(SPECIES, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        SCALAR.mish(x, xOffset + whole, y, yOffset + whole, n - whole);
    }

    @Override
    public void softThreshold(
            float[] x, int xOffset, float[] t, int tOffset, float factor, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            var value = FloatVector.fromArray(SPECIES, x, xOffset + i);
            var sign = value.reinterpretAsInts().and(Integer.MIN_VALUE);
            var left = value.abs()
                    .sub(FloatVector.fromArray(SPECIES, t, tOffset + i).mul(factor));
            left.reinterpretAsInts()
                    .or(sign)
                    .reinterpretAsFloats()
                    .blend(0f, left.compare(LE, 0f))
                    .intoArray(y, yOffset + i);
        }
        SCALAR.softThreshold(x, xOffset + whole, t, tOffset + whole, factor, y, yOffset + whole, n - whole);
    }

    @Override
    public void hardSigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            VectorUnits.hardSigmoid(FloatVector.fromArray(SPECIES, x, xOffset + i))
                    .intoArray(y, yOffset + i);
        }
        SCALAR.hardSigmoid(x, xOffset + whole, y, yOffset + whole, n - whole);
    }
}

package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.vector.VectorMath.LANES;
import static dev.lanewise.core.internal.vector.VectorMath.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.lanewise.core.internal.ActivationKernels;
import dev.lanewise.core.internal.scalar.ScalarActivations;
import jdk.incubator.vector.FloatVector;

/// The activation kernels on vectors: the last of a range may be part of one.
public final class VectorActivations implements ActivationKernels {
    private static final ActivationKernels SCALAR = new ScalarActivations();

    @Override
    public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.relu(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void leakyRelu(float[] x, int xOffset, float[] y, int yOffset, int n, float slope) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.leakyRelu(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))),
                    slope);
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void relu6(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.relu6(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void elu(float[] x, int xOffset, float[] y, int yOffset, int n, float alpha) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.elu(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))),
                    alpha);
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void selu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.selu(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.softplus(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void softsign(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.softsign(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void swish(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.swish(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void gelu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.gelu(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.geluTanh(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void mish(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.mish(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
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
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorUnits.hardSigmoid(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(y, yOffset + i);
            } else {
                result.intoArray(y, yOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }
}

package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.vector.VectorMath.LANES;
import static dev.lanewise.core.internal.vector.VectorMath.SPECIES;

import dev.lanewise.core.internal.ActivationKernels;
import jdk.incubator.vector.FloatVector;

/// The activation kernels on vectors: the last of a range may be part of one.
public final class VectorActivations implements ActivationKernels {
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

package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.vector.VectorMath.LANES;
import static dev.lanewise.core.internal.vector.VectorMath.SPECIES;

import dev.lanewise.core.internal.GradientKernels;
import dev.lanewise.core.internal.scalar.ScalarGradients;
import jdk.incubator.vector.FloatVector;

/// The gradient kernels on vectors: the last of a range may be part of one.
public final class VectorGradients implements GradientKernels {
    private static final GradientKernels SCALAR = new ScalarGradients();
    private static final int CHUNK = 256;
    private static final ThreadLocal<float[]> DISTRIBUTION = ThreadLocal.withInitial(() -> new float[CHUNK]);

    @Override
    public void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.relu(
                    (whole
                            ? FloatVector.fromArray(SPECIES, y, yOffset + i)
                            : FloatVector.fromArray(SPECIES, y, yOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void leakyReluGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, float slope) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.leakyRelu(
                    (whole
                            ? FloatVector.fromArray(SPECIES, y, yOffset + i)
                            : FloatVector.fromArray(SPECIES, y, yOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))),
                    slope);
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void relu6Gradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.relu6(
                    (whole
                            ? FloatVector.fromArray(SPECIES, y, yOffset + i)
                            : FloatVector.fromArray(SPECIES, y, yOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void eluGradient(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n, float alpha) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.elu(
                    (whole
                            ? FloatVector.fromArray(SPECIES, y, yOffset + i)
                            : FloatVector.fromArray(SPECIES, y, yOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))),
                    alpha);
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void seluGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.selu(
                    (whole
                            ? FloatVector.fromArray(SPECIES, y, yOffset + i)
                            : FloatVector.fromArray(SPECIES, y, yOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void expGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.exp(
                    (whole
                            ? FloatVector.fromArray(SPECIES, y, yOffset + i)
                            : FloatVector.fromArray(SPECIES, y, yOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void tanhGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.tanh(
                    (whole
                            ? FloatVector.fromArray(SPECIES, y, yOffset + i)
                            : FloatVector.fromArray(SPECIES, y, yOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void sigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.sigmoid(
                    (whole
                            ? FloatVector.fromArray(SPECIES, y, yOffset + i)
                            : FloatVector.fromArray(SPECIES, y, yOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void softplusGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.softplus(
                    (whole
                            ? FloatVector.fromArray(SPECIES, y, yOffset + i)
                            : FloatVector.fromArray(SPECIES, y, yOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void softsignGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.softsign(
                    (whole
                            ? FloatVector.fromArray(SPECIES, y, yOffset + i)
                            : FloatVector.fromArray(SPECIES, y, yOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void hardSigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.hardSigmoid(
                    (whole
                            ? FloatVector.fromArray(SPECIES, y, yOffset + i)
                            : FloatVector.fromArray(SPECIES, y, yOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void swishGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.swish(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
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
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.geluTanh(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }

    @Override
    public void mishGradient(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int n) {
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.mish(
                    (whole
                            ? FloatVector.fromArray(SPECIES, x, xOffset + i)
                            : FloatVector.fromArray(SPECIES, x, xOffset + i, SPECIES.indexInRange(i, n))),
                    (whole
                            ? FloatVector.fromArray(SPECIES, dy, dyOffset + i)
                            : FloatVector.fromArray(SPECIES, dy, dyOffset + i, SPECIES.indexInRange(i, n))));
            if (whole) {
                result.intoArray(dx, dxOffset + i);
            } else {
                result.intoArray(dx, dxOffset + i, SPECIES.indexInRange(i, n));
            }
        }
    }
}

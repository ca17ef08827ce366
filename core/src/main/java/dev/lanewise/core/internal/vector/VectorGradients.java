package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.vector.VectorMath.LANES;
import static dev.lanewise.core.internal.vector.VectorMath.SPECIES;

import dev.lanewise.core.internal.GradientKernels;
import jdk.incubator.vector.FloatVector;

/// The gradient kernels on vectors: the last of a range may be part of one.
public final class VectorGradients implements GradientKernels {
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
        for (int i = 0; i < n; i += LANES) {
            boolean whole = i <= n - LANES;
            var result = VectorSlopes.gelu(
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

package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.vector.VectorMath.LANES;
import static dev.lanewise.core.internal.vector.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// What softmax does to one row beside exponentials, with the sums of
/// [dev.lanewise.core.internal.scalar.ScalarSoftmax]: its 16 virtual lanes are one vector of 512 bits, two of 256 or
/// four of 128, joined by additions of rotated vectors, after which every lane holds the sum. Methods return floats,
/// not vectors, lest one that is not inlined boxes; and a chain that a loop has carried is added to a zero before more
/// is done with it, since only then C2 knows its class. Chains begin with +0, so that changes no bit.
final class VectorSoftmax {
    /// Whether vectors have a length that this is written for.
    private static final boolean FITS = LANES == 4 || LANES == 8 || LANES == 16;

    private static final int VIRTUAL = 16;
    private static final VectorShuffle<Float> BY_8 = rotation(8);
    private static final VectorShuffle<Float> BY_4 = rotation(4);
    private static final VectorShuffle<Float> BY_2 = rotation(2);
    private static final VectorShuffle<Float> BY_1 = rotation(1);

    private VectorSoftmax() {}

    /// Returns whether vectors serve rows of this length; shorter ones are left to the scalar twin.
    static boolean serves(int columns) {
        return FITS && columns >= LANES;
    }

    private static VectorShuffle<Float> rotation(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane + distance) % LANES);
    }

    /// Computes y_j = x_j − max x − log.
    static void shift(float[] x, int xOffset, float log, float[] y, int yOffset, int columns) {
        float greatest = greatest(x, xOffset, columns);
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            FloatVector.fromArray(SPECIES, x, xOffset + j)
                    .sub(greatest)
                    .sub(log)
                    .intoArray(y, yOffset + j);
        }
        if (j < columns) {
            var tail = SPECIES.indexInRange(j, columns);
            FloatVector.fromArray(SPECIES, x, xOffset + j, tail)
                    .sub(greatest)
                    .sub(log)
                    .intoArray(y, yOffset + j, tail);
        }
    }

    /// Returns [dev.lanewise.core.internal.scalar.ScalarSoftmax#greatest]: every lane begins with the first
    /// element, so that a NaN there stays, and takes only what is greater. Of a zero with either sign it may be the
    /// other one, which changes no bit of a softmax.
    private static float greatest(float[] x, int offset, int columns) {
        var chain = FloatVector.broadcast(SPECIES, x[offset]);
        for (int j = 0; j < columns - LANES; j += LANES) {
            chain = greater(FloatVector.fromArray(SPECIES, x, offset + j), chain);
        }
        return greater(FloatVector.fromArray(SPECIES, x, offset + columns - LANES), chain)
                .reduceLanes(VectorOperators.MAX);
    }

    private static FloatVector greater(FloatVector next, FloatVector chain) {
        return next.blend(chain, next.compare(VectorOperators.GT, chain).not());
    }

    /// Divides a row by its sum.
    static void normalize(float[] y, int yOffset, int columns) {
        float sum = sum(y, yOffset, columns);
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            FloatVector.fromArray(SPECIES, y, yOffset + j).div(sum).intoArray(y, yOffset + j);
        }
        if (j < columns) {
            var tail = SPECIES.indexInRange(j, columns);
            FloatVector.fromArray(SPECIES, y, yOffset + j, tail).div(sum).intoArray(y, yOffset + j, tail);
        }
    }

    /// Computes dx_j = y_j·(dy_j − Σ y·dy).
    static void gradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int columns) {
        float mean = sumOfProducts(y, yOffset, dy, dyOffset, columns);
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            FloatVector.fromArray(SPECIES, y, yOffset + j)
                    .mul(FloatVector.fromArray(SPECIES, dy, dyOffset + j).sub(mean))
                    .intoArray(dx, dxOffset + j);
        }
        if (j < columns) {
            var tail = SPECIES.indexInRange(j, columns);
            FloatVector.fromArray(SPECIES, y, yOffset + j, tail)
                    .mul(FloatVector.fromArray(SPECIES, dy, dyOffset + j, tail).sub(mean))
                    .intoArray(dx, dxOffset + j, tail);
        }
    }

    /// Computes dx_j = dy_j − exp(y_j)·Σ dy.
    static void logGradient(float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int columns) {
        float sum = sum(dy, dyOffset, columns);
        for (int j = 0; j < columns; j += LANES) {
            boolean whole = j <= columns - LANES;
            var mask = SPECIES.indexInRange(j, columns);
            var d = FloatVector.fromArray(SPECIES, dy, dyOffset + j, mask);
            var e = VectorMath.exp(FloatVector.fromArray(SPECIES, y, yOffset + j, mask));
            var result = e.neg().lanewise(VectorOperators.FMA, sum, d);
            if (whole) {
                result.intoArray(dx, dxOffset + j);
            } else {
                result.intoArray(dx, dxOffset + j, mask);
            }
        }
    }

    /// Returns the sum of a row.
    static float sum(float[] x, int offset, int columns) {
        var zero = FloatVector.zero(SPECIES);
        var chain0 = zero;
        var chain1 = zero;
        var chain2 = zero;
        var chain3 = zero;
        for (int j = 0; j < columns; j += VIRTUAL) {
            int at = offset + j;
            int left = columns - j;
            chain0 = FloatVector.fromArray(SPECIES, x, at, SPECIES.indexInRange(0, left))
                    .add(chain0);
            if (LANES < 16) {
                var mask = SPECIES.indexInRange(LANES, left);
                chain1 = FloatVector.fromArray(SPECIES, x, at + LANES, mask).add(chain1);
            }
            if (LANES < 8) {
                var mask = SPECIES.indexInRange(2 * LANES, left);
                chain2 = FloatVector.fromArray(SPECIES, x, at + 2 * LANES, mask).add(chain2);
                mask = SPECIES.indexInRange(3 * LANES, left);
                chain3 = FloatVector.fromArray(SPECIES, x, at + 3 * LANES, mask).add(chain3);
            }
        }
        var joined = switch (LANES) {
            case 16 -> zero.add(chain0).add(zero.add(chain0).rearrange(BY_8));
            case 8 -> zero.add(chain0).add(chain1);
            default -> zero.add(chain0).add(chain2).add(zero.add(chain1).add(chain3));
        };
        joined = LANES > 4 ? joined.add(joined.rearrange(BY_4)) : joined;
        joined = joined.add(joined.rearrange(BY_2));
        return joined.add(joined.rearrange(BY_1)).lane(0);
    }

    private static float sumOfProducts(float[] x, int xOffset, float[] y, int yOffset, int columns) {
        var zero = FloatVector.zero(SPECIES);
        var chain0 = zero;
        var chain1 = zero;
        var chain2 = zero;
        var chain3 = zero;
        for (int j = 0; j < columns; j += VIRTUAL) {
            int left = columns - j;
            var mask = SPECIES.indexInRange(0, left);
            chain0 = FloatVector.fromArray(SPECIES, x, xOffset + j, mask)
                    .fma(FloatVector.fromArray(SPECIES, y, yOffset + j, mask), chain0);
            if (LANES < 16) {
                int next = j + LANES;
                mask = SPECIES.indexInRange(LANES, left);
                chain1 = FloatVector.fromArray(SPECIES, x, xOffset + next, mask)
                        .fma(FloatVector.fromArray(SPECIES, y, yOffset + next, mask), chain1);
            }
            if (LANES < 8) {
                int next = j + 2 * LANES;
                mask = SPECIES.indexInRange(2 * LANES, left);
                chain2 = FloatVector.fromArray(SPECIES, x, xOffset + next, mask)
                        .fma(FloatVector.fromArray(SPECIES, y, yOffset + next, mask), chain2);
                next += LANES;
                mask = SPECIES.indexInRange(3 * LANES, left);
                chain3 = FloatVector.fromArray(SPECIES, x, xOffset + next, mask)
                        .fma(FloatVector.fromArray(SPECIES, y, yOffset + next, mask), chain3);
            }
        }
        var joined = switch (LANES) {
            case 16 -> zero.add(chain0).add(zero.add(chain0).rearrange(BY_8));
            case 8 -> zero.add(chain0).add(chain1);
            default -> zero.add(chain0).add(chain2).add(zero.add(chain1).add(chain3));
        };
        joined = LANES > 4 ? joined.add(joined.rearrange(BY_4)) : joined;
        joined = joined.add(joined.rearrange(BY_2));
        return joined.add(joined.rearrange(BY_1)).lane(0);
    }
}

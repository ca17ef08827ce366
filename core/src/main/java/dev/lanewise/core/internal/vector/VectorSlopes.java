package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.scalar.ScalarMath.*;
import static dev.lanewise.core.internal.scalar.ScalarSlopes.DENSITY;
import static dev.lanewise.core.internal.scalar.ScalarUnits.*;
import static dev.lanewise.core.internal.vector.VectorMath.SPECIES;
import static dev.lanewise.core.internal.vector.VectorMath.atLeast;
import static dev.lanewise.core.internal.vector.VectorMath.atMost;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/// The gradients on vectors: the formulas of [dev.lanewise.core.internal.scalar.ScalarSlopes], which explains them,
/// lane by lane.
final class VectorSlopes {
    private VectorSlopes() {}

    static FloatVector relu(FloatVector y, FloatVector d) {
        return d.blend(0f, y.compare(LE, 0f));
    }

    static FloatVector leakyRelu(FloatVector y, FloatVector d, float slope) {
        return d.mul(slope).blend(d, y.compare(GT, 0f));
    }

    static FloatVector relu6(FloatVector y, FloatVector d) {
        return d.blend(0f, y.compare(LE, 0f)).blend(0f, y.compare(GE, 6f));
    }

    static FloatVector elu(FloatVector y, FloatVector d, float alpha) {
        return d.mul(y.add(alpha)).blend(d, y.compare(GT, 0f));
    }

    static FloatVector selu(FloatVector y, FloatVector d) {
        return d.mul(y.add(SELU_LAMBDA_ALPHA).blend(SELU_LAMBDA, y.compare(GT, 0f)));
    }

    static FloatVector exp(FloatVector y, FloatVector d) {
        return d.mul(y);
    }

    static FloatVector tanh(FloatVector y, FloatVector d) {
        return d.mul(y.neg().lanewise(FMA, y, 1f));
    }

    static FloatVector sigmoid(FloatVector y, FloatVector d) {
        return d.mul(y.mul(y.neg().add(1f)));
    }

    static FloatVector softplus(FloatVector y, FloatVector d) {
        return d.mul(VectorMath.oneMinusExp(y));
    }

    static FloatVector softsign(FloatVector y, FloatVector d) {
        var t = y.abs().neg().add(1f);
        return d.mul(t.mul(t));
    }

    static FloatVector hardSigmoid(FloatVector y, FloatVector d) {
        return d.mul(SIXTH).blend(0f, y.compare(LE, 0f)).blend(0f, y.compare(GE, 1f));
    }

    static FloatVector swish(FloatVector x, FloatVector d) {
        var clamped = clamp(x, FAR);
        var e = VectorMath.decay(x.abs());
        var more = FloatVector.broadcast(SPECIES, 1f).div(e.add(1f));
        var less = e.mul(more);
        var negative = x.compare(LT, 0f);
        var slope = more.blend(less, negative).mul(clamped.lanewise(FMA, less.blend(more, negative), 1f));
        return d.mul(slope);
    }

    /// From memory to memory, with [VectorUnits#normalDistribution] of x computed before, and the density,
    /// [VectorMath#decay], written out: all in one, and returned as a vector, it is boxed.
    static void gelu(float[] x, int xAt, float[] d, int dAt, float[] distribution, int at, float[] dx, int dxAt) {
        var clamped = clamp(FloatVector.fromArray(SPECIES, x, xAt), GELU_FAR);
        var z = atMost(clamped.mul(clamped).mul(0.5f), -EXP_UNDERFLOW);
        var rounded = z.fma(-LOG2_E, ROUND_TO_POWER + 64f);
        var n = rounded.sub(ROUND_TO_POWER + 64f);
        var r = n.lanewise(FMA, LN2_LOW, n.lanewise(FMA, LN2_HIGH, z));
        var p = r.fma(E4, -E3).lanewise(FMA, r, E2).lanewise(FMA, r, -E1).lanewise(FMA, r, E0);
        p = p.lanewise(FMA, r, -1f).lanewise(FMA, r, 1f);
        var power = rounded.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        var density = p.mul(power).mul(0x1p-64f).mul(DENSITY);
        FloatVector.fromArray(SPECIES, d, dAt)
                .mul(clamped.fma(density, FloatVector.fromArray(SPECIES, distribution, at)))
                .intoArray(dx, dxAt);
    }

    static FloatVector geluTanh(FloatVector x, FloatVector d) {
        var clamped = clamp(x, FAR);
        var square = clamped.mul(clamped);
        var v = clamped.mul(square.fma(GELU_CUBIC, GELU_LINEAR));
        var rise = clamped.mul(square.fma(3f * GELU_CUBIC, GELU_LINEAR));
        var e = VectorMath.decay(v.abs());
        var more = FloatVector.broadcast(SPECIES, 1f).div(e.add(1f));
        var less = e.mul(more);
        var negative = x.compare(LT, 0f);
        var slope = more.blend(less, negative).mul(rise.lanewise(FMA, less.blend(more, negative), 1f));
        return d.mul(slope);
    }

    static FloatVector mish(FloatVector x, FloatVector d) {
        var clamped = clamp(x, FAR);
        var e = VectorMath.decay(x.abs());
        var square = e.mul(e);
        var negative = x.compare(LT, 0f);
        var n = e.fma(2f, 1f).blend(e.mul(e.add(2f)), negative);
        var share = FloatVector.broadcast(SPECIES, 1f).div(n.add(square.mul(2f).blend(2f, negative)));
        var k = square.blend(e, negative).mul(4f).mul(e.add(1f));
        return d.mul(share.mul(clamped.mul(k).fma(share, n)));
    }

    private static FloatVector clamp(FloatVector x, float limit) {
        return atLeast(atMost(x, limit), -limit);
    }
}

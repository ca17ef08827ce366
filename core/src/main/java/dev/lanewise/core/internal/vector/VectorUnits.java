package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.scalar.ScalarUnits.*;
import static dev.lanewise.core.internal.vector.VectorMath.atLeast;
import static dev.lanewise.core.internal.vector.VectorMath.atMost;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.lanewise.core.internal.scalar.ScalarMath;
import jdk.incubator.vector.FloatVector;

/// The activation functions on vectors: the formulas of [dev.lanewise.core.internal.scalar.ScalarUnits], which explains
/// them, lane by lane.
final class VectorUnits {
    private VectorUnits() {}

    static FloatVector relu(FloatVector x) {
        return x.blend(0f, x.compare(LE, 0f));
    }

    static FloatVector leakyRelu(FloatVector x, float slope) {
        return x.mul(slope).blend(x, x.compare(GT, 0f));
    }

    static FloatVector relu6(FloatVector x) {
        return atMost(x.blend(0f, x.compare(LE, 0f)), 6f);
    }

    static FloatVector elu(FloatVector x, float alpha) {
        return VectorMath.oneMinusExp(x.neg()).mul(-alpha).blend(x, x.compare(GE, 0f));
    }

    static FloatVector selu(FloatVector x) {
        var negative = VectorMath.oneMinusExp(x.neg()).mul(-SELU_LAMBDA_ALPHA);
        return negative.blend(x.mul(SELU_LAMBDA), x.compare(GE, 0f));
    }

    static FloatVector softplus(FloatVector x) {
        return VectorMath.log1pOfUnit(VectorMath.decay(x.abs())).add(x, x.compare(GT, 0f));
    }

    static FloatVector softsign(FloatVector x) {
        var t = atMost(x.abs(), 0x1p60f);
        return VectorMath.withSign(t.div(t.add(1f)), x);
    }

    static FloatVector swish(FloatVector x) {
        return atLeast(x, -FAR).mul(VectorMath.sigmoid(x));
    }

    static FloatVector gelu(FloatVector x) {
        var factor = atLeast(x, -GELU_FAR);
        return factor.mul(normalDistribution(x));
    }

    static FloatVector normalDistribution(FloatVector x) {
        var t = x.abs().mul(ROOT_HALF);
        var half = VectorMath.decay(VectorMath.erfExponent(t)).mul(0.5f);
        half = half.blend(0f, t.compare(GT, ScalarMath.ERF_SATURATION));
        return half.neg().add(1f).blend(half, x.compare(LT, 0f));
    }

    static FloatVector geluTanh(FloatVector x) {
        var clamped = atLeast(x, -FAR);
        var slope = clamped.mul(clamped).fma(GELU_CUBIC, GELU_LINEAR);
        return clamped.mul(VectorMath.sigmoid(clamped.mul(slope)));
    }

    static FloatVector mish(FloatVector x) {
        var factor = atLeast(x, -FAR);
        var e = VectorMath.decay(x.abs());
        var negative = x.compare(LT, 0f);
        var n = e.fma(2f, 1f).blend(e.mul(e.add(2f)), negative);
        var d = n.add(e.mul(e).mul(2f).blend(2f, negative));
        return factor.mul(n).div(d);
    }

    static FloatVector hardSigmoid(FloatVector x) {
        var y = x.add(3f).mul(SIXTH);
        return atMost(y.blend(0f, y.compare(LE, 0f)), 1f);
    }
}

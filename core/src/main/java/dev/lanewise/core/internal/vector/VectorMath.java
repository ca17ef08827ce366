package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.scalar.ScalarMath.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The elementary functions on vectors: the formulas of [dev.lanewise.core.internal.scalar.ScalarMath], which explains
/// them, lane by lane.
final class VectorMath {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

    private VectorMath() {}

    private static FloatVector splat(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    private static FloatVector powerOfTwo(IntVector exponent) {
        return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    static FloatVector exp(FloatVector x) {
        var rounded = x.fma(splat(LOG2_E), splat(ROUND));
        var n = rounded.sub(ROUND);
        var r = n.fma(splat(-LN2_LOW), n.fma(splat(-LN2_HIGH), x));
        var q = splat(E4).fma(r, splat(E3)).fma(r, splat(E2)).fma(r, splat(E1)).fma(r, splat(E0));
        var p = r.mul(r).fma(q, r).add(1f);
        var exponent = rounded.reinterpretAsInts().sub(ROUND_BITS);
        var half = exponent.lanewise(VectorOperators.ASHR, 1);
        var y = p.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
        y = y.blend(0f, x.compare(VectorOperators.LT, EXP_UNDERFLOW));
        return y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GE, EXP_OVERFLOW));
    }

    static FloatVector expm1(FloatVector x) {
        var rounded = x.fma(splat(LOG2_E), splat(ROUND));
        var n = rounded.sub(ROUND);
        var high = n.fma(splat(-LN2_HIGH), x);
        var r = n.fma(splat(-LN2_LOW), high);
        var low = n.fma(splat(-LN2_LOW), high.sub(r));
        var q = splat(E4).fma(r, splat(E3)).fma(r, splat(E2)).fma(r, splat(E1)).fma(r, splat(E0));
        var tail = r.mul(r).fma(q, low);
        var half = powerOfTwo(rounded.reinterpretAsInts().sub(ROUND_BITS + 1));
        var lead = half.sub(0.5f);
        var sum = half.fma(r, lead);
        var lost = half.fma(r, lead.sub(sum));
        var y = sum.add(half.fma(tail, lost)).mul(2f);
        y = y.blend(-1f, x.compare(VectorOperators.LT, EXPM1_SATURATION));
        y = y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GE, EXP_OVERFLOW));
        return y.blend(x, x.compare(VectorOperators.EQ, 0f));
    }

    static FloatVector log(FloatVector x) {
        var tiny = x.compare(VectorOperators.LT, 0x1p-126f);
        var bits = x.blend(x.mul(0x1p24f), tiny).reinterpretAsInts().sub(0x3f3504f3);
        var e = ((FloatVector) bits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0))
                .sub(splat(0f).blend(24f, tiny));
        var f = bits.and(0x7fffff).add(0x3f3504f3).reinterpretAsFloats().sub(1f);
        var p = splat(L8).fma(f, splat(L7)).fma(f, splat(L6)).fma(f, splat(L5)).fma(f, splat(L4));
        p = p.fma(f, splat(L3)).fma(f, splat(L2)).fma(f, splat(L1)).fma(f, splat(L0));
        var square = f.mul(f);
        var small = e.fma(splat(LN2_LOW), square.mul(f).fma(p, square.mul(-0.5f)));
        var y = e.fma(splat(LN2_HIGH), f.add(small));
        y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
        y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
        return x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
    }

    static FloatVector tanh(FloatVector x) {
        var sign = x.reinterpretAsInts().and(0x80000000);
        var m = expm1(x.abs().mul(-2f));
        var y = m.neg().div(m.add(2f));
        return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    static FloatVector sigmoid(FloatVector x) {
        var e = exp(x.abs().neg());
        return splat(1f).blend(e, x.compare(VectorOperators.LT, 0f)).div(e.add(1f));
    }
}

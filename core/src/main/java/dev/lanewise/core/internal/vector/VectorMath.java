package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.scalar.ScalarMath.*;
import static jdk.incubator.vector.VectorOperators.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The elementary functions on vectors: the formulas of [dev.lanewise.core.internal.scalar.ScalarMath], which explains
/// them, lane by lane.
///
/// After some 60 operations in one compilation C2 inlines methods of the Vector API, but no others
/// (`NodeCountInliningCutoff`), and boxes what it passes to them: in long formulas calls of helpers come first, and
/// polynomials are written out, since with a shared one ELU boxed in one JVM of three. Where a call is rare, as for the
/// tail of a range, it leaves out methods of more than 625 bytes of machine code, which a helper with vectors can be on
/// its own: such places call the Vector API alone.
final class VectorMath {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private VectorMath() {}

    /// Returns the lesser of every lane and a limit; NaN stays.
    static FloatVector atMost(FloatVector x, float limit) {
        return x.blend(limit, x.compare(GT, limit));
    }

    /// Returns the greater of every lane and a limit; NaN stays.
    static FloatVector atLeast(FloatVector x, float limit) {
        return x.blend(limit, x.compare(LT, limit));
    }

    static FloatVector withSign(FloatVector y, FloatVector x) {
        return y.reinterpretAsInts().or(x.reinterpretAsInts().and(0x80000000)).reinterpretAsFloats();
    }

    static FloatVector exp(FloatVector x) {
        var clamped = atLeast(atMost(x, EXP_OVERFLOW), EXP_UNDERFLOW);
        var negative = x.compare(LT, 0f);
        var round = FloatVector.broadcast(SPECIES, ROUND_TO_POWER - 1f).blend(ROUND_TO_POWER + 64f, negative);
        var rounded = clamped.lanewise(FMA, LOG2_E, round);
        var n = rounded.sub(round);
        var r = n.lanewise(FMA, -LN2_LOW, n.lanewise(FMA, -LN2_HIGH, clamped));
        var q = r.fma(E4, E3).lanewise(FMA, r, E2).lanewise(FMA, r, E1).lanewise(FMA, r, E0);
        var p = q.lanewise(FMA, r, 1f).lanewise(FMA, r, 1f);
        var power = rounded.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        return p.mul(power).mul(FloatVector.broadcast(SPECIES, 2f).blend(0x1p-64f, negative));
    }

    static FloatVector expm1(FloatVector x) {
        var rounded = x.fma(LOG2_E, ROUND_TO_POWER - 1f);
        var n = rounded.sub(ROUND_TO_POWER - 1f);
        var high = n.lanewise(FMA, -LN2_HIGH, x);
        var r = n.lanewise(FMA, -LN2_LOW, high);
        var low = n.lanewise(FMA, -LN2_LOW, high.sub(r));
        var q = r.fma(E4, E3).lanewise(FMA, r, E2).lanewise(FMA, r, E1).lanewise(FMA, r, E0);
        var tail = r.mul(r).fma(q, low);
        var half = rounded.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        var lead = half.sub(0.5f);
        var sum = half.fma(r, lead);
        var lost = half.fma(r, lead.sub(sum));
        var missing = half.sub(lead).sub(0.5f);
        var y = sum.add(half.fma(tail, lost).add(missing)).mul(2f);
        y = y.blend(-1f, x.compare(LT, -SATURATION));
        y = x.add(Float.POSITIVE_INFINITY).blend(y, x.compare(LT, EXP_OVERFLOW));
        return y.blend(x, x.abs().compare(LT, 0x1p-24f));
    }

    static FloatVector oneMinusExp(FloatVector z) {
        var clamped = atMost(z, SATURATION);
        var rounded = clamped.fma(-LOG2_E, ROUND_TO_POWER);
        var n = rounded.sub(ROUND_TO_POWER);
        var r = n.lanewise(FMA, LN2_LOW, n.lanewise(FMA, LN2_HIGH, clamped));
        var q = r.fma(-E4, E3).lanewise(FMA, r, -E2).lanewise(FMA, r, E1).lanewise(FMA, r, -E0);
        var p = r.mul(r).fma(q, r);
        var s = rounded.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        return s.fma(p, s.neg().add(1f));
    }

    static FloatVector decay(FloatVector z) {
        var clamped = atMost(z, -EXP_UNDERFLOW);
        var rounded = clamped.fma(-LOG2_E, ROUND_TO_POWER + 64f);
        var n = rounded.sub(ROUND_TO_POWER + 64f);
        var r = n.lanewise(FMA, LN2_LOW, n.lanewise(FMA, LN2_HIGH, clamped));
        var q = r.fma(E4, -E3).lanewise(FMA, r, E2).lanewise(FMA, r, -E1).lanewise(FMA, r, E0);
        var p = q.lanewise(FMA, r, -1f).lanewise(FMA, r, 1f);
        var power = rounded.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        return p.mul(power).mul(0x1p-64f);
    }

    static FloatVector log(FloatVector x) {
        var tiny = x.compare(LT, 0x1p-126f);
        var bits = x.mul(0x1p24f, tiny).reinterpretAsInts().sub(ROOT_HALF_BITS);
        var e = ((FloatVector) bits.lanewise(ASHR, 23).convert(I2F, 0)).sub(24f, tiny);
        var f = bits.and(0x7fffff).add(ROOT_HALF_BITS).reinterpretAsFloats().sub(1f);
        var q = f.fma(L7, L6).lanewise(FMA, f, L5).lanewise(FMA, f, L4).lanewise(FMA, f, L3);
        q = q.lanewise(FMA, f, L2).lanewise(FMA, f, L1).lanewise(FMA, f, L0).lanewise(FMA, f, -0.5f);
        var y = e.lanewise(FMA, LN2, f.mul(f).fma(q, f));
        y = y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f)).blend(Float.NaN, x.compare(LT, 0f));
        return x.blend(y, x.compare(LT, Float.POSITIVE_INFINITY));
    }

    static FloatVector log1p(FloatVector x) {
        var exponent = x.add(1f).reinterpretAsInts().sub(ROOT_HALF_BITS).and(0xff800000);
        var scale = exponent.neg().add(0x40800000).reinterpretAsFloats();
        var f = x.mul(0.25f).fma(scale, scale.fma(0.25f, -1f));
        var e = (FloatVector) exponent.lanewise(ASHR, 23).convert(I2F, 0);
        var q = f.fma(L7, L6).lanewise(FMA, f, L5).lanewise(FMA, f, L4).lanewise(FMA, f, L3);
        q = q.lanewise(FMA, f, L2).lanewise(FMA, f, L1).lanewise(FMA, f, L0).lanewise(FMA, f, -0.5f);
        var y = e.lanewise(FMA, LN2, f.mul(f).fma(q, f));
        y = y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, -1f)).blend(Float.NaN, x.compare(LT, -1f));
        y = x.blend(y, x.compare(LT, Float.POSITIVE_INFINITY));
        return y.blend(x, x.abs().compare(LT, 0x1p-24f));
    }

    static FloatVector log1pOfUnit(FloatVector e) {
        var halved = e.compare(GT, 0.41421354f);
        var f = e.blend(e.fma(0.5f, -0.5f), halved);
        var q = f.fma(L7, L6).lanewise(FMA, f, L5).lanewise(FMA, f, L4).lanewise(FMA, f, L3);
        q = q.lanewise(FMA, f, L2).lanewise(FMA, f, L1).lanewise(FMA, f, L0).lanewise(FMA, f, -0.5f);
        return f.mul(f).fma(q, f).add(LN2, halved);
    }

    static FloatVector tanh(FloatVector x) {
        var clamped = atMost(x.abs().mul(2f), SATURATION);
        var rounded = clamped.fma(-LOG2_E, ROUND_TO_POWER);
        var n = rounded.sub(ROUND_TO_POWER);
        var r = n.lanewise(FMA, LN2_LOW, n.lanewise(FMA, LN2_HIGH, clamped));
        var q = r.fma(-E4, E3).lanewise(FMA, r, -E2).lanewise(FMA, r, E1).lanewise(FMA, r, -E0);
        var p = r.mul(r).fma(q, r);
        var s = rounded.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        var negated = s.neg();
        var magnitude = s.fma(p, negated.add(1f)).div(negated.fma(p, s.add(1f)));
        return magnitude
                .reinterpretAsInts()
                .or(x.reinterpretAsInts().and(0x80000000))
                .reinterpretAsFloats();
    }

    static FloatVector sigmoid(FloatVector x) {
        var clamped = atLeast(atMost(x, SATURATION), EXP_UNDERFLOW);
        var rounded = clamped.fma(-LOG2_E, ROUND_TO_SCALED_POWER);
        var n = rounded.sub(ROUND_TO_SCALED_POWER);
        var r = n.lanewise(FMA, LN2_LOW, n.lanewise(FMA, LN2_HIGH, clamped));
        var q = r.fma(-E4, E3).lanewise(FMA, r, -E2).lanewise(FMA, r, E1).lanewise(FMA, r, -E0);
        var p = r.mul(r).fma(q, r);
        var negatedS = rounded.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        var one = FloatVector.broadcast(SPECIES, 0x1p-24f);
        var head = one.sub(negatedS);
        var lost = one.sub(head.add(negatedS));
        return one.div(head.add(negatedS.fma(p, lost)));
    }

    static FloatVector erf(FloatVector x) {
        var sign = x.reinterpretAsInts().and(0x80000000);
        return oneMinusExp(erfExponent(x.abs())).reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    static FloatVector erfExponent(FloatVector t) {
        var c = atMost(t, ERF_SATURATION);
        var q = c.fma(G9, G8).lanewise(FMA, c, G7).lanewise(FMA, c, G6).lanewise(FMA, c, G5);
        q = q.lanewise(FMA, c, G4).lanewise(FMA, c, G3).lanewise(FMA, c, G2).lanewise(FMA, c, G1);
        return c.lanewise(FMA, G, c.mul(q.lanewise(FMA, c, G0)));
    }
}

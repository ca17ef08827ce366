package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.scalar.ScalarNormal.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Standard normal numbers of random bits: the formula of [dev.lanewise.core.internal.scalar.ScalarNormal], which
/// explains it, lane by lane.
final class VectorNormal {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private VectorNormal() {}

    private static FloatVector splat(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    static FloatVector of(IntVector bits) {
        var p = ((FloatVector) bits.and(0x7fffffff).convert(VectorOperators.I2F, 0))
                .fma(splat(0x1p-32f), splat(0x1p-33f));
        var x = p.fma(splat(-2f), splat(1f));
        var w = VectorMath.log(p.mul(4f).mul(splat(1f).sub(p))).neg();
        var v = w.sub(CENTRE_C);
        var central =
                splat(C9).fma(v, splat(C8)).fma(v, splat(C7)).fma(v, splat(C6)).fma(v, splat(C5));
        central = central.fma(v, splat(C4))
                .fma(v, splat(C3))
                .fma(v, splat(C2))
                .fma(v, splat(C1))
                .fma(v, splat(C0));
        var t = w.lanewise(VectorOperators.SQRT).sub(CENTRE_T);
        var tail =
                splat(T8).fma(t, splat(T7)).fma(t, splat(T6)).fma(t, splat(T5)).fma(t, splat(T4));
        tail = tail.fma(t, splat(T3)).fma(t, splat(T2)).fma(t, splat(T1)).fma(t, splat(T0));
        var magnitude = x.mul(tail.blend(central, w.compare(VectorOperators.LT, TAIL)));
        return magnitude.reinterpretAsInts().or(bits.and(0x80000000)).reinterpretAsFloats();
    }
}

package dev.lanewise.core.internal.vector;

import static dev.lanewise.core.internal.scalar.ScalarMath.*;
import static dev.lanewise.core.internal.scalar.ScalarNormal.*;
import static jdk.incubator.vector.VectorOperators.*;

import dev.lanewise.core.internal.scalar.ScalarNormal;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Standard normal numbers of random bits: the formula of [dev.lanewise.core.internal.scalar.ScalarNormal], which
/// explains it, lane by lane.
///
/// Both loops call the Vector API alone, since C2 boxes what it passes to a helper that it does not inline. The second
/// is so long that C2 does not inline it: all in one would be more vector calls than it compiles well.
final class VectorNormal {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = INTS.length();

    private VectorNormal() {}

    /// Writes the normal numbers of some words; scalar code makes those that fill no vector.
    static void of(int[] words, float[] y, int yOffset, int columns) {
        int whole = columns & -LANES;
        logarithms(words, y, yOffset, whole);
        quantiles(words, y, yOffset, whole);
        for (int j = whole; j < columns; j++) {
            y[yOffset + j] = ScalarNormal.of(words[j]);
        }
    }

    /// Writes ln(4·p·(1 − p)), by the formula of [dev.lanewise.core.internal.scalar.ScalarMath#log] for what is
    /// neither 0 nor subnormal.
    private static void logarithms(int[] words, float[] y, int yOffset, int columns) {
        for (int j = 0; j < columns; j += LANES) {
            var k = IntVector.fromArray(INTS, words, j).and(0x7fffffff);
            var p = ((FloatVector) k.convert(I2F, 0)).fma(0x1p-32f, 0x1p-33f);
            var bits = p.mul(4f).mul(p.neg().add(1f)).reinterpretAsInts().sub(ROOT_HALF_BITS);
            var f = bits.and(0x7fffff).add(ROOT_HALF_BITS).reinterpretAsFloats().sub(1f);
            var q = f.fma(L7, L6).lanewise(FMA, f, L5).lanewise(FMA, f, L4).lanewise(FMA, f, L3);
            q = q.lanewise(FMA, f, L2).lanewise(FMA, f, L1).lanewise(FMA, f, L0).lanewise(FMA, f, -0.5f);
            ((FloatVector) bits.lanewise(ASHR, 23).convert(I2F, 0))
                    .lanewise(FMA, LN2, f.mul(f).fma(q, f))
                    .intoArray(y, yOffset + j);
        }
    }

    /// Turns ln(4·p·(1 − p)) into the number whose bits belong to it.
    private static void quantiles(int[] words, float[] y, int yOffset, int columns) {
        for (int j = 0; j < columns; j += LANES) {
            var bits = IntVector.fromArray(INTS, words, j);
            var w = FloatVector.fromArray(FLOATS, y, yOffset + j).neg();
            var p = ((FloatVector) bits.and(0x7fffffff).convert(I2F, 0)).fma(0x1p-32f, 0x1p-33f);
            var x = p.fma(-2f, 1f);
            var v = w.sub(CENTRE_C);
            var central = FloatVector.broadcast(FLOATS, C9);
            central = central.fma(v, FloatVector.broadcast(FLOATS, C8));
            central = central.fma(v, FloatVector.broadcast(FLOATS, C7));
            central = central.fma(v, FloatVector.broadcast(FLOATS, C6));
            central = central.fma(v, FloatVector.broadcast(FLOATS, C5));
            central = central.fma(v, FloatVector.broadcast(FLOATS, C4));
            central = central.fma(v, FloatVector.broadcast(FLOATS, C3));
            central = central.fma(v, FloatVector.broadcast(FLOATS, C2));
            central = central.fma(v, FloatVector.broadcast(FLOATS, C1));
            central = central.fma(v, FloatVector.broadcast(FLOATS, C0));
            var t = w.lanewise(SQRT).sub(CENTRE_T);
            var tail = FloatVector.broadcast(FLOATS, T8);
            tail = tail.fma(t, FloatVector.broadcast(FLOATS, T7));
            tail = tail.fma(t, FloatVector.broadcast(FLOATS, T6));
            tail = tail.fma(t, FloatVector.broadcast(FLOATS, T5));
            tail = tail.fma(t, FloatVector.broadcast(FLOATS, T4));
            tail = tail.fma(t, FloatVector.broadcast(FLOATS, T3));
            tail = tail.fma(t, FloatVector.broadcast(FLOATS, T2));
            tail = tail.fma(t, FloatVector.broadcast(FLOATS, T1));
            tail = tail.fma(t, FloatVector.broadcast(FLOATS, T0));
            var magnitude = x.mul(tail.blend(central, w.compare(LT, TAIL)));
            var signed = magnitude.reinterpretAsInts().or(bits.and(0x80000000));
            signed.reinterpretAsFloats().intoArray(y, yOffset + j);
        }
    }
}

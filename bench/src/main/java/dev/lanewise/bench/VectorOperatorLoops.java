package dev.lanewise.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The loops that one writes with the operators of the Vector API: fast, but their bits depend on whether the code was
/// compiled and on the width. Each operator has a method of its own, as a shared one would lose its intrinsics.
///
/// Lengths of all but softmax are multiples of sixteen, so these loops have no tail that could slow them down.
final class VectorOperatorLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final float LAMBDA = 1.05070098f;
    private static final float LAMBDA_ALPHA = 1.75809934f;

    private VectorOperatorLoops() {}

    static void exp(float[] x, float[] y) {
        for (int i = 0; i < x.length; i += LANES) {
            FloatVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.EXP).intoArray(y, i);
        }
    }

    static void expm1(float[] x, float[] y) {
        for (int i = 0; i < x.length; i += LANES) {
            FloatVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.EXPM1).intoArray(y, i);
        }
    }

    static void log(float[] x, float[] y) {
        for (int i = 0; i < x.length; i += LANES) {
            FloatVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.LOG).intoArray(y, i);
        }
    }

    static void tanh(float[] x, float[] y) {
        for (int i = 0; i < x.length; i += LANES) {
            FloatVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.TANH).intoArray(y, i);
        }
    }

    static void sigmoid(float[] x, float[] y) {
        var one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < x.length; i += LANES) {
            var e = FloatVector.fromArray(SPECIES, x, i).neg().lanewise(VectorOperators.EXP);
            one.div(e.add(1)).intoArray(y, i);
        }
    }

    static void elu(float[] x, float[] y) {
        for (int i = 0; i < x.length; i += LANES) {
            var v = FloatVector.fromArray(SPECIES, x, i);
            v.lanewise(VectorOperators.EXPM1)
                    .blend(v, v.compare(VectorOperators.GT, 0))
                    .intoArray(y, i);
        }
    }

    static void selu(float[] x, float[] y) {
        for (int i = 0; i < x.length; i += LANES) {
            var v = FloatVector.fromArray(SPECIES, x, i);
            v.lanewise(VectorOperators.EXPM1)
                    .mul(LAMBDA_ALPHA)
                    .blend(v.mul(LAMBDA), v.compare(VectorOperators.GT, 0))
                    .intoArray(y, i);
        }
    }

    static void softmax(float[] x, float[] y, int columns) {
        int whole = SPECIES.loopBound(columns);
        var tail = SPECIES.indexInRange(whole, columns);
        for (int row = 0; row < x.length; row += columns) {
            softmaxRow(x, y, row, row + whole, tail);
        }
    }

    private static void softmaxRow(float[] x, float[] y, int from, int to, VectorMask<Float> tail) {
        var largest = FloatVector.fromArray(SPECIES, x, to, tail).blend(Float.NEGATIVE_INFINITY, tail.not());
        for (int i = from; i < to; i += LANES) {
            largest = largest.max(FloatVector.fromArray(SPECIES, x, i));
        }
        float max = largest.reduceLanes(VectorOperators.MAX);
        var e = FloatVector.fromArray(SPECIES, x, to, tail).sub(max).lanewise(VectorOperators.EXP);
        e.intoArray(y, to, tail);
        var sums = FloatVector.zero(SPECIES).blend(e, tail);
        for (int i = from; i < to; i += LANES) {
            e = FloatVector.fromArray(SPECIES, x, i).sub(max).lanewise(VectorOperators.EXP);
            e.intoArray(y, i);
            sums = sums.add(e);
        }
        float factor = 1 / sums.reduceLanes(VectorOperators.ADD);
        for (int i = from; i < to; i += LANES) {
            FloatVector.fromArray(SPECIES, y, i).mul(factor).intoArray(y, i);
        }
        FloatVector.fromArray(SPECIES, y, to, tail).mul(factor).intoArray(y, to, tail);
    }
}

package dev.lanewise.core.internal.vector;

import static jdk.incubator.vector.VectorOperators.F2D;

import dev.lanewise.core.internal.SumKernels;
import dev.lanewise.core.internal.scalar.ScalarSums;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Sums in double with four accumulators: all virtual lanes in one pass over the range for vectors of 512 bits, half of
/// them in each of two passes for 256, a quarter in each of four for 128.
public final class VectorSums implements SumKernels {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, DOUBLES.vectorShape());
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    private static final int WIDTH = DOUBLES.length();
    private static final int PASS = 4 * WIDTH;

    /// So many elements that a second pass finds them in the cache. Many short calls are also compiled sooner than
    /// a few long ones, and a sum may be needed once an epoch only.
    private static final int BLOCK = 1024;

    @Override
    public double absolutes(float[] x, int xOffset, int n, double[] lanes) {
        Arrays.fill(lanes, 0, LANES, 0);
        int whole = n - n % LANES;
        for (int from = 0; from < whole; from += BLOCK) {
            for (int lane = 0; lane < LANES; lane += PASS) {
                absolutesPass(x, xOffset + from + lane, Math.min(BLOCK, whole - from), lanes, lane);
            }
        }
        double sum = ScalarSums.join(lanes);
        for (int i = xOffset + whole; i < xOffset + n; i++) {
            sum += Math.abs(x[i]);
        }
        return sum;
    }

    private static void absolutesPass(float[] x, int xOffset, int whole, double[] lanes, int lane) {
        var chain0 = DoubleVector.fromArray(DOUBLES, lanes, lane);
        var chain1 = DoubleVector.fromArray(DOUBLES, lanes, lane + WIDTH);
        var chain2 = DoubleVector.fromArray(DOUBLES, lanes, lane + 2 * WIDTH);
        var chain3 = DoubleVector.fromArray(DOUBLES, lanes, lane + 3 * WIDTH);
        for (int i = xOffset; i < xOffset + whole; i += LANES) {
            var x0 = (DoubleVector) FloatVector.fromArray(HALF, x, i).convertShape(F2D, DOUBLES, 0);
            var x1 = (DoubleVector) FloatVector.fromArray(HALF, x, i + WIDTH).convertShape(F2D, DOUBLES, 0);
            var x2 =
                    (DoubleVector) FloatVector.fromArray(HALF, x, i + 2 * WIDTH).convertShape(F2D, DOUBLES, 0);
            var x3 =
                    (DoubleVector) FloatVector.fromArray(HALF, x, i + 3 * WIDTH).convertShape(F2D, DOUBLES, 0);
            chain0 = x0.abs().add(chain0);
            chain1 = x1.abs().add(chain1);
            chain2 = x2.abs().add(chain2);
            chain3 = x3.abs().add(chain3);
        }
        chain0.intoArray(lanes, lane);
        chain1.intoArray(lanes, lane + WIDTH);
        chain2.intoArray(lanes, lane + 2 * WIDTH);
        chain3.intoArray(lanes, lane + 3 * WIDTH);
    }

    @Override
    public double squares(float[] x, int xOffset, int n, double[] lanes) {
        Arrays.fill(lanes, 0, LANES, 0);
        int whole = n - n % LANES;
        for (int from = 0; from < whole; from += BLOCK) {
            for (int lane = 0; lane < LANES; lane += PASS) {
                squaresPass(x, xOffset + from + lane, Math.min(BLOCK, whole - from), lanes, lane);
            }
        }
        double sum = ScalarSums.join(lanes);
        for (int i = xOffset + whole; i < xOffset + n; i++) {
            sum = Math.fma((double) x[i], x[i], sum);
        }
        return sum;
    }

    private static void squaresPass(float[] x, int xOffset, int whole, double[] lanes, int lane) {
        var chain0 = DoubleVector.fromArray(DOUBLES, lanes, lane);
        var chain1 = DoubleVector.fromArray(DOUBLES, lanes, lane + WIDTH);
        var chain2 = DoubleVector.fromArray(DOUBLES, lanes, lane + 2 * WIDTH);
        var chain3 = DoubleVector.fromArray(DOUBLES, lanes, lane + 3 * WIDTH);
        for (int i = xOffset; i < xOffset + whole; i += LANES) {
            var x0 = (DoubleVector) FloatVector.fromArray(HALF, x, i).convertShape(F2D, DOUBLES, 0);
            var x1 = (DoubleVector) FloatVector.fromArray(HALF, x, i + WIDTH).convertShape(F2D, DOUBLES, 0);
            var x2 =
                    (DoubleVector) FloatVector.fromArray(HALF, x, i + 2 * WIDTH).convertShape(F2D, DOUBLES, 0);
            var x3 =
                    (DoubleVector) FloatVector.fromArray(HALF, x, i + 3 * WIDTH).convertShape(F2D, DOUBLES, 0);
            chain0 = x0.fma(x0, chain0);
            chain1 = x1.fma(x1, chain1);
            chain2 = x2.fma(x2, chain2);
            chain3 = x3.fma(x3, chain3);
        }
        chain0.intoArray(lanes, lane);
        chain1.intoArray(lanes, lane + WIDTH);
        chain2.intoArray(lanes, lane + 2 * WIDTH);
        chain3.intoArray(lanes, lane + 3 * WIDTH);
    }

    @Override
    public double addSigns(float factor, float[] x, int xOffset, float[] y, int yOffset, int n, double[] lanes) {
        int whole = n - n % LANES;
        for (int lane = 0; lane < LANES; lane += PASS) {
            signsPass(factor, x, xOffset + lane, y, yOffset + lane, whole, lanes, lane);
        }
        double sum = ScalarSums.join(lanes);
        for (int i = whole; i < n; i++) {
            float value = x[xOffset + i];
            sum += Math.abs(value);
            if (value > 0f) {
                y[yOffset + i] += factor;
            } else if (value < 0f) {
                y[yOffset + i] -= factor;
            }
        }
        return sum;
    }

    private static void signsPass(
            float factor, float[] x, int xOffset, float[] y, int yOffset, int whole, double[] lanes, int lane) {
        var chain0 = DoubleVector.zero(DOUBLES);
        var chain1 = DoubleVector.zero(DOUBLES);
        var chain2 = DoubleVector.zero(DOUBLES);
        var chain3 = DoubleVector.zero(DOUBLES);
        for (int i = 0; i < whole; i += LANES) {
            int at = xOffset + i;
            int to = yOffset + i;
            var x0 = (DoubleVector) FloatVector.fromArray(HALF, x, at).convertShape(F2D, DOUBLES, 0);
            var x1 = (DoubleVector) FloatVector.fromArray(HALF, x, at + WIDTH).convertShape(F2D, DOUBLES, 0);
            var x2 = (DoubleVector)
                    FloatVector.fromArray(HALF, x, at + 2 * WIDTH).convertShape(F2D, DOUBLES, 0);
            var x3 = (DoubleVector)
                    FloatVector.fromArray(HALF, x, at + 3 * WIDTH).convertShape(F2D, DOUBLES, 0);
            chain0 = x0.abs().add(chain0);
            chain1 = x1.abs().add(chain1);
            chain2 = x2.abs().add(chain2);
            chain3 = x3.abs().add(chain3);
            var lower = FloatVector.fromArray(FLOATS, x, at);
            var upper = FloatVector.fromArray(FLOATS, x, at + 2 * WIDTH);
            FloatVector.fromArray(FLOATS, y, to)
                    .add(factor, lower.compare(VectorOperators.GT, 0f))
                    .sub(factor, lower.compare(VectorOperators.LT, 0f))
                    .intoArray(y, to);
            FloatVector.fromArray(FLOATS, y, to + 2 * WIDTH)
                    .add(factor, upper.compare(VectorOperators.GT, 0f))
                    .sub(factor, upper.compare(VectorOperators.LT, 0f))
                    .intoArray(y, to + 2 * WIDTH);
        }
        chain0.intoArray(lanes, lane);
        chain1.intoArray(lanes, lane + WIDTH);
        chain2.intoArray(lanes, lane + 2 * WIDTH);
        chain3.intoArray(lanes, lane + 3 * WIDTH);
    }

    @Override
    public double addScaled(float factor, float[] x, int xOffset, float[] y, int yOffset, int n, double[] lanes) {
        int whole = n - n % LANES;
        for (int lane = 0; lane < LANES; lane += PASS) {
            scaledPass(factor, x, xOffset + lane, y, yOffset + lane, whole, lanes, lane);
        }
        double sum = ScalarSums.join(lanes);
        for (int i = whole; i < n; i++) {
            float value = x[xOffset + i];
            sum = Math.fma((double) value, value, sum);
            y[yOffset + i] = Math.fma(factor, value, y[yOffset + i]);
        }
        return sum;
    }

    private static void scaledPass(
            float factor, float[] x, int xOffset, float[] y, int yOffset, int whole, double[] lanes, int lane) {
        var factors = FloatVector.broadcast(FLOATS, factor);
        var chain0 = DoubleVector.zero(DOUBLES);
        var chain1 = DoubleVector.zero(DOUBLES);
        var chain2 = DoubleVector.zero(DOUBLES);
        var chain3 = DoubleVector.zero(DOUBLES);
        for (int i = 0; i < whole; i += LANES) {
            int at = xOffset + i;
            int to = yOffset + i;
            var x0 = (DoubleVector) FloatVector.fromArray(HALF, x, at).convertShape(F2D, DOUBLES, 0);
            var x1 = (DoubleVector) FloatVector.fromArray(HALF, x, at + WIDTH).convertShape(F2D, DOUBLES, 0);
            var x2 = (DoubleVector)
                    FloatVector.fromArray(HALF, x, at + 2 * WIDTH).convertShape(F2D, DOUBLES, 0);
            var x3 = (DoubleVector)
                    FloatVector.fromArray(HALF, x, at + 3 * WIDTH).convertShape(F2D, DOUBLES, 0);
            chain0 = x0.fma(x0, chain0);
            chain1 = x1.fma(x1, chain1);
            chain2 = x2.fma(x2, chain2);
            chain3 = x3.fma(x3, chain3);
            var lower = FloatVector.fromArray(FLOATS, x, at);
            var upper = FloatVector.fromArray(FLOATS, x, at + 2 * WIDTH);
            lower.fma(factors, FloatVector.fromArray(FLOATS, y, to)).intoArray(y, to);
            upper.fma(factors, FloatVector.fromArray(FLOATS, y, to + 2 * WIDTH)).intoArray(y, to + 2 * WIDTH);
        }
        chain0.intoArray(lanes, lane);
        chain1.intoArray(lanes, lane + WIDTH);
        chain2.intoArray(lanes, lane + 2 * WIDTH);
        chain3.intoArray(lanes, lane + 3 * WIDTH);
    }
}

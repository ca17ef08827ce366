package dev.lanewise.core.internal.scalar;

import dev.lanewise.core.internal.SumKernels;

/// The definition of the sums in plain loops: one virtual lane after the other.
public final class ScalarSums implements SumKernels {
    @Override
    public double absolutes(float[] x, int xOffset, int n, double[] lanes) {
        return sum(x, xOffset, n, lanes, false);
    }

    @Override
    public double squares(float[] x, int xOffset, int n, double[] lanes) {
        return sum(x, xOffset, n, lanes, true);
    }

    private static double sum(float[] x, int xOffset, int n, double[] lanes, boolean squares) {
        int whole = n - n % LANES;
        for (int lane = 0; lane < LANES; lane++) {
            double chain = 0;
            for (int i = xOffset + lane; i < xOffset + whole; i += LANES) {
                chain = add(chain, x[i], squares);
            }
            lanes[lane] = chain;
        }
        double sum = join(lanes);
        for (int i = whole; i < n; i++) {
            sum = add(sum, x[xOffset + i], squares);
        }
        return sum;
    }

    /// Returns the sum of the lanes, joined in their order.
    public static double join(double[] lanes) {
        return (quarter(lanes, 0) + quarter(lanes, 8)) + (quarter(lanes, 16) + quarter(lanes, 24));
    }

    private static double quarter(double[] lanes, int i) {
        double even = (lanes[i] + lanes[i + 4]) + (lanes[i + 2] + lanes[i + 6]);
        return even + ((lanes[i + 1] + lanes[i + 5]) + (lanes[i + 3] + lanes[i + 7]));
    }

    private static double add(double chain, double x, boolean squares) {
        return squares ? Math.fma(x, x, chain) : chain + Math.abs(x);
    }

    @Override
    public double addSigns(float factor, float[] x, int xOffset, float[] y, int yOffset, int n, double[] lanes) {
        double sum = absolutes(x, xOffset, n, lanes);
        for (int i = 0; i < n; i++) {
            float value = x[xOffset + i];
            if (value > 0f) {
                y[yOffset + i] += factor;
            } else if (value < 0f) {
                y[yOffset + i] -= factor;
            }
        }
        return sum;
    }

    @Override
    public double addScaled(float factor, float[] x, int xOffset, float[] y, int yOffset, int n, double[] lanes) {
        double sum = squares(x, xOffset, n, lanes);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Math.fma(factor, x[xOffset + i], y[yOffset + i]);
        }
        return sum;
    }
}

package dev.lanewise.core.internal;

/// Sums in double over a range of floats, alone or while adding to a parallel range; unchecked.
///
/// Every sum runs in [#LANES] virtual lanes over the whole groups of 32 elements, element i in lane i mod 32, each
/// beginning with +0 and adding in ascending i. The lanes of each quarter are joined as lane i + lane i+4, then 2, then
/// 1, and the quarters as (first + second) + (third + fourth); the up to 31 elements left are then added one by one. So
/// the order depends on the length alone. With fewer lanes a sum waits for one addition after the other. Memory for the
/// lanes is given, so that a sum allocates nothing.
public interface SumKernels {
    /// How many virtual lanes a sum has.
    int LANES = 32;

    /// Returns Σ|x|.
    double absolutes(float[] x, int xOffset, int n, double[] lanes);

    /// Returns Σx², by fused multiply-adds in double.
    double squares(float[] x, int xOffset, int n, double[] lanes);

    /// Adds factor to y where x > 0, subtracts it where x < 0, and returns Σ|x|.
    double addSigns(float factor, float[] x, int xOffset, float[] y, int yOffset, int n, double[] lanes);

    /// Computes y = y + factor·x, each element by one fused multiply-add, and returns Σx².
    double addScaled(float factor, float[] x, int xOffset, float[] y, int yOffset, int n, double[] lanes);
}

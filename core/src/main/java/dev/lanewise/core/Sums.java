package dev.lanewise.core;

import dev.lanewise.core.internal.SumKernels;

/// Sums over all elements in double, alone or while a multiple of the elements or of their signs is added to another
/// tensor: the values and gradients of penalties in one pass.
///
/// The order of a sum depends on the number of elements alone. The two tensors are the same or do not overlap.
public final class Sums {
    private static final ThreadLocal<double[]> LANES = ThreadLocal.withInitial(() -> new double[SumKernels.LANES]);

    private Sums() {}

    /// Returns Σ|x|.
    public static double absolutes(Tensor x) {
        return Backend.SUMS.absolutes(x.array(), x.offset(), x.size(), LANES.get());
    }

    /// Returns Σx².
    public static double squares(Tensor x) {
        return Backend.SUMS.squares(x.array(), x.offset(), x.size(), LANES.get());
    }

    /// Computes y = y + factor·sign(x), with sign(0) = 0, and returns Σ|x| of what x was.
    ///
    /// @throws IllegalArgumentException if the sizes differ
    public static double addSigns(float factor, Tensor x, Tensor y) {
        check(x, y);
        return Backend.SUMS.addSigns(factor, x.array(), x.offset(), y.array(), y.offset(), x.size(), LANES.get());
    }

    /// Computes y = y + factor·x, each element by one fused multiply-add, and returns Σx² of what x was.
    ///
    /// @throws IllegalArgumentException if the sizes differ
    public static double addScaled(float factor, Tensor x, Tensor y) {
        check(x, y);
        return Backend.SUMS.addScaled(factor, x.array(), x.offset(), y.array(), y.offset(), x.size(), LANES.get());
    }

    private static void check(Tensor x, Tensor y) {
        if (x.size() != y.size()) {
            throw new IllegalArgumentException(
                    "adding to a tensor needs as many elements: " + x.shape() + ", " + y.shape());
        }
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Penalty;

/// The penalty l1·Σ|w| + l2·Σw², with gradient l1·sign(w) + 2·l2·w and sign(0) = 0, as Keras' `L1L2`.
///
/// There is no half before the squares: PyTorch's `weight_decay` c, for plain SGD, is l2 = c/2.
///
/// @param l1 the strength of Σ|w|, finite and at least 0
/// @param l2 the strength of Σw², finite and at least 0
public record L1L2(double l1, double l2) implements Penalty {
    /// Checks the strengths.
    ///
    /// @throws IllegalArgumentException unless both are finite and at least 0
    public L1L2 {
        Strengths.check("L1", l1);
        Strengths.check("L2", l2);
    }

    /// Returns the penalty with these strengths.
    public static L1L2 of(double l1, double l2) {
        return new L1L2(l1, l2);
    }

    @Override
    public double value(Tensor parameter) {
        float[] w = parameter.array();
        double absolute = 0;
        double squares = 0;
        for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
            absolute += Math.abs(w[i]);
            squares = Math.fma((double) w[i], w[i], squares);
        }
        return l1 * absolute + l2 * squares;
    }

    @Override
    public void addGradient(Tensor parameter, Tensor gradient) {
        float[] w = parameter.array();
        float[] g = gradient.array();
        float sign = (float) l1;
        float slope = (float) (2 * l2);
        int shift = parameter.offset() - gradient.offset();
        int end = gradient.offset() + gradient.size();
        if (shift == 0) {
            // One index for both arrays: C2 then knows that nothing overlaps and makes vector code of the loop.
            for (int i = gradient.offset(); i < end; i++) {
                g[i] += Math.fma(slope, w[i], sign * Math.signum(w[i]));
            }
        } else {
            for (int i = gradient.offset(); i < end; i++) {
                g[i] += Math.fma(slope, w[i + shift], sign * Math.signum(w[i + shift]));
            }
        }
    }

    @Override
    public boolean elementwise() {
        return true;
    }
}

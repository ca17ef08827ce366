package dev.lanewise.regularization;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activation;

/// The head of a regression that says how sure it is (Nix and Weigend, 1994): of a row of 2k numbers the first k are
/// means and stay, and the others become variances by y = eˣ.
///
/// A last dense layer of 2k units with this activation is trained with the Gaussian negative log-likelihood; what comes
/// of several passes is read by [GaussianPrediction].
public record MeanAndVariance() implements Activation {
    /// Returns the activation.
    public static MeanAndVariance head() {
        return new MeanAndVariance();
    }

    @Override
    public void apply(Tensor x, Tensor y) {
        check(x);
        var means = x == y || x.overlaps(y) ? Tensor.of(x.shape(), x.toArray()) : x;
        Functions.exp(x, y);
        int half = x.columns() / 2;
        for (int row = 0; row < x.rows(); row++) {
            int at = row * x.columns();
            System.arraycopy(means.array(), means.offset() + at, y.array(), y.offset() + at, half);
        }
    }

    /// Computes dx = dy for a mean and dx = y·dy for a variance.
    @Override
    public void gradient(Tensor x, Tensor y, Tensor dy, Tensor dx) {
        int half = y.columns() / 2;
        for (int i = 0; i < y.size(); i++) {
            boolean variance = i % y.columns() >= half;
            dx.set(i, variance ? y.get(i) * dy.get(i) : dy.get(i));
        }
    }

    private static void check(Tensor x) {
        if (x.columns() % 2 != 0) {
            throw new IllegalArgumentException(
                    "means and variances need an even number of outputs, but there are " + x.columns());
        }
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Sums;
import dev.lanewise.core.Tensor;
import java.util.List;

/// Makes gradients smaller where they are too great, by Keras' rules; what is within the limit stays bit for bit. It
/// follows the penalties and precedes decay and optimizer.
///
/// @param kind what is limited
/// @param limit finite and above 0
public record GradientClipping(Kind kind, double limit) {
    /// What is limited.
    public enum Kind {
        /// Nothing.
        NONE,
        /// Every element, to [−limit, limit].
        VALUE,
        /// The norm of every parameter's gradient.
        NORM,
        /// The norm of all gradients together.
        GLOBAL_NORM
    }

    /// No clipping.
    public static final GradientClipping NONE = new GradientClipping(Kind.NONE, Double.MAX_VALUE);

    /// Checks the limit.
    ///
    /// @throws IllegalArgumentException unless it is finite and above 0
    public GradientClipping {
        Ranges.positive("the limit of clipping", limit);
    }

    /// Returns clipping of every element to [−limit, limit].
    ///
    /// @throws IllegalArgumentException unless the limit is finite and above 0
    public static GradientClipping byValue(double limit) {
        return new GradientClipping(Kind.VALUE, limit);
    }

    /// Returns clipping of each parameter's gradient: times limit / norm where its norm is greater.
    ///
    /// @throws IllegalArgumentException unless the limit is finite and above 0
    public static GradientClipping byNorm(double limit) {
        return new GradientClipping(Kind.NORM, limit);
    }

    /// Returns clipping of all gradients together: times limit / norm where the norm over all is greater.
    ///
    /// @throws IllegalArgumentException unless the limit is finite and above 0
    public static GradientClipping byGlobalNorm(double limit) {
        return new GradientClipping(Kind.GLOBAL_NORM, limit);
    }

    /// Clips the gradients of all parameters, which are finite.
    void clip(List<Tensor> gradients) {
        switch (kind) {
            case NONE -> {}
            case VALUE -> {
                for (int i = 0; i < gradients.size(); i++) {
                    clipValues(gradients.get(i));
                }
            }
            case NORM -> {
                for (int i = 0; i < gradients.size(); i++) {
                    scale(gradients.get(i), Math.sqrt(Sums.squares(gradients.get(i))));
                }
            }
            case GLOBAL_NORM -> {
                double squares = 0;
                for (int i = 0; i < gradients.size(); i++) {
                    squares += Sums.squares(gradients.get(i));
                }
                for (int i = 0; i < gradients.size(); i++) {
                    scale(gradients.get(i), Math.sqrt(squares));
                }
            }
        }
    }

    private void clipValues(Tensor gradient) {
        float greatest = (float) limit;
        float[] values = gradient.array();
        int from = gradient.offset();
        for (int i = from; i < from + gradient.size(); i++) {
            values[i] = Math.max(-greatest, Math.min(greatest, values[i]));
        }
    }

    private void scale(Tensor gradient, double norm) {
        if (norm > limit) {
            float factor = (float) (limit / norm);
            float[] values = gradient.array();
            int from = gradient.offset();
            for (int i = from; i < from + gradient.size(); i++) {
                values[i] *= factor;
            }
        }
    }
}

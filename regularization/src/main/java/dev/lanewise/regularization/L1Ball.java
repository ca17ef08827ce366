package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Constraint;
import org.jspecify.annotations.Nullable;

/// Keeps Σ|w| of every unit's incoming weights at or below a radius, by the euclidean projection: w becomes
/// sign(w)·max(|w| − τ, 0) with the τ that puts the unit on the ball (Duchi et al., 2008), so small weights become
/// exactly 0.
///
/// A unit counts as inside within 2⁻²² of the radius, relatively, and then stays as it is, bit for bit. Sums are in
/// double. The norm of its [Clipping] is Σ|w|.
///
/// @param radius the greatest Σ|w|, finite and above 0
/// @param axis the axis that a sum runs over, see [MinMaxNorm#axis()]
public record L1Ball(double radius, int axis) implements Constraint {
    /// Checks the radius and the axis.
    ///
    /// @throws IllegalArgumentException unless the radius is finite and above 0 and the axis at least 0
    public L1Ball {
        Strengths.checkNorm("the radius of an L1 ball", radius);
        Lines.checkAxis(axis);
    }

    /// Returns the constraint on every unit's incoming weights.
    public static L1Ball perUnit(double radius) {
        return new L1Ball(radius, 0);
    }

    /// Returns a copy whose sums run over another axis.
    public L1Ball withAxis(int other) {
        return new L1Ball(radius, other);
    }

    @Override
    public void project(Tensor parameter) {
        projectLines(parameter, null);
    }

    @Override
    public void project(Tensor parameter, Clipping clipping) {
        projectLines(parameter, clipping);
    }

    private void projectLines(Tensor parameter, @Nullable Clipping clipping) {
        var line = Line.of(parameter, axis);
        for (int i = 0; i < line.count(); i++) {
            line.select(i);
            project(line, clipping);
        }
    }

    private void project(Line line, @Nullable Clipping clipping) {
        double sum = 0;
        for (int i = 0; i < line.length(); i++) {
            sum += Math.abs(line.get(i));
        }
        boolean outside = sum > radius * (1 + Lines.TOLERANCE) && Double.isFinite(sum);
        if (clipping != null) {
            clipping.note(outside ? 1 : 0, sum);
        }
        if (outside) {
            for (int i = 0; i < line.length(); i++) {
                line.scratch()[i] = Math.abs(line.get(i));
            }
            double threshold = Line.threshold(line.scratch(), line.length(), radius);
            for (int i = 0; i < line.length(); i++) {
                double left = line.scratch()[i] - threshold;
                line.set(i, left > 0 ? Math.copySign((float) left, line.get(i)) : 0f);
            }
        }
    }
}

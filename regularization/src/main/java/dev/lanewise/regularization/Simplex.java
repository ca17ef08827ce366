package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Constraint;
import org.jspecify.annotations.Nullable;

/// Keeps every unit's incoming weights at or above 0 with a given sum, by the euclidean projection: w becomes max(w −
/// τ, 0) with the τ that gives the sum (Duchi et al., 2008). A unit of zeros becomes uniform.
///
/// A unit counts as inside if it has no negative weight and its sum is within 2⁻²² of the total, relatively; it then
/// stays as it is, bit for bit. Sums are in double. The norm of its [Clipping] is Σ|w|.
///
/// @param total the sum, finite and above 0
/// @param axis the axis that a sum runs over, see [MinMaxNorm#axis()]
public record Simplex(double total, int axis) implements Constraint {
    /// Checks the sum and the axis.
    ///
    /// @throws IllegalArgumentException unless the sum is finite and above 0 and the axis at least 0
    public Simplex {
        Strengths.checkNorm("the sum of a simplex", total);
        Lines.checkAxis(axis);
    }

    /// Returns the constraint that every unit's incoming weights are at least 0 and sum to 1.
    public static Simplex perUnit() {
        return new Simplex(1, 0);
    }

    /// Returns a copy whose sums run over another axis.
    public Simplex withAxis(int other) {
        return new Simplex(total, other);
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
        double absolute = 0;
        for (int i = 0; i < line.length(); i++) {
            sum += line.get(i);
            absolute += Math.abs(line.get(i));
        }
        boolean inside = absolute == sum && Math.abs(sum - total) <= total * Lines.TOLERANCE;
        boolean outside = !inside && Double.isFinite(absolute);
        if (clipping != null) {
            clipping.note(outside ? 1 : 0, absolute);
        }
        if (outside) {
            for (int i = 0; i < line.length(); i++) {
                line.scratch()[i] = line.get(i);
            }
            double threshold = Line.threshold(line.scratch(), line.length(), total);
            for (int i = 0; i < line.length(); i++) {
                line.set(i, (float) Math.max(line.scratch()[i] - threshold, 0));
            }
        }
    }
}
